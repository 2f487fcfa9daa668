using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class LogoutTests
{
    [Fact]
    public async Task One_is_logged_out_and_keeps_the_nickname()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync("LOGOUT")).Should().Equal(
            $":chat.local 901 alice {Source("alice")} :You are now logged out",
            NickServSays("alice", "You are logged out. Back in: /msg NickServ IDENTIFY <account> <password>")[0]);
        chat.User("alice").Account.Should().BeNull();
        (await alice.AskNickServAsync("LOGOUT")).Should().Equal(NickServSays("alice", "You are not logged in."));
    }
}
