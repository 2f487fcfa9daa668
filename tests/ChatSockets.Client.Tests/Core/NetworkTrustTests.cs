using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Plain;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.Client.Tests.Connection.Tls;
using ChatSockets.Client.Tests.Plain;
using ChatSockets.Client.Tests.Settings;

namespace ChatSockets.Client.Tests.Core;

/// <summary>What a network does about a key that is not trusted, and about strict transport security; this machine counts as any.</summary>
public sealed class NetworkTrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrustStore _store;

    public NetworkTrustTests() => _store = new TrustStore(_folder.File(), TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_person_is_asked_once_and_the_key_is_remembered()
    {
        using X509Certificate2 certificate = TestCertificates.Make();
        using var server = new ScriptedServer { Certificate = certificate };
        KeyFingerprint key = KeyFingerprint.Of(certificate);

        Chat(server, terminal =>
        {
            terminal.Await($"error: the key of {server.Address} is not known: its certificate is signed by itself");
            terminal.Await($"Is this the key of {server.Address}?:");
            terminal.Await($"1. yes, {key}");
            terminal.Type("/1\n");
            terminal.Await("now in #lobby");
            terminal.Type("/connection\n");
            terminal.Await($"{server.Address}: TLS 1.");
            terminal.Await($"key {key} (remembered)");
        }).Should().Be(ExitCode.Done);
        _store.KeyOf(server.Address).Should().Be(key);

        Chat(server, terminal => terminal.Await("now in #lobby")).Should().Be(ExitCode.Done);
    }

    [Fact]
    public void Trusting_a_key_for_now_is_not_remembered_and_slash_trust_is()
    {
        using X509Certificate2 certificate = TestCertificates.Make();
        using var server = new ScriptedServer { Certificate = certificate };

        Chat(server, terminal =>
        {
            terminal.Await("2. only now");
            terminal.Type("/2\n");
            terminal.Await("now in #lobby");
        });
        _store.KeyOf(server.Address).Should().BeNull();

        Chat(server, terminal =>
        {
            terminal.Await("3. no");
            terminal.Type("/3\n");
            terminal.Await($"not connected to {server.Address}");
            terminal.Type($"/trust {KeyFingerprint.Example}\n");
            terminal.Await("error: that is not the key that");
            terminal.Type("/trust\n");
            terminal.Await("now in #lobby");
            terminal.Type("/trust\n");
            terminal.Await("error: no server waits to be trusted here");
        });
        _store.KeyOf(server.Address).Should().Be(KeyFingerprint.Of(certificate));
    }

    [Fact]
    public void A_key_that_changes_while_the_client_runs_is_refused_once_and_needs_its_whole_name()
    {
        using X509Certificate2 before = TestCertificates.Make(), after = TestCertificates.Make();
        using ScriptedServer server = new ScriptedServer { Certificate = before }.On("DROP", _ => null);
        _store.Remember(server.Address, KeyFingerprint.Of(before));

        Chat(server, terminal =>
        {
            terminal.Await("now in #lobby");
            server.Certificate = after;
            terminal.Type("/raw DROP\n");
            terminal.Await("trying again in 1 s");
            terminal.Await($"error: THE KEY OF {server.Address} HAS CHANGED");
            terminal.Type("/connection\n");
            terminal.Await($"{server.Address}: not connected");
            terminal.Type("/trust\n");
            terminal.Await($"to trust it in the place of the old one, name it: /trust {KeyFingerprint.Of(after)}");
            terminal.Type($"/trust {KeyFingerprint.Of(after)}\n");
            terminal.Await("you joined");
        });
        server.Connections.Should().HaveCount(3, "the refused key was not tried again");
    }

    [Fact]
    public void A_changed_key_at_the_start_is_the_end_for_a_person_too()
    {
        using X509Certificate2 before = TestCertificates.Make();
        using var server = new ScriptedServer { Certificate = TestCertificates.Make() };
        _store.Remember(server.Address, KeyFingerprint.Of(before));

        Chat(server, test: null).Should().Be(ExitCode.ServerSaidNo);
    }

    [Fact]
    public void What_was_named_for_one_server_is_not_for_the_next()
    {
        using X509Certificate2 one = TestCertificates.Make(), two = TestCertificates.Make();
        using ScriptedServer first = new() { Certificate = one }, second = new() { Certificate = two };
        _store.Remember(second.Address, KeyFingerprint.Of(two));

        Chat(first, terminal =>
        {
            terminal.Await("2. only now");
            terminal.Type("/2\n");
            terminal.Await("now in #lobby");
            terminal.Type($"/connect {second.Address}\n");
            terminal.Await($"connecting to {second.Address}");
            terminal.Await("you joined");
        }).Should().Be(ExitCode.Done);
    }

    [Fact]
    public void A_script_is_never_asked()
    {
        using X509Certificate2 certificate = TestCertificates.Make();
        using var server = new ScriptedServer { Certificate = certificate };
        ClientOptions options = Options(server);

        foreach (ClientRun run in new[]
        {
            ClientRun.Pipe(options, "hi\n"), ClientRun.Send(options, "#lobby", "hi"),
            ClientRun.Listen(options, new ListenOptions(null, 1, null)), ClientRun.Rooms(options),
        })
        {
            run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
            run.Output.Should().BeEmpty();
            run.Errors.Should().StartWith($"chat-client: the key of {server.Address} is not known")
                .And.EndWith($"chat-client trust {server.Address} --fingerprint {KeyFingerprint.Of(certificate)}{Environment.NewLine}");
        }
        server.Received.Should().BeEmpty();
        _store.KeyOf(server.Address).Should().BeNull();

        options = options with { Tls = options.Tls with { Pinned = KeyFingerprint.Of(certificate) } };
        ClientRun pinned = ClientRun.Send(options, "#lobby", "hi");
        pinned.ExitCode.Should().Be(ExitCode.Done, pinned.Errors);
    }

    [Fact]
    public void A_password_is_not_sent_to_who_has_no_TLS()
    {
        using var server = new ScriptedServer();
        ClientOptions options = Options(server) with { Password = "sesame", Account = new Credentials("alice", "secret", false) };

        ClientRun run = ClientRun.Send(options, "#lobby", "hi");

        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain("has no TLS").And.Contain("--insecure-plaintext");
        server.Received.Should().BeEmpty();
    }

    [Fact]
    public void Clear_text_that_is_permitted_is_a_warning_for_a_person()
    {
        using var server = new ScriptedServer();
        Chat(server, terminal =>
        {
            terminal.Await($"error: the connection to {server.Address} is NOT ENCRYPTED");
            terminal.Await("now in #lobby");
        }, TlsMode.InsecurePlaintext);
    }

    [Fact]
    public void A_server_that_asks_for_TLS_gets_it_on_its_port_and_the_policy_is_kept()
    {
        using X509Certificate2 authority = TestCertificates.Authority();
        using var secure = new ScriptedServer
        {
            Certificate = TestCertificates.Make("localhost", authority: authority),
            Capabilities = "sts=duration=600",
            HasClearText = false,
        };
        using var plain = new ScriptedServer { Capabilities = $"sts=port={secure.Address.Port},duration=600 sasl=PLAIN" };
        ClientOptions options = Options(plain);
        options = options with
        {
            Server = plain.Address with { Host = "localhost" },
            Tls = options.Tls with { Mode = TlsMode.InsecurePlaintext, Authorities = [authority] },
        };

        ClientRun run = ClientRun.Send(options, "#lobby", "hi");

        run.ExitCode.Should().Be(ExitCode.Done, run.Errors);
        secure.Received.Should().Contain("PRIVMSG #lobby hi");
        plain.Received.Should().NotContain(line => line.StartsWith("CAP END", StringComparison.Ordinal));
        StsPolicy policy = _store.PolicyOf("localhost")!;
        policy.Port.Should().Be(secure.Address.Port);
        policy.Expires.Should().BeCloseTo(DateTimeOffset.UtcNow.AddSeconds(600), TimeSpan.FromSeconds(60));

        // From now on nothing is said in clear text, whatever is permitted.
        int before = plain.Received.Count;
        ClientRun.Send(options, "#lobby", "again").ExitCode.Should().Be(ExitCode.Done);
        plain.Received.Should().HaveCount(before);
        _store.PolicyOf("localhost")!.Port.Should().Be(secure.Address.Port);
    }

    private ClientOptions Options(ScriptedServer server) =>
        ClientRun.Options(server.Address) with { Tls = new TlsOptions { Store = _store, IsLocal = static _ => false } };

    private int Chat(ScriptedServer server, Action<PlainTerminal>? test, TlsMode mode = TlsMode.Auto)
    {
        using var terminal = new PlainTerminal();
        using var errors = new StringWriter();
        ClientOptions options = Options(server);
        using var app = new ClientApp(options with { Tls = options.Tls with { Mode = mode } }, TimeProvider.System, errors,
            app => new PlainChat(app, new ScriptStreams(terminal.Input, terminal, errors), new ClientSettings()));
        int exitCode = -1;
        var client = new Thread(() => exitCode = app.Run());
        client.Start();
        try
        {
            // Without a test, it ends by itself.
            if (test is null) client.Join(TimeSpan.FromSeconds(30)).Should().BeTrue();
            test?.Invoke(terminal);
        }
        finally
        {
            terminal.End();
            client.Join(TimeSpan.FromSeconds(30)).Should().BeTrue();
        }
        return exitCode;
    }
}
