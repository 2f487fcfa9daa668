using ChatSockets.Client.Core;
using ChatSockets.Client.Plain;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Tests.Plain;
using ChatSockets.Client.Tests.Settings;

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
