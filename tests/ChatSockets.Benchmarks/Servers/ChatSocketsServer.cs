namespace ChatSockets.Benchmarks.Servers;

/// <summary>
/// Our own server, as a process of its own like the others. The peers keep nothing, and so does it where it stands beside them; with its
/// history on the disk it is one more to compare.
/// </summary>
internal sealed class ChatSocketsServer(string? binary, string arguments, bool onDisk) : ServerKind
{
    /// <summary>Everything a run needs, our flood limits lifted as the peers' are; <c>--server-args</c> adds to it.</summary>
    public const string DefaultArguments = "--port 0 --bind 127.0.0.1 --log-level Warning "
        + "--flood-burst 0 --max-connections-per-address 1000000 --connection-rate-per-address 0";

    private readonly string _path = binary ?? Path.Combine(AppContext.BaseDirectory, "chat-server.dll");

    public override string Name => onDisk ? "chatsockets-disk" : "chatsockets";

    public override bool IsOurs => true;

    public override string HowToInstall => $"build it first, or name it with --binary; {_path} does not exist";

    public override bool IsInstalled => File.Exists(_path);

    public override RunningServer Start() => Start(folder: null);

    /// <summary>With a data folder that stays; null for one of this run.</summary>
    public RunningServer Start(string? folder)
    {
        string[] all = $"{DefaultArguments} {arguments}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool isLibrary = Path.GetExtension(_path) == ".dll";
        return StartedServer.WhereItSays(
            Name,
            isLibrary ? "dotnet" : _path,
            temporary => [.. isLibrary ? (string[])["exec", _path] : [], .. all,
                .. onDisk ? (string[])["--data", folder ?? temporary] : ["--in-memory"]]);
    }
}
