using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

/// <summary>Room mode L.</summary>
[Specification("ChatSockets", "HELP ROOMMODES")]
public sealed class RoomForwardTests
{
    [Theory]
    [InlineData("+i")]
    [InlineData("+R")]
    [InlineData("+l 1")]
    [InlineData("+j 1:60")]
    public async Task Whoever_cannot_enter_is_put_into_the_other_room(string mode)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await StartAsync(chat, mode);
        if (mode.StartsWith("+j", StringComparison.Ordinal)) await chat.JoinAsync("early");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #ROOM")).Should().Equal(
            ":chat.local 470 bob #room #other :Forwarding to another channel",
            $":{Source("bob")} JOIN #other",
            ":chat.local 353 bob = #other :@alice bob",
            ":chat.local 366 bob #other :End of /NAMES list");
        (await alice.SyncAsync()).Should().EndWith($":{Source("bob")} JOIN #other");
    }

    [Fact]
    public async Task A_labeled_join_that_is_forwarded_has_one_answer()
    {
        await using Chat chat = await Chat.StartAsync();
        await StartAsync(chat, "+i");
        TestClient bob = await chat.RegisterAsync("bob", "batch labeled-response");
        IReadOnlyList<string> answer = await bob.AskAsync("@label=x JOIN #room");
        answer[0].Should().StartWith("@label=x :chat.local BATCH +").And.EndWith(" labeled-response");
        answer.Skip(1).Select(Untagged).Should().Equal(
            ":chat.local 470 bob #room #other :Forwarding to another channel",
            $":{Source("bob")} JOIN #other",
            ":chat.local 353 bob = #other :@alice bob",
            ":chat.local 366 bob #other :End of /NAMES list",
            ":chat.local BATCH -" + answer[0].Split(" BATCH +")[1].Split(' ')[0]);
    }

    [Theory]
    [InlineData("+b bob", ":chat.local 474 bob #room :Cannot join channel (+b)")]
    [InlineData("+ib bob", ":chat.local 474 bob #room :Cannot join channel (+b)")]
    [InlineData("+k secret", ":chat.local 475 bob #room :Cannot join channel (+k)")]
    [InlineData("+ik secret", ":chat.local 475 bob #room :Cannot join channel (+k)")]
    public async Task The_banned_and_those_with_a_wrong_key_are_not(string mode, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        await StartAsync(chat, mode);
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Should().Equal(reply);
    }

    [Fact]
    public async Task There_is_one_hop_and_no_more()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await StartAsync(chat, "+i");
        await alice.AskAsync("MODE #other +iL #room");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Should().Equal(
            ":chat.local 470 bob #room #other :Forwarding to another channel", ":chat.local 473 bob #other :Cannot join channel (+i)");
    }

    [Fact]
    public async Task A_room_that_is_no_more_is_not_made_anew()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await StartAsync(chat, "+i");
        await alice.AskAsync("PART #other");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room", "NAMES #other")).Should().Equal(
            ":chat.local 473 bob #room :Cannot join channel (+i)", ":chat.local 366 bob #other :End of /NAMES list");
    }

    [Fact]
    public async Task Whoever_is_in_the_other_room_stays_there()
    {
        await using Chat chat = await Chat.StartAsync();
        await StartAsync(chat, "+i");
        TestClient bob = await chat.JoinAsync("bob", "#other");
        (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 470 bob #room #other :Forwarding to another channel");
    }

    [Fact]
    public async Task What_a_person_types_goes_to_the_other_room()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await StartAsync(chat, "+i");
        TypedClient carol = await chat.TypeAsync("carol");
        (await carol.AskAsync("/join room", "Hello")).Should().Equal(
            "12:01 -- #room sends you on to #other", "12:01 -- carol has joined #other", "12:01 -- In #other: @alice carol");
        (await alice.SyncAsync()).Should().EndWith($":{Source("carol")} PRIVMSG #other :Hello");
    }

    private static async Task<TestClient> StartAsync(Chat chat, string mode)
    {
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("JOIN #other", $"MODE #room {mode}", "MODE #room +L #other");
        return alice;
    }
}
