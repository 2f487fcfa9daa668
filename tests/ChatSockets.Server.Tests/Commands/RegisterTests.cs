using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 account-registration", "Commands")]
public sealed class RegisterTests
{
    [Theory]
    [InlineData("*")]
    [InlineData("ALICE")]
    public async Task An_account_is_made_of_the_nickname(string name)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"REGISTER {name} * :correct horse")).Should().Equal(
            ":chat.local REGISTER SUCCESS alice :Your account is made, and you are logged in to it",
            ":chat.local 900 alice alice!~alice@127.0.0.1 alice :You are now logged in as alice");
        (await alice.AskAsync("REGISTER * * :correct horse")).Should()
            .Equal(":chat.local FAIL REGISTER ALREADY_AUTHENTICATED alice :You are logged in to an account");
    }

    [Fact]
    public async Task It_can_be_made_before_registration_is_complete()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ConnectAsync();
        (await alice.AskAsync("CAP LS 302")).Should()
            .Contain(line => line.Contains(" draft/account-registration=before-connect ", StringComparison.Ordinal));
        (await alice.AskAsync("REGISTER * * :correct horse")).Should()
            .Equal(":chat.local FAIL REGISTER NEED_NICK * :Choose a nickname first");
        (await alice.AskAsync("NICK alice", "REGISTER * * :correct horse")).Should().Equal(
            ":chat.local REGISTER SUCCESS alice :Your account is made, and you are logged in to it",
            ":chat.local 900 alice alice!*@127.0.0.1 alice :You are now logged in as alice");
    }

    [Fact]
    public async Task Not_before_the_servers_password_was_given()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "sesame" });
        TestClient alice = await chat.ConnectAsync();
        (await alice.AskAsync("CAP LS 302")).Should()
            .Contain(line => line.Contains(" draft/account-registration ", StringComparison.Ordinal));
        (await alice.AskAsync("NICK alice", "REGISTER * * :correct horse")).Should().Equal(
            ":chat.local FAIL REGISTER COMPLETE_CONNECTION_REQUIRED alice :Connect first, then make an account");
    }

    [Fact]
    [Specification("IRCv3 account-registration", "Capability")]
    public async Task Not_before_the_connection_is_complete_where_whoever_runs_the_server_says_so()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { RegisterAfterConnect = true });
        TestClient alice = await chat.ConnectAsync();
        (await alice.AskAsync("CAP LS 302")).Should()
            .Contain(line => line.Contains(" draft/account-registration ", StringComparison.Ordinal));
        (await alice.AskAsync("NICK alice", "REGISTER * * :correct horse")).Should().Equal(
            ":chat.local FAIL REGISTER COMPLETE_CONNECTION_REQUIRED alice :Connect first, then make an account");
        (await alice.AskAsync("USER alice 0 * :Alice", "CAP END", "REGISTER * * :correct horse")).Should()
            .Contain(":chat.local REGISTER SUCCESS alice :Your account is made, and you are logged in to it");
    }

    [Theory]
    [InlineData("bob", "correct horse", "ACCOUNT_NAME_MUST_BE_NICK bob :Take that nickname first: your account will have its name")]
    [InlineData("*", "short", "WEAK_PASSWORD alice :The password must have 6 characters at least")]
    [InlineData("*", "ALICE1", "WEAK_PASSWORD alice1 :The password must not be the name")]
    public async Task What_cannot_be_is_refused_with_a_reason(string name, string password, string refusal)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync(refusal.Split(' ')[1] == "alice1" ? "alice1" : "alice");
        (await alice.AskAsync($"REGISTER {name} * :{password}")).Should().Equal($":chat.local FAIL REGISTER {refusal}");
    }

    [Fact]
    public async Task Nobody_can_where_whoever_runs_the_server_does_it()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { ClosedRegistration = true });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("REGISTER * * :correct horse")).Should().Equal(
            ":chat.local FAIL REGISTER TEMPORARILY_UNAVAILABLE alice :Only the administrator of this server can make accounts");
    }

    [Theory]
    [InlineData(10, "123456789", false)]
    [InlineData(10, "1234567890", true)]
    [InlineData(10, "🦜🦜🦜🦜🦜", false)]
    [InlineData(1, "x", true)]
    public async Task How_long_a_password_is_at_least_can_be_set(int least, string password, bool isTaken)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MinimumPasswordLength = least });
        TestClient alice = await chat.RegisterAsync("alice");
        IReadOnlyList<string> answer = await alice.AskAsync($"REGISTER * * :{password}");
        if (isTaken) answer.Should().Contain(line => line.Contains("REGISTER SUCCESS", StringComparison.Ordinal));
        else answer.Should().Equal($":chat.local FAIL REGISTER WEAK_PASSWORD alice :The password must have {least} characters at least");
    }

    [Fact]
    public async Task A_password_has_400_bytes_at_the_most()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"REGISTER * * :{new string('x', 401)}")).Should().Equal(
            ":chat.local FAIL REGISTER UNACCEPTABLE_PASSWORD alice :The password must have 400 bytes at the most");
    }
}
