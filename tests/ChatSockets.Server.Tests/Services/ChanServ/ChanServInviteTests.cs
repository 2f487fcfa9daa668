using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class ChanServInviteTests
{
    [Fact]
    public async Task Who_is_operator_by_the_list_gets_in_past_bans_and_modes_and_learns_the_key()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await alice.AskChanServAsync("ACCESS #room ADD bob operator");
        await alice.AskAsync("MODE #room +ikb key bob");
        (await bob.AskChanServAsync("INVITE #room")).Should().Equal(
            ":ChanServ!ChanServ@chat.local INVITE bob #room", ChanServSays("bob", "You are invited: /join #room key")[0]);
        (await bob.AskAsync("JOIN #room key"))[^1].Should().Be(":chat.local MODE #room +o bob");
        (await bob.AskChanServAsync("INVITE #room")).Should().Equal(ChanServSays("bob", "You are in #room."));
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await alice.AskChanServAsync("ACCESS #room ADD bob half-operator");
        foreach (string command in new[] { "INVITE", "UNBAN" })
        {
            (await bob.AskChanServAsync($"{command} #room")).Should().Equal(
                ChanServSays("bob", "For that your account must be operator of #room or higher. Who is: /msg ChanServ INFO #room"));
        }
    }

    [Fact]
    public async Task Unban_takes_away_the_bans_that_mean_the_asker_and_no_others()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
            await alice.AskChanServAsync("ACCESS #room ADD bob operator");
            await alice.AskAsync("MODE #room +bbb bob carol ~m:~a:bob");
            (await bob.AskChanServAsync("UNBAN #room")).Should().Equal(
                ChanServSays("bob", "bob!*@* is not banned from #room any more.", "~m:~a:bob is not banned from #room any more."));
            (await alice.SyncAsync()).Should().Equal(":chat.local MODE #room -b bob!*@*", ":chat.local MODE #room -b ~m:~a:bob");
            (await bob.AskChanServAsync("UNBAN #room")).Should().Equal(ChanServSays("bob", "No ban in #room means you."));
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient guest = await chat.JoinAsync("guest");
            (await guest.AskAsync("MODE #room b")).Should()
                .HaveCount(2).And.Contain(line => line.StartsWith(":chat.local 367 guest #room carol!*@* ", StringComparison.Ordinal));
        }
    }
}
