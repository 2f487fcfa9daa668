namespace ChatSockets.Server.Configuration;

/// <summary>The file that is being read: what was refused in it, and where names of other files in it begin.</summary>
/// <param name="path">As it was given, which is how errors name it.</param>
internal sealed class ConfigurationFile(string path)
{
    private readonly List<(JsonPlace Place, string Reason)> _refused = [];

    public string Folder { get; } = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;

    public int ErrorCount => _refused.Count;

    /// <summary>What was refused, from the file's beginning to its end.</summary>
    public IEnumerable<ConfigurationError> Errors =>
        _refused.OrderBy(one => one.Place.Line).ThenBy(one => one.Place.Column)
            .Select(one => new ConfigurationError(At(one.Place), one.Reason));

    public void Refuse(JsonPlace place, string reason) => _refused.Add((place, reason));

    public string At(JsonPlace place) => FormattableString.Invariant($"{path}:{place.Line}:{place.Column}");
}
