using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Settings.Trust;

/// <summary>The keys that the user has trusted: a file with a line <c>HOST:PORT SHA256:...</c> for each server.</summary>
internal sealed class KnownHosts(string path)
{
    private readonly LineFile _file = new(path);

    public string Path => path;

    /// <summary>Every line, as it is.</summary>
    public IEnumerable<string> Lines => _file.Lines();

    /// <summary>The key of a server; null for none. Throws an <see cref="IOException"/> that says which line is wrong.</summary>
    public KeyFingerprint? Find(ServerAddress server)
    {
        if (_file.Find(Name(server)) is not { } text) return null;
        // A line that cannot be read must not be as good as none.
        return KeyFingerprint.Parse(text)
            ?? throw new IOException($"{path} has a wrong line for {server}: it must be HOST:PORT {KeyFingerprint.Example}");
    }

    /// <summary>Puts a key in the place of the one before; null removes it. Returns whether there was one.</summary>
    public bool Set(ServerAddress server, KeyFingerprint? key) => _file.Set(Name(server), key?.Text);

    private static string Name(ServerAddress server) => server.ToString().ToLowerInvariant();
}
