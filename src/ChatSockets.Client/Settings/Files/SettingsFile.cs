using System.Text;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Settings.Files;

/// <summary>
/// The settings file: JSON with comments and trailing commas. Writing replaces the file as a whole, so that nobody ever reads half of it.
/// </summary>
internal static class SettingsFile
{
    /// <summary>Reads a file. All its errors are returned, not only the first.</summary>
    public static LoadedSettings Load(string path)
    {
        try
        {
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (FileError.Is(exception))
        {
            return Failed([new SettingsError(path, $"The settings cannot be read: {exception.Message}", IsUnreadable: true)]);
        }
    }

    /// <summary>Reads the contents of a file.</summary>
    /// <param name="path">The path, which errors quote and relative paths start from.</param>
    /// <param name="bytes">The contents.</param>
    public static LoadedSettings Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var source = new SettingsSource(path);
        JsonItem? root = JsonFile.Read(WithoutMark(bytes), source.Refuse);
        if (root is null || !new SettingsTable().TryRead(root, source, out ClientSettings settings) || source.ErrorCount > 0)
            return Failed(source.Errors);
        var origins = root.Members.ToDictionary(member => member.Name, member => source.At(member.Value.Place));
        return new LoadedSettings(settings, [], origins);
    }

    /// <summary>
    /// Makes the commented file, readable only by the user, and its folder. Returns false if there is a file already, which stays as it is.
    /// </summary>
    public static bool WriteDefault(string path)
    {
        if (File.Exists(path)) return false;
        string full = Path.GetFullPath(path);
        PrivateFile.MakeFolder(Path.GetDirectoryName(full)!);
        return PrivateFile.Create(full, Encoding.UTF8.GetBytes(SettingsReference.Text()));
    }

    /// <summary>
    /// Adds a network to the file, which keeps its comments and its layout, and is made if it is not there. Returns what is wrong and what
    /// to do, as a sentence for the user; null if nothing is.
    /// </summary>
    public static string? AddNetwork(string path, NetworkSettings network)
    {
        try
        {
            WriteDefault(path);
            byte[] before = File.ReadAllBytes(path);
            LoadedSettings old = Parse(path, before);
            if (old.Errors.Count > 0) return $"{network.Name} was not added, because the settings have an error. {old.Errors[0]}";
            if (old.Settings.Networks.Any(each => each.Name.Equals(network.Name, StringComparison.OrdinalIgnoreCase)))
                return $"{network.Name} was not added, because {path} has a network of this name. Choose another name.";
            byte[] after = NetworkInsertion.Insert(before, network);
            LoadedSettings changed = Parse(path, after);
            // Also a name or a room that cannot be read back ends here.
            if (changed.Errors.Count > 0) return $"{network.Name} was not added. {changed.Errors[0].Reason}";
            if (changed.Settings.Networks.Count != old.Settings.Networks.Count + 1)
                return $"{network.Name} was not added, because {path} is not understood. Add it with an editor.";
            PrivateFile.Replace(path, after);
            return null;
        }
        catch (Exception exception) when (FileError.Is(exception))
        {
            return $"{network.Name} was not added, because {path} cannot be changed: {exception.Message}";
        }
    }

    private static LoadedSettings Failed(IReadOnlyList<SettingsError> errors) =>
        new(new ClientSettings(), errors, new Dictionary<string, string>());

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
}
