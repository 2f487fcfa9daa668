using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class NickServRegisterTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" alice@example.org")]
    public async Task An_account_is_made_and_one_is_logged_in(string email)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskNickServAsync($"REGISTER {Password}{email}")).Should().Equal(
            [
                $":chat.local 900 alice {Source("alice")} alice :You are now logged in as alice",
                .. NickServSays(
                    "alice",
                    "The account alice is made, and you are logged in to it.",
                    "Next time: /msg NickServ IDENTIFY alice <password>. Or tell your client to log in with SASL: then it does "
                        + "that by itself."),
            ]);
        (await alice.AskAsync("WHOIS alice")).Should().Contain(":chat.local 330 alice alice alice :is logged in as");
        (await alice.AskNickServAsync($"REGISTER {Password}")).Should().Equal(NickServSays("alice", "You are logged in to an account."));
    }

    [Theory]
    [InlineData("short", "The password must have 6 characters at least.")]
    [InlineData("ALICE1", "The password must not be the name.")]
    [InlineData("correct horse", "A password that is typed here has no spaces. Please choose another one.")]
    [InlineData("correct horse a@example.org", "A password that is typed here has no spaces. Please choose another one.")]
    public async Task A_password_that_cannot_be_is_refused_with_a_reason(string words, string reason)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice1");
        (await alice.AskNickServAsync($"REGISTER {words}")).Should().Equal(NickServSays("alice1", reason));
        chat.Server.Context.Accounts.All().Should().BeEmpty();
    }

    [Fact]
    public async Task Not_twice_and_not_where_accounts_are_made_by_others()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("LOGOUT");
        (await alice.AskNickServAsync($"REGISTER {Password}")).Should()
            .Equal(NickServSays("alice", "There is an account of that name or one like it, or was once."));
        await using Chat closed = await Chat.StartAsync(options => options with { ClosedRegistration = true });
        TestClient bob = await closed.RegisterAsync("bob");
        (await bob.AskNickServAsync($"REGISTER {Password}")).Should()
            .Equal(NickServSays("bob", "Only the administrator of this server can make accounts."));
    }
}
