namespace ChatSockets.Benchmarks.Servers;

/// <summary>ngIRCd: small, in C, one thread. Version 26 or later, since older ones cannot lift the penalty for speaking fast.</summary>
internal sealed class NgircdServer(bool withTls) : ServerKind
{
    private readonly string? _program = FindProgram("ngircd");

    public override string Name => "ngircd";

    public override string HowToInstall => "apt-get install ngircd";

    public override bool IsInstalled => _program is not null;

    public override RunningServer Start() => StartedServer.OnFreePort(Name, (port, folder) =>
    {
        (string certificate, string key) = withTls ? ServerCertificate.Write(folder) : ("", "");
        string file = Path.Combine(folder, "ngircd.conf");
        // IncludeDir points to a folder without snippets, or the machine's own configuration would be mixed in.
        File.WriteAllText(file, $"""
            [Global]
            Name = irc.bench.test
            Info = benchmark
            AdminInfo1 = benchmark
            Listen = 127.0.0.1
            {(withTls ? "" : $"Ports = {port}")}
            MotdPhrase = benchmark
            [Limits]
            IdleTimeout = 0
            MaxConnections = 0
            MaxConnectionsIP = 0
            MaxJoins = 0
            MaxNickLength = 30
            MaxPenaltyTime = 0
            PingTimeout = 3600
            PongTimeout = 3600
            [Options]
            DNS = no
            Ident = no
            PAM = no
            IncludeDir = {folder}
            ScrubCTCP = no
            {(withTls ? $"[SSL]\nCertFile = {certificate}\nKeyFile = {key}\nPorts = {port}" : "")}
            """);
        return (_program!, ["-n", "-f", file]);
    });
}
