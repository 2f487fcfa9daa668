using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>What happens between the check of a log-in and the log-in is not missed.</summary>
public sealed class LoginRaceTests
{
    [Trait("Servers", "One")]
    [Fact]
    public async Task An_account_made_while_the_nickname_changes_is_the_one_logged_in_to()
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient victim = await chat.WithAccountAsync("victim");
        string code = (await victim.AskNickServAsync("DROP"))[^1].Split(' ')[^1];
        await victim.AskNickServAsync($"DROP {code}");
        await victim.QuitAsync();
        TestClient a = await chat.WithAccountAsync("mallory"), b = await chat.LoggedInAsync("mallory");
        await a.AskAsync("PRIVMSG NickServ :LOGOUT", "NICK fresh");
        await b.SyncAsync();
        using var stop = new StopAt(chat, AccountRegistration.KeysMade);
        await a.SendAsync("REGISTER * * :some-password");
        await stop.ReachedAsync();
        await b.AskAsync("NICK victim");
        stop.Release();
        (await a.SyncAsync()).Should().ContainInOrder(
            ":chat.local REGISTER SUCCESS fresh :Your account is made, and you are logged in to it",
            $":chat.local 900 victim {Source("mallory").Replace("mallory!", "victim!", StringComparison.Ordinal)} fresh :You are now "
                + "logged in as fresh");
        chat.User("victim").Account.Should().Equal("fresh"u8.ToArray());
        chat.Server.Context.Accounts.Find("victim"u8).Should().BeNull();
    }

    [Fact]
    public async Task With_NickServ_too()
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient a = await chat.WithAccountAsync("mallory"), b = await chat.LoggedInAsync("mallory");
        await a.AskAsync("PRIVMSG NickServ :LOGOUT", "NICK fresh");
        await b.SyncAsync();
        using var stop = new StopAt(chat, AccountRegistration.KeysMade);
        await a.SendAsync("PRIVMSG NickServ :REGISTER some-password");
        await stop.ReachedAsync();
        await b.AskAsync("NICK other");
        stop.Release();
        (await a.SyncAsync()).Should().Contain(NickServSays("other", "The account fresh is made, and you are logged in to it."));
        chat.User("other").Account.Should().Equal("fresh"u8.ToArray());
    }

    [Trait("Servers", "One")]
    [Theory]
    [InlineData("SET PASSWORD " + Password + " another-horse")]
    [InlineData("DROP")]
    public async Task A_password_that_was_right_is_looked_at_again_when_it_counts(string change)
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient alice = await chat.WithAccountAsync("alice"), thief = await chat.RegisterAsync("thief");
        using var stop = new StopAt(chat, Login.AccountRead);
        await thief.SendAsync($"PRIVMSG NickServ :IDENTIFY alice {Password}");
        await stop.ReachedAsync();
        await ChangeAsync(alice, change);
        stop.Release();
        (await thief.SyncAsync()).Should().Equal(NickServSays("thief", "The account has been changed just now. Try again."));
        chat.User("thief").Account.Should().BeNull();
    }

    [Theory]
    [InlineData("SET PASSWORD " + Password + " another-horse")]
    [InlineData("DROP")]
    public async Task A_scram_exchange_that_began_before_a_change_fails(string change)
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient alice = await chat.WithAccountAsync("alice"), thief = await chat.RegisterAsync("thief", "sasl");
        var scram = ScramClient.Create("alice", Password)!;
        await thief.AskAsync("AUTHENTICATE SCRAM-SHA-256");
        byte[] challenge =
            Convert.FromBase64String((await thief.AskAsync($"AUTHENTICATE {Convert.ToBase64String(scram.First)}"))[0].Split(' ')[^1]);
        scram.Step(challenge, out byte[] final);
        await ChangeAsync(alice, change);
        (await thief.AskAsync($"AUTHENTICATE {Convert.ToBase64String(final)}", "AUTHENTICATE +")).Should()
            .EndWith(":chat.local 904 thief :SASL authentication failed");
        chat.User("thief").Account.Should().BeNull();
    }

    [Trait("Servers", "One")]
    [Theory]
    [InlineData("SET PASSWORD " + Password + " another-horse")]
    [InlineData("DROP")]
    public async Task Who_has_logged_in_but_not_registered_when_that_changes_comes_in_without_an_account(string change)
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient alice = await chat.WithAccountAsync("alice"), thief = await chat.ConnectAsync();
        await thief.AskAsync("CAP REQ :sasl", "NICK thief", "USER thief 0 * :thief", "AUTHENTICATE PLAIN",
            $"AUTHENTICATE {Plain("alice")}");
        await ChangeAsync(alice, change);
        (await thief.AskAsync("CAP END")).Should().StartWith(":chat.local 901 thief thief!~thief@127.0.0.1 :You are now logged out");
        chat.User("thief").Account.Should().BeNull();
        chat.User("alice").Sessions.Should().ContainSingle();
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task What_changes_nothing_for_it_does_not_disturb_a_log_in()
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient alice = await chat.WithAccountAsync("alice"), bob = await chat.WithAccountAsync("bob"),
            other = await chat.RegisterAsync("other");
        using var stop = new StopAt(chat, Login.AccountRead);
        await other.SendAsync($"PRIVMSG NickServ :IDENTIFY alice {Password}");
        await stop.ReachedAsync();
        await ChangeAsync(bob, "DROP");
        await alice.AskNickServAsync("SET ALWAYS-ON ON");
        stop.Release();
        (await other.SyncAsync()).Should().Contain(NickServSays("other", "You are logged in to alice."));
        chat.User("other").IsAlwaysOn.Should().BeTrue("so it was when that counted");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_session_is_not_attached_to_a_user_who_has_logged_out()
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient alice = await chat.WithAccountAsync("alice"), next = await chat.ConnectAsync();
        await next.AskAsync("CAP REQ :sasl", "NICK second", "USER second 0 * :second", "AUTHENTICATE PLAIN",
            $"AUTHENTICATE {Plain("alice")}");
        using var stop = new StopAt(chat, Registration.UserFound);
        await next.SendAsync("CAP END");
        await stop.ReachedAsync();
        await alice.AskNickServAsync("LOGOUT");
        stop.Release();
        await next.ExpectAsync("* 001 second *");
        chat.User("alice").Sessions.Should().ContainSingle();
        chat.User("second").Account.Should().Equal("alice"u8.ToArray());
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_nickname_that_becomes_an_account_before_it_is_taken_is_refused()
    {
        await using Chat chat = await Chat.StartAsync(Unlimited);
        TestClient alice = await chat.RegisterAsync("alice"), bob = await chat.RegisterAsync("bob");
        using var stop = new StopAt(chat, Nick.Free);
        await alice.SendAsync("NICK bob");
        await stop.ReachedAsync();
        await bob.AskAsync($"REGISTER * * :{Password}", "NICK robert");
        stop.Release();
        (await alice.SyncAsync())[0].Should().StartWith(":chat.local 433 alice bob :That nickname belongs to an account.");
    }

    private static async Task ChangeAsync(TestClient owner, string change)
    {
        if (change == "DROP") change = $"DROP {(await owner.AskNickServAsync("DROP"))[^1].Split(' ')[^1]}";
        await owner.AskNickServAsync(change);
    }

    private static ServerOptions Unlimited(ServerOptions options) => options with { LoginAttempts = 0 };

    private static string Plain(string account) => Convert.ToBase64String(Utf8($"\0{account}\0{Password}"));
}
