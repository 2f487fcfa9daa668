namespace ChatSockets.Client.Settings.Kinds;

/// <summary>The file being read: its errors, and the base of relative paths in it.</summary>
/// <param name="path">The path as given, which errors quote.</param>
internal sealed class SettingsSource(string path)
{
    private readonly List<(JsonPlace Place, string Reason)> _refused = [];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";

    public int ErrorCount => _refused.Count;

    /// <summary>The errors, in the order of the file.</summary>
    public IReadOnlyList<SettingsError> Errors =>
    [
        .. _refused.OrderBy(one => one.Place.Line).ThenBy(one => one.Place.Column)
            .Select(one => new SettingsError(At(one.Place), one.Reason)),
    ];

    public void Refuse(JsonPlace place, string reason) => _refused.Add((place, reason));

    /// <summary>Returns a place as <c>file:line:column</c>.</summary>
    public string At(JsonPlace place) => FormattableString.Invariant($"{path}:{place.Line}:{place.Column}");

    /// <summary>Returns the full path of a file named in this one: <c>~/</c> is the user's home, and a relative path starts here.</summary>
    public string FullPath(string file)
    {
        bool isInHome = file == "~" || file.StartsWith("~/", StringComparison.Ordinal);
        if (!isInHome) return Path.GetFullPath(file, _folder);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return Path.GetFullPath(file[1..].TrimStart('/'), home);
    }
}
