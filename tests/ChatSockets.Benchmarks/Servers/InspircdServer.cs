namespace ChatSockets.Benchmarks.Servers;

/// <summary>
/// InspIRCd 3: modular, in C++, one thread. Its tag modules are loaded only where capabilities are asked for, so that it runs at its best.
/// </summary>
internal sealed class InspircdServer(bool withTags, bool withTls) : ServerKind
{
    private readonly string? _program = FindProgram("inspircd");

    public override string Name => "inspircd";

    public override string HowToInstall => "apt-get install inspircd";

    public override bool IsInstalled => _program is not null;

    public override RunningServer Start() => StartedServer.OnFreePort(Name, (port, folder) =>
    {
        (string certificate, string key) = withTls ? ServerCertificate.Write(folder) : ("", "");
        string file = Path.Combine(folder, "inspircd.conf");
        File.WriteAllText(file, $"""
            <server name="irc.bench.test" description="benchmark" network="Bench">
            <admin name="benchmark" nick="bench" email="bench@irc.bench.test">
            <path configdir="{folder}" datadir="{folder}" logdir="{folder}" runtimedir="{folder}">
            <bind address="127.0.0.1" port="{port}" type="clients"{(withTls ? " sslprofile=\"bench\"" : "")}>
            <connect name="bench" allow="*" timeout="300" pingfreq="3600" limit="100000" localmax="100000" globalmax="100000"
                softsendq="4194304" hardsendq="4194304" recvq="65536" threshold="1000000000" commandrate="1000000000" fakelag="no"
                maxchans="1000" resolvehostnames="no" useident="no" useconnectban="no" maxconnwarn="no" modes="">
            <performance netbuffersize="65534" somaxconn="4096" softlimit="100000" clonesonconnect="no" quietbursts="yes">
            <security announceinvites="none" hidemodes="" userstats="Pu" customversion="" maxtargets="20">
            <options defaultmodes="not" hostintopic="yes" cyclehostsfromuser="no">
            <channels opers="1000" users="1000">
            {(withTags ? TagModules : "")}
            {(withTls ? TlsModule(certificate, key) : "")}
            """);
        return (_program!, ["--nofork", "--nopid", "--nolog", "--runasroot", "--config", file]);
    });

    private static string TlsModule(string certificate, string key) =>
        $"<module name=\"ssl_gnutls\"> <sslprofile name=\"bench\" provider=\"gnutls\" certfile=\"{certificate}\" keyfile=\"{key}\">";

    private const string TagModules = """
        <module name="cap"> <module name="ircv3"> <module name="ircv3_ctctags"> <module name="ircv3_echomessage">
        <module name="ircv3_msgid"> <module name="ircv3_servertime"> <module name="namesx">
        """;
}
