using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class NickServInfoTests
{
    [Fact]
    public async Task Of_ones_own_account_one_learns_more_than_of_others()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("Alice"), bob = await chat.RegisterAsync("bob");
        string[] own =
        [
            "The account Alice, made 2026-01-02 12:01:02 UTC.",
            "It is yours, and you are logged in to it.",
            "It is not always on: you leave when your last connection does. /msg NickServ SET ALWAYS-ON ON",
            "No certificate opens it.",
        ];
        (await alice.AskNickServAsync("INFO")).Should().Equal(NickServSays("Alice", own));
        (await alice.AskNickServAsync("INFO alice")).Should().Equal(NickServSays("Alice", own));
        (await bob.AskNickServAsync("INFO alice")).Should().Equal(NickServSays("bob", "The account Alice, made 2026-01-02 12:01:02 UTC."));
        (await bob.AskNickServAsync("INFO")).Should().Equal(NickServSays("bob", "There is no account bob."));
    }

    [Fact]
    public async Task What_was_changed_is_told()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("SET ALWAYS-ON ON");
        await alice.AskNickServAsync($"CERT ADD {Password} {new string('a', 64)}");
        (await alice.AskNickServAsync("INFO")).TakeLast(2).Should().Equal(NickServSays(
            "alice",
            "It is always on: you stay in your rooms when nobody is connected. /msg NickServ SET ALWAYS-ON OFF",
            "One certificate opens it: /msg NickServ CERT LIST"));
        await alice.AskNickServAsync($"CERT ADD {Password} {new string('b', 64)}");
        (await alice.AskNickServAsync("INFO")).Should().EndWith(NickServSays("alice", "2 certificates open it: /msg NickServ CERT LIST"));
    }
}
