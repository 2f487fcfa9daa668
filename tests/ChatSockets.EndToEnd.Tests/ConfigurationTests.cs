using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-server: what is set in a file, in the environment and by flags, and SIGHUP, which has it all read again.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-server-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_file_the_environment_and_the_flags_are_heard_in_this_order()
    {
        string file = Write("chat.json", """{ "port": 1, "network": "OfFile", "lobby": "#file", "motd": "motd.txt" }""");
        Write("motd.txt", "Tea at five.");
        await using ServerProcess server = await ServerProcess.StartAsync(["--config", file], ("CHAT_SERVER_NETWORK", "OfEnvironment"));
        await using LineClient alice = await LineClient.ConnectAsync(server.EndPoint, "alice");
        await alice.SayAsync("NICK alice", "USER alice 0 * :alice");

        await alice.HearAsync(" 001 alice :Welcome to the OfEnvironment Network, alice");
        await alice.HearAsync(" 372 alice :- Tea at five.");
        server.EndPoint.Port.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task SIGHUP_has_the_file_read_again_and_nobody_is_disconnected()
    {
        if (PosixSignals.AreMissing) return;
        string file = Write("chat.json", """{ "motd": "motd.txt" }""");
        Write("motd.txt", "Tea at five.");
        await using ServerProcess server = await ServerProcess.StartAsync("--config", file);
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        Write("motd.txt", "Tea at six.");
        Write("chat.json", """{ "motd": "motd.txt", "network": "Room12", "name": "other.example" }""");
        server.Signal(PosixSignals.Number.HangUp);

        (await server.Errors.NextAsync("The configuration was read again")).Should().Contain("network, motd");
        (await server.Errors.NextAsync("takes effect at the next start")).Should().Contain("WRN").And.EndWith(": name");
        await alice.SayAsync("MOTD");
        await alice.HearAsync(" 372 alice :- Tea at six.");
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        await bob.SayAsync("PRIVMSG #lobby :still here");
        await alice.HearAsync("still here");
    }

    [Fact]
    public async Task After_SIGHUP_a_bad_file_changes_nothing_and_the_log_says_where_the_mistakes_are()
    {
        if (PosixSignals.AreMissing) return;
        string file = Write("chat.json", """{ "motd": "motd.txt" }""");
        Write("motd.txt", "Tea at five.");
        await using ServerProcess server = await ServerProcess.StartAsync("--config", file);
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        Write("motd.txt", "Tea at six.");
        Write("chat.json", "{ \"motd\": \"motd.txt\",\n  \"prot\": 5000,\n  \"lobby\": \"hall\" }");
        server.Signal(PosixSignals.Number.HangUp);

        (await server.Errors.NextAsync(":2:3: ")).Should()
            .Contain("WRN").And.EndWith($"{file}:2:3: \"prot\" is not a setting. Did you mean port?");
        await server.Errors.NextAsync($"{file}:3:12: The lobby 'hall' is not a room's name, as #lobby is.");
        await alice.SayAsync("MOTD");
        await alice.HearAsync(" 372 alice :- Tea at five.");

        Write("chat.json", """{ "motd": "motd.txt" }""");
        server.Signal(PosixSignals.Number.HangUp);
        await server.Errors.NextAsync("The configuration was read again");
        await alice.SayAsync("MOTD");
        await alice.HearAsync(" 372 alice :- Tea at six.");
    }

    [Fact]
    public async Task A_password_that_was_hashed_by_the_program_lets_in_who_knows_it()
    {
        await using var hashing = new ChatProcess("chat-server", ["config", "password"]);
        await hashing.TypeAsync("sesame");
        await hashing.ExitsWithAsync(0);
        string hash = hashing.Output.Lines.Should().ContainSingle().Which;

        await using ServerProcess server = await ServerProcess.StartAsync("--config",
            Write("chat.json", $$"""{ "password": "{{hash}}" }"""));
        await using LineClient stranger = await LineClient.ConnectAsync(server.EndPoint, "stranger");
        await stranger.SayAsync($"PASS {hash}", "NICK stranger", "USER stranger 0 * :stranger");
        await stranger.HearAsync(" 464 ");
        await using LineClient friend = await LineClient.ConnectAsync(server.EndPoint, "friend");
        await friend.SayAsync("PASS sesame", "NICK friend", "USER friend 0 * :friend");
        await friend.HearAsync(" 001 friend ");
    }

    [Theory]
    [InlineData("chat-server.example.json", 0)]
    [InlineData("chat-server.schema.json", 2)]
    public async Task A_configuration_can_be_checked_without_a_server(string name, int exitCode)
    {
        await using var check = new ServerProcess("config", "check", "--config", Path.Combine(AppContext.BaseDirectory, name));
        await check.ExitsWithAsync(exitCode);
        (exitCode == 0 ? check.Output : check.Errors).Lines.Should().NotBeEmpty().And.OnlyContain(line => line.Contains(name));
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
