using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class SessionListTests
{
    [Fact]
    public async Task Every_connection_under_the_nickname_is_listed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.WithAccountAsync("alice");
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        TestClient second = await chat.ComeAsync("alice", account: "alice", username: "phone");
        (await second.AskNickServAsync("SESSIONS")).Should().Equal(NickServSays(
            "alice", "1. 127.0.0.1, since 2026-01-02 12:01:02 UTC", "2. 127.0.0.1, since 2026-01-02 12:02:02 UTC (this one)"));
        await second.LeaveAsync();
        await Waiting.UntilAsync(() => chat.User("alice").Sessions.Length == 1, "the second session to go");
        (await first.AskNickServAsync("SESSIONS")).Should()
            .Equal(NickServSays("alice", "1. 127.0.0.1, since 2026-01-02 12:01:02 UTC (this one)"));
    }
}
