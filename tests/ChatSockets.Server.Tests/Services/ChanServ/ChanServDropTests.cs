using ChatSockets.Core.Services.ChanServ;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class ChanServDropTests
{
    [Fact]
    public async Task With_the_code_the_room_is_registered_no_more_and_closes_with_its_last_member()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("MODE #room +m");
        IReadOnlyList<string> asked = await alice.AskChanServAsync("DROP #room");
        string code = asked[^1].Split(' ')[^1];
        asked.Should().Equal(ChanServSays(
            "alice",
            "This ends the registration of #room: its topic, modes, bans and statuses last no longer than somebody is in it.",
            $"If that is what you want: /msg ChanServ DROP #room {code}"));
        (await alice.AskChanServAsync("DROP #room 00000000")).Should().Equal(asked);
        (await alice.AskChanServAsync($"DROP #room {code}")).Should().Equal(
            [":chat.local MODE #room -q alice", .. ChanServSays("alice", "#room is registered no more.")]);
        (await alice.AskAsync("MODE #room"))[0].Should().Be(":chat.local 324 alice #room +mnt");
        await alice.AskAsync("PART #room");
        (await bob.AskAsync("JOIN #room", "MODE #room")).Should()
            .Contain(":chat.local 353 bob = #room :@bob").And.Contain(":chat.local 324 bob #room +nt");
    }

    [Fact]
    public async Task An_empty_one_closes_at_once()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        await alice.AskAsync("PART #room");
        chat.Server.Context.Rooms.Count.Should().Be(1);
        string code = (await alice.AskChanServAsync("DROP #room"))[^1].Split(' ')[^1];
        await alice.AskChanServAsync($"DROP #room {code}");
        chat.Server.Context.Rooms.Count.Should().Be(0);
    }

    [Fact]
    public async Task It_takes_the_founder_or_an_operator_of_the_server_and_that_is_logged()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await alice.AskChanServAsync("ACCESS #room ADD bob admin");
        (await bob.AskChanServAsync("DROP #room")).Should().Equal(
            ChanServSays("bob", "For that your account must be founder of #room or higher. Who is: /msg ChanServ INFO #room"));
        (await bob.AskChanServAsync("DROP #other")).Should().Equal(ChanServSays("bob", "There is no registered room #other."));
        TestClient carol = await chat.RegisterAsync("carol");
        chat.MakeOperator("carol");
        string code = (await carol.AskChanServAsync("DROP #room"))[^1].Split(' ')[^1];
        (await carol.AskChanServAsync($"DROP #room {code}")).Should().Equal(ChanServSays("carol", "#room is registered no more."));
        chat.Log.Lines.Should().ContainSingle(line => line.Contains("\"override ChanServ DROP\" \"#room\"", StringComparison.Ordinal));
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_room_that_is_given_away_meanwhile_stays()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), second = await chat.LoggedInAsync("alice");
        await chat.WithAccountAsync("bob");
        string code = (await alice.AskChanServAsync("DROP #room"))[^1].Split(' ')[^1];
        using var stop = new StopAt(chat, Drop.Decided);
        await alice.SendAsync($"PRIVMSG ChanServ :DROP #room {code}");
        await stop.ReachedAsync();
        await second.AskChanServAsync("TRANSFER #room bob");
        stop.Release();
        (await alice.SyncAsync()).Should()
            .Contain(ChanServSays("alice", "#room was given to somebody else just now, and stays registered."));
        chat.Server.Context.Rooms.Registry.RoomsOf("bob"u8.ToArray()).Should().ContainSingle();
    }
}
