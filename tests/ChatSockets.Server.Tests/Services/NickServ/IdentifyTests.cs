using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class IdentifyTests
{
    private const string Wrong =
        "That is not the password, or there is no such account. It goes like this: /msg NickServ IDENTIFY [<account>] <password>";

    [Fact]
    public async Task With_the_password_one_is_logged_in_to_the_account_of_the_nickname_or_to_the_one_named()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice", password: "correct horse"), bob = await chat.WithAccountAsync("bob");
        await bob.AskNickServAsync("LOGOUT");
        (await bob.AskNickServAsync($"IDENTIFY {Password}")).Should().Equal(
            $":chat.local 900 bob {Source("bob")} bob :You are now logged in as bob", NickServSays("bob", "You are logged in to bob.")[0]);
        (await bob.AskNickServAsync("IDENTIFY nonsense")).Should().Equal(NickServSays("bob", "You are logged in to bob already."));
        (await bob.AskNickServAsync("IDENTIFY ALICE correct horse")).Should().Equal(
            [
                $":chat.local 900 bob {Source("bob")} alice :You are now logged in as alice",
                .. NickServSays("bob", "You are logged in to alice.", "To have its nickname, too: /msg NickServ RECLAIM alice"),
            ]);
        (await bob.AskAsync("WHOIS bob")).Should().Contain(":chat.local 330 bob bob alice :is logged in as");
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("IDENTIFY wrong-horse")]
    [InlineData("IDENTIFY alice wrong-horse")]
    [InlineData("IDENTIFY nobody correct-horse")]
    [InlineData("IDENTIFY a name with spaces")]
    public async Task A_wrong_password_and_an_unknown_account_are_answered_alike(string text)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("LOGOUT");
        (await alice.AskNickServAsync(text)).Should().Equal(NickServSays("alice", Wrong));
        chat.User("alice").Account.Should().BeNull();
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Whoever_guesses_must_wait_and_the_right_password_must_wait_too()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 5 });
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("LOGOUT");
        // Making the account was one already; wherever they are made, they are counted together.
        (await alice.AskNickServAsync("IDENTIFY wrong-horse")).Should().Equal(NickServSays("alice", Wrong));
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskNickServAsync("IDENTIFY alice wrong-horse")).Should().Equal(NickServSays("bob", Wrong));
        const string Wait =
            "Too many wrong passwords from your address: try again in 20 seconds. It goes like this: /msg NickServ IDENTIFY "
                + "[<account>] <password>";
        (await bob.AskNickServAsync($"IDENTIFY alice {Password}")).Should().Equal(NickServSays("bob", Wait));
        (await alice.AskNickServAsync($"IDENTIFY {Password}")).Should().Equal(NickServSays("alice", Wait));
        chat.Clock.Advance(TimeSpan.FromSeconds(20));
        (await alice.AskNickServAsync($"IDENTIFY {Password}")).Should().EndWith(NickServSays("alice", "You are logged in to alice."));
    }
}
