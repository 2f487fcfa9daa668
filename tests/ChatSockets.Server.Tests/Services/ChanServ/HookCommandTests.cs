using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class HookCommandTests
{
    [Fact]
    public async Task An_operator_of_the_room_makes_lists_and_ends_hooks()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        IReadOnlyList<string> made = await alice.AskChanServAsync("HOOK #room ADD ci");
        made[1].Should().MatchRegex("Post to: /hooks/[A-Za-z0-9_-]{43}$");
        string token = made[1].Split("/hooks/")[1];
        chat.Server.Context.Hooks.Find(token)!.Name.Should().Equal("ci"u8.ToArray());
        (await alice.AskChanServAsync("HOOK #room ADD CI"))[0].Should().Contain("has a hook CI already");
        (await alice.AskChanServAsync("HOOK #room LIST")).Should().ContainSingle().Which.Should().Contain("ci, made by alice on ");
        (await alice.AskChanServAsync("HOOK #room DEL ci")).Should().Equal(ChanServSays("alice", "The hook ci is gone."));
        (await alice.AskChanServAsync("HOOK #room DEL ci")).Should().Equal(ChanServSays("alice", "#room has no hook ci."));
        chat.Server.Context.Hooks.Find(token).Should().BeNull();
    }

    [Theory]
    [InlineData("HOOK #room ADD 1st", "'1st' cannot be the name of a hook")]
    [InlineData("HOOK #room ADD", "That goes like this: /msg ChanServ HOOK")]
    [InlineData("HOOK #room SING", "That goes like this: /msg ChanServ HOOK")]
    [InlineData("HOOK #nowhere LIST", "There is no registered room #nowhere")]
    public async Task What_cannot_be_done_is_told(string text, string told)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        (await alice.AskChanServAsync(text))[0].Should().Contain(told);
    }

    [Fact]
    public async Task Nobody_else_may()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.WithRoomAsync("alice");
        TestClient bob = await chat.JoinAsync("bob");
        chat.LogIn("bob", "bob");
        (await bob.AskChanServAsync("HOOK #room ADD ci"))[0].Should().NotContain("is made");
        chat.Server.Context.Hooks.Of(null).Should().BeEmpty();
    }
}
