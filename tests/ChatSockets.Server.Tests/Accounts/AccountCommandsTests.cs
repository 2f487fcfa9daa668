using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Accounts;

public sealed class AccountCommandsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Accounts_are_made_listed_and_ended_before_any_server_ran()
    {
        (await RunAsync(["add", "Alice"], Password)).Should().Be((0, "The account Alice is made.\n", ""));
        (await RunAsync(["add", "bob", "--password-stdin"], Password)).Should().Be((0, "The account bob is made.\n", ""));
        (await RunAsync(["always-on", "BOB", "on"])).Should().Be((0, "bob is always on.\n", ""));
        (int code, string output, string errors) = await RunAsync(["list"]);
        (code, errors).Should().Be((0, ""));
        output.Should().MatchRegex(@"^Alice  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\nbob    \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC  always on\n$");
        (await RunAsync(["list", "--json"])).Output.Should().MatchRegex(
            """^{"name":"Alice","created":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","always-on":false,"certificates":0}\n"""
            + """{"name":"bob",.*,"always-on":true,"certificates":0}\n$""");
        (await RunAsync(["always-on", "bob", "off"])).Should().Be((0, "bob is not always on any more.\n", ""));
        (await RunAsync(["drop", "alice"])).Should().Be((0, "The account Alice was dropped.\n", ""));
        (await RunAsync(["list"])).Output.Should().StartWith("bob ").And.NotContain("Alice").And.NotContain("always on");
    }

    [Fact]
    public async Task What_is_done_counts_at_once_in_a_server_that_runs()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
        TestClient alice = await chat.RegisterAsync("alice");
        await RunAsync(["add", "alice"], Password);
        (await alice.AskNickServAsync($"IDENTIFY {Password}")).Should().EndWith(NickServSays("alice", "You are logged in to alice."));
        await alice.AskAsync("NS LOGOUT");
        (await RunAsync(["password", "alice"], "another-horse")).Should().Be((0, "The account alice has another password.\n", ""));
        (await alice.AskNickServAsync($"IDENTIFY {Password}"))[0].Should().Contain("That is not the password");
        (await alice.AskNickServAsync("IDENTIFY another-horse")).Should().EndWith(NickServSays("alice", "You are logged in to alice."));
        await RunAsync(["drop", "alice"]);
        (await alice.AskNickServAsync("SET ALWAYS-ON ON")).Should().Equal(
            NickServSays("alice", "You must be logged in for that: /msg NickServ IDENTIFY <account> <password>"));
        (await alice.AskNickServAsync("INFO")).Should().Equal(NickServSays("alice", "There is no account alice."));
    }

    [Fact]
    public async Task Accounts_may_be_made_while_people_speak()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
        TestClient alice = await chat.JoinAsync("alice", caps: "echo-message");
        Task<(int Code, string Output, string Errors)>[] runs =
            [.. Enumerable.Range(0, 8).Select(i => RunAsync(["add", $"user{i}"], Password))];
        for (int i = 0; i < 200; i++) (await alice.AskAsync($"PRIVMSG #room :{i}")).Should()
            .Equal($":{Wire.Source("alice")} PRIVMSG #room :{i}");
        foreach (Task<(int Code, string Output, string Errors)> run in runs) (await run).Code.Should().Be(0);
        chat.Server.Context.Accounts.All().Should().HaveCount(8);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("password")]
    [InlineData("always-on", "on")]
    public async Task Without_such_an_account_it_ends_with_1(string command, params string[] more)
    {
        await RunAsync(["add", "bob"], Password);
        (await RunAsync([command, "alice", .. more], Password)).Should()
            .Be((1, "", "chat-server: There is no account alice. 'chat-server account list' lists them.\n"));
        (await RunAsync([command, "bbo", .. more], Password)).Should()
            .Be((1, "", "chat-server: There is no account bbo. Did you mean bob?\n"));
    }

    [Fact]
    public async Task A_name_is_given_once_and_never_again()
    {
        await RunAsync(["add", "alice"], Password);
        (await RunAsync(["add", "ALICE"], Password)).Should()
            .Be((1, "", "chat-server: There is an account ALICE or one like it, or there was once: choose another name.\n"));
        await RunAsync(["drop", "alice"]);
        (await RunAsync(["add", "alice"], Password)).Should()
            .Be((1, "", "chat-server: There is an account alice or one like it, or there was once: choose another name.\n"));
    }

    [Theory]
    [InlineData("1st", Password, "'1st' cannot be the name of an account: it must be a nickname that a user could have.")]
    [InlineData("NickServ", Password, "'NickServ' cannot be the name of an account: it must be a nickname that a user could have.")]
    [InlineData("alice", "", "There was no password on standard input.")]
    [InlineData("alice", "short", "The password must have 6 characters at least.")]
    [InlineData("alice6", "ALICE6", "The password must not be the name.")]
    public async Task What_cannot_be_ends_with_2(string name, string password, string reason) =>
        (await RunAsync(["add", name], password)).Should().Be((2, "", $"chat-server: {reason}\n"));

    [Fact]
    public async Task Neither_on_nor_off_ends_with_2()
    {
        await RunAsync(["add", "alice"], Password);
        (await RunAsync(["always-on", "alice", "maybe"])).Should().Be((2, "", "chat-server: 'maybe' is neither on nor off.\n"));
    }

    [Fact]
    public async Task A_folder_without_anything_in_it_ends_with_1_and_a_server_without_a_folder_with_2()
    {
        (int code, _, string errors) = await RunAsync(["list"]);
        code.Should().Be(1);
        errors.Should().StartWith($"chat-server: There is no chat.db in {_folder.Path}.");
        (code, _, errors) = await RunAsync(["list"], "", "--port", "0");
        code.Should().Be(2);
        errors.Should().StartWith("chat-server: This server stores nothing on disk");
    }

    [Fact]
    public async Task A_person_is_asked_twice_on_standard_error_and_nothing_is_shown()
    {
        var typed = new Queue<string>([Password, Password, Password, "another-horse"]);
        ProgramStreams streams = Streams("") with { IsTerminal = true, SecretInput = typed.Dequeue };
        (await ServerCommandLine.RunAsync(["account", "add", "alice", "--data", _folder.Path], streams)).Should().Be(0);
        streams.Error.ToString().Should().Be("Password: The same again: ");
        (await ServerCommandLine.RunAsync(["account", "password", "alice", "--data", _folder.Path], streams)).Should().Be(2);
        streams.Error.ToString().Should().EndWith("chat-server: Those were two different passwords.\n");
    }

    private static ProgramStreams Streams(string input) => new(
        () => new StringReader(input), new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" }, static () =>
            new Dictionary<string, string>());

    private async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, string password = "", params string[] server)
    {
        ProgramStreams streams = Streams(password.Length == 0 ? "" : password + "\n");
        Task<int> run =
            ServerCommandLine.RunAsync(["account", .. arguments, .. server.Length > 0 ? server : ["--data", _folder.Path]], streams);
        await run.WithinDeadlineAsync("the program to end");
        return (await run, streams.Output.ToString()!, streams.Error.ToString()!);
    }
}
