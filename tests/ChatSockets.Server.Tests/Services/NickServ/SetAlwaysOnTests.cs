using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class SetAlwaysOnTests
{
    [Fact]
    public async Task The_account_is_always_on_or_not()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync("SET ALWAYS-ON ON")).Should().Equal(
            NickServSays("alice", "You are always on: you stay in your rooms when nobody is connected."));
        chat.Server.Context.Accounts.Find("alice"u8)!.IsAlwaysOn.Should().BeTrue();
        (await alice.AskNickServAsync("set always-on off")).Should().Equal(
            NickServSays("alice", "You are not always on any more: you leave when your last connection does."));
        chat.Server.Context.Accounts.Find("alice"u8)!.IsAlwaysOn.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_but_on_and_off_is_taken()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync("SET ALWAYS-ON maybe")).Should().Equal(NickServSays("alice", "That goes like this: /msg NickServ SET ALWAYS-ON ON|OFF"));
    }
}
