using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class DropTests
{
    [Fact]
    public async Task With_the_code_the_account_is_no_more_and_all_who_use_it_are_logged_out()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice"), bob = await chat.RegisterAsync("bob"),
            carol = await chat.WithAccountAsync("carol");
        await bob.AskNickServAsync($"IDENTIFY alice {Password}");
        string code = await CodeAsync(alice);
        (await alice.AskNickServAsync($"DROP {code}")).Should().Equal(
            $":chat.local 901 alice {Source("alice")} :You are now logged out", NickServSays("alice", "The account alice was dropped.")[0]);
        (await bob.SyncAsync()).Should().Equal($":chat.local 901 bob {Source("bob")} :You are now logged out");
        (await carol.SyncAsync()).Should().BeEmpty();
        chat.User("carol").Account.Should().Equal(Utf8("carol"));
        (await bob.AskNickServAsync($"IDENTIFY alice {Password}"))[0].Should().Contain("there is no such account");
        (await alice.AskNickServAsync($"REGISTER {Password}")).Should()
            .Equal(NickServSays("alice", "There is an account of that name or one like it, or was once."));
    }

    [Theory]
    [InlineData("DROP")]
    [InlineData("DROP alice")]
    [InlineData("DROP 00000000")]
    public async Task Without_it_nothing_happens(string text)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice"), bob = await chat.WithAccountAsync("bob");
        string code = await CodeAsync(alice);
        (await CodeAsync(bob)).Should().NotBe(code);
        (await alice.AskNickServAsync(text)).Should().Equal(NickServSays(
            "alice",
            "This ends the account alice for good: nobody can log in to it or make it again, you neither. What you have said stays.",
            $"If that is what you want: /msg NickServ DROP {code}"));
        chat.Server.Context.Accounts.All().Should().HaveCount(2);
    }

    private static async Task<string> CodeAsync(TestClient client) => (await client.AskNickServAsync("DROP"))[^1].Split(' ')[^1];
}
