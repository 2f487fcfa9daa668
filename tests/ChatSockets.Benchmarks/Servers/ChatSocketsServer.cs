namespace ChatSockets.Benchmarks.Servers;

/// <summary>Our own server, as a process of its own like the others.</summary>
internal sealed class ChatSocketsServer(string? binary, string arguments) : ServerKind
{
    /// <summary>Everything a run needs, our flood limits lifted as the peers' are; <c>--server-args</c> adds to it.</summary>
    public const string DefaultArguments = "--port 0 --bind 127.0.0.1 --in-memory --log-level Warning "
        + "--flood-burst 0 --max-connections-per-address 1000000 --connection-rate-per-address 0";

    private readonly string _path = binary ?? Path.Combine(AppContext.BaseDirectory, "chat-server.dll");

    public override string Name => "chatsockets";

    public override bool IsOurs => true;

    public override string HowToInstall => $"build it first, or name it with --binary; {_path} does not exist";

    public override bool IsInstalled => File.Exists(_path);

    public override RunningServer Start()
    {
        string[] all = $"{DefaultArguments} {arguments}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Path.GetExtension(_path) == ".dll"
            ? StartedServer.WhereItSays(Name, "dotnet", ["exec", _path, .. all])
            : StartedServer.WhereItSays(Name, _path, all);
    }
}
