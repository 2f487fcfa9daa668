using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class AccessTests
{
    [Theory]
    [InlineData("admin", "+ao bob bob", "admin")]
    [InlineData("operator", "+o bob", "operator")]
    [InlineData("O", "+o bob", "operator")]
    [InlineData("half-operator", "+h bob", "half-operator")]
    [InlineData("voice", "+v bob", "voice")]
    public async Task Who_is_added_gets_the_status_now_and_at_each_entrance_until_it_is_taken(string word, string mode, string status)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await bob.AskAsync("JOIN #room");
        await alice.SyncAsync();
        (await alice.AskChanServAsync($"ACCESS #room ADD bob {word}")).Should().Equal(
            $":chat.local MODE #room {mode}", ChanServSays("alice", $"bob is {status} of #room from now on.")[0]);
        (await bob.AskAsync("PART #room", "JOIN #room")).Should()
            .StartWith($":chat.local MODE #room {mode}").And.EndWith($":chat.local MODE #room {mode}").And.HaveCount(6);
        (await alice.AskChanServAsync("ACCESS #room LIST")).Should().EndWith(ChanServSays("alice", "alice (founder)", $"bob ({status})"));
        (await alice.AskChanServAsync("ACCESS #room DEL bob")).Should().Equal(
            $":chat.local MODE #room -{mode[1..]}", ChanServSays("alice", "bob is not on the list of #room any more.")[0]);
        (await bob.AskAsync("PART #room", "JOIN #room"))[^1].Should().Be(":chat.local 366 bob #room :End of /NAMES list");
    }

    [Fact]
    public async Task Another_status_replaces_the_one_before_in_the_room_too()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await bob.AskAsync("JOIN #room");
        await alice.AskChanServAsync("ACCESS #room ADD bob admin");
        (await alice.AskChanServAsync("ACCESS #room ADD bob voice"))[0].Should().Be(":chat.local MODE #room -ao+v bob bob bob");
        (await alice.AskChanServAsync("ACCESS #room ADD bob voice")).Should()
            .Equal(ChanServSays("alice", "bob is voice of #room already."));
    }

    [Fact]
    public async Task An_admin_gives_and_takes_up_to_operator_and_everybody_takes_off_his_own()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob"),
            carol = await chat.WithAccountAsync("carol");
        await chat.WithAccountAsync("dave");
        await alice.AskChanServAsync("ACCESS #room ADD bob admin");
        await alice.AskChanServAsync("ACCESS #room ADD dave admin");
        (await bob.AskChanServAsync("ACCESS #room ADD carol operator")).Should()
            .Equal(ChanServSays("bob", "carol is operator of #room from now on."));
        string needsFounder = "For that your account must be founder of #room or higher. Who is: /msg ChanServ INFO #room";
        (await bob.AskChanServAsync("ACCESS #room ADD carol admin")).Should().Equal(ChanServSays("bob", needsFounder));
        (await bob.AskChanServAsync("ACCESS #room DEL dave")).Should().Equal(ChanServSays("bob", needsFounder));
        (await bob.AskChanServAsync("ACCESS #room ADD dave voice")).Should().Equal(ChanServSays("bob", needsFounder));
        (await carol.AskChanServAsync("ACCESS #room ADD carol voice")).Should().Equal(
            ChanServSays("carol", "For that your account must be admin of #room or higher. Who is: /msg ChanServ INFO #room"));
        (await carol.AskChanServAsync("ACCESS #room DEL carol")).Should()
            .Equal(ChanServSays("carol", "carol is not on the list of #room any more."));
        (await bob.AskChanServAsync("ACCESS #room DEL bob")).Should()
            .Equal(ChanServSays("bob", "bob is not on the list of #room any more."));
        (await alice.AskChanServAsync("ACCESS #room LIST")).Should().Equal(ChanServSays("alice", "alice (founder)", "dave (admin)"));
        (await bob.AskChanServAsync("ACCESS #room LIST")).Should().Equal(
            ChanServSays("bob", "For that your account must be voice of #room or higher. Who is: /msg ChanServ INFO #room"));
    }

    [Theory]
    [InlineData("ACCESS #room ADD nobody voice", "There is no account nobody.")]
    [InlineData("ACCESS #room DEL nobody", "nobody is not on the list of #room.")]
    [InlineData("ACCESS #room ADD alice voice",
        "#room is alice's room. To give it to somebody else: /msg ChanServ TRANSFER <room> <account>")]
    [InlineData("ACCESS #room DEL alice", "#room is alice's room. To give it to somebody else: /msg ChanServ TRANSFER <room> <account>")]
    [InlineData("ACCESS #room ADD bob founder", HowTo)]
    [InlineData("ACCESS #room ADD bob", HowTo)]
    [InlineData("ACCESS #room DANCE", HowTo)]
    [InlineData("ACCESS #other LIST", "There is no registered room #other.")]
    public async Task What_cannot_be_is_refused_with_a_reason(string text, string refusal)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        await chat.WithAccountAsync("bob");
        (await alice.AskChanServAsync(text)).Should().Equal(ChanServSays("alice", refusal));
    }

    [Fact]
    public async Task The_list_is_kept()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithRoomAsync("alice");
            await chat.WithAccountAsync("bob");
            await chat.WithAccountAsync("carol");
            await alice.AskChanServAsync("ACCESS #room ADD bob admin");
            await alice.AskChanServAsync("ACCESS #room ADD carol voice");
            await alice.AskChanServAsync("ACCESS #room DEL carol");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await chat.LoggedInAsync("bob");
            (await bob.AskAsync("JOIN #room"))[^1].Should().Be(":chat.local MODE #room +ao bob bob");
            (await bob.AskChanServAsync("ACCESS #room LIST")).Should().Equal(ChanServSays("bob", "alice (founder)", "bob (admin)"));
        }
    }

    private const string HowTo =
        "That goes like this: /msg ChanServ ACCESS <room> LIST | <room> ADD <account> admin|operator|half-operator|voice | "
            + "<room> DEL <account>";
}
