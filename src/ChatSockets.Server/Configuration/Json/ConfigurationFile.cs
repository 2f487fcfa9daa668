namespace ChatSockets.Server.Configuration.Json;

/// <summary>The file being read: its errors, and the base of relative paths in it.</summary>
/// <param name="path">The path as given, which errors quote.</param>
internal sealed class ConfigurationFile(string path)
{
    private readonly List<(JsonPlace Place, string Reason)> _refused = [];

    public string Folder { get; } = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;

    public int ErrorCount => _refused.Count;

    /// <summary>The errors, in the order of the file.</summary>
    public IEnumerable<ConfigurationError> Errors =>
        _refused.OrderBy(one => one.Place.Line).ThenBy(one => one.Place.Column)
            .Select(one => new ConfigurationError(At(one.Place), one.Reason));

    public void Refuse(JsonPlace place, string reason) => _refused.Add((place, reason));

    public string At(JsonPlace place) => FormattableString.Invariant($"{path}:{place.Line}:{place.Column}");
}
