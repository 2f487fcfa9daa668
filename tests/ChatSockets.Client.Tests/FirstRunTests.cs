using System.Net;
using System.Text;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Discovery;
using ChatSockets.Client.Plain;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Terminal;
using ChatSockets.Client.Tests.Plain;
using ChatSockets.Client.Tests.Settings;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Tests;

public sealed class FirstRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_worked_is_remembered_with_the_account()
    {
        using ScriptedServer server = new() { Capabilities = "draft/account-registration" };
        server.On("REGISTER", _ => [":s REGISTER SUCCESS alice :Account created"]);
        NetworkSettings network = Run(server, "sesame", "remembered in");
        network.Should().BeEquivalentTo(new { Name = "127.0.0.1", Nick = "alice", Account = "alice" });
        network.Rooms.Select(room => room.Name).Should().Equal("#lobby");
        File.ReadAllText(network.PasswordFile!).Should().Be("sesame\n");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(network.PasswordFile!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void An_account_that_was_refused_is_not_remembered_but_the_server_is()
    {
        using ScriptedServer server = new() { Capabilities = "draft/account-registration standard-replies" };
        server.On("REGISTER", _ => [":s FAIL REGISTER ACCOUNT_EXISTS alice :Somebody has it"]);
        NetworkSettings network = Run(server, "sesame", "Somebody has it");
        network.Account.Should().BeNull();
        Directory.GetFiles(_folder.File(""), "*.password").Should().BeEmpty();
    }

    [Fact]
    public void Without_a_password_no_account_is_made()
    {
        using ScriptedServer server = new() { Capabilities = "draft/account-registration" };
        Run(server, null, "remembered in").Account.Should().BeNull();
        server.Received.Should().NotContain(line => line.StartsWith("REGISTER", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_was_found_can_be_chosen_by_its_number()
    {
        FirstAnswers answers = Ask("x\n2\nbob\n\n", isFound: true, out string shown)!;
        answers.Options.Server.ToString().Should().Be("10.0.0.2:5001");
        answers.Options.Nick.Should().Be("bob");
        shown.Should().Contain("1. chat.a  10.0.0.2:5000  1 user  Tea at six.").And.Contain("2. chat.b  10.0.0.2:5001  0 users")
            .And.Contain("3. another server").And.Contain("'x' is not a number from 1 to 3.").And.Contain("Server: chat.b, 10.0.0.2:5001");
    }

    [Fact]
    public void Another_server_than_those_that_were_found_is_asked_for() =>
        Ask("3\nchat.example:6667\nbob\n\n", isFound: true, out _)!.Options.Server.ToString().Should().Be("chat.example:6667");

    [Fact]
    public void Where_none_was_found_the_server_is_asked_for()
    {
        Ask("\nbob\n\n", isFound: false, out string shown)!.Options.Server.ToString().Should().Be("localhost:5000");
        shown.Should().Contain("Server, as HOST or HOST:PORT [localhost:5000]: ").And.NotContain("Number");
    }

    [Fact]
    public void Whoever_has_had_enough_at_the_list_is_asked_nothing_more()
    {
        Ask("", isFound: true, out string shown).Should().BeNull();
        shown.Should().EndWith("Number [1]: ");
    }

    private static FirstAnswers? Ask(string typed, bool isFound, out string shown)
    {
        var a = new DiscoveryReply { Name = "chat.a", Port = 5000, Instance = 1, Users = 1, MessageOfTheDay = "Tea at six." };
        var b = new DiscoveryReply { Name = "chat.b", Port = 5001, Instance = 2 };
        IPAddress source = IPAddress.Parse("10.0.0.2");
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(typed));
        using var output = new MemoryStream();
        using var prompt = new LinePrompt(input, output);
        FirstAnswers? answers = FirstRun.Ask(prompt, ClientRun.Options(new ServerAddress("localhost", 5000)),
            () => isFound ? FoundServer.From([(a, source), (b, source)]) : [], isPlain: true);
        shown = Encoding.UTF8.GetString(output.ToArray());
        return answers;
    }

    private NetworkSettings Run(ScriptedServer server, string? password, string last)
    {
        var place = new SettingsPlace(_folder.File("chat-client.json"), _folder.File("state"), IsExplicit: false);
        ClientOptions options = ClientRun.Options(server.Address);
        using var terminal = new PlainTerminal();
        using var errors = new StringWriter();
        using var app = new ClientApp(options, TimeProvider.System, errors, app =>
        {
            app.Listeners.Add(new FirstRun(app, place, new FirstAnswers(options, password)));
            return new PlainChat(app, new ScriptStreams(terminal.Input, terminal, errors), new ClientSettings());
        });
        var loop = new Thread(() => app.Run());
        loop.Start();
        try
        {
            terminal.Await(last);
        }
        finally
        {
            terminal.End();
            loop.Join();
        }
        LoadedSettings loaded = place.Load();
        loaded.Errors.Should().BeEmpty();
        return loaded.Settings.Networks.Should().ContainSingle().Subject;
    }
}
