using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "AWAY message")]
public sealed class AwayTests
{
    [Fact]
    public async Task Whoever_writes_to_one_who_is_away_is_told_why()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("AWAY :At lunch")).Should().Equal(":chat.local 306 bob :You have been marked as being away");
        (await alice.AskAsync("PRIVMSG bob :Hello")).Should().Equal(":chat.local 301 alice bob :At lunch");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG bob :Hello");
    }

    [Fact]
    public async Task A_notice_and_a_line_to_the_room_are_not_answered_with_301()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :At lunch");
        (await alice.AskAsync("NOTICE bob :Hello", "PRIVMSG #room :Hello")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("AWAY")]
    [InlineData("AWAY :")]
    public async Task Without_a_reason_one_is_back(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :At lunch");
        (await bob.AskAsync(line)).Should().Equal(":chat.local 305 bob :You are no longer marked as being away");
        (await alice.AskAsync("PRIVMSG bob :Hello")).Should().BeEmpty();
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 200)]
    public async Task A_reason_has_200_bytes_at_the_most(int sent, int kept)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync($"AWAY :{new string('x', sent)}");
        (await alice.AskAsync("PRIVMSG alice :Hello")).Should().Contain($":chat.local 301 alice alice :{new string('x', kept)}");
    }

    [Fact]
    [Specification("IRCv3 away-notify", "away-notify Extension")]
    public async Task Those_who_negotiated_away_notify_see_a_member_go_change_the_reason_and_come_back()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "away-notify", bobCaps: "away-notify");
        TestClient carol = await chat.JoinAsync("carol");
        TestClient elsewhere = await chat.JoinAsync("dave", "#elsewhere", "away-notify");
        await alice.SyncAsync();
        (await bob.AskAsync("AWAY :At lunch", "AWAY :At tea", "AWAY")).Where(line => line.Contains("AWAY", StringComparison.Ordinal))
            .Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal(
            $":{Source("bob")} AWAY :At lunch", $":{Source("bob")} AWAY :At tea", $":{Source("bob")} AWAY");
        (await carol.SyncAsync()).Should().BeEmpty();
        (await elsewhere.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("AWAY", "AWAY")]
    [InlineData("AWAY :At lunch", "AWAY :At lunch")]
    [Specification("IRCv3 away-notify", "away-notify Extension")]
    public async Task What_changes_nothing_is_answered_and_not_told(string first, string second)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "away-notify");
        await bob.AskAsync(first);
        await alice.SyncAsync();
        (await bob.AskAsync(second)).Should().ContainSingle().Which.Should().MatchRegex(" 30[56] bob ");
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    [Specification("IRCv3 away-notify", "away-notify Extension")]
    public async Task Who_shares_several_rooms_is_told_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "away-notify");
        await alice.AskAsync("JOIN #two,#three");
        await bob.AskAsync("JOIN #two,#three");
        await alice.SyncAsync();
        await bob.AskAsync("AWAY :Out");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY :Out");
    }

    [Fact]
    [Specification("IRCv3 away-notify", "away-notify Extension")]
    public async Task Somebody_away_who_enters_is_seen_to_be_away_and_others_are_not()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "away-notify");
        TestClient carol = await chat.RegisterAsync("carol", "away-notify");
        await carol.AskAsync("AWAY :Out");
        (await carol.AskAsync("JOIN #room")).Should().NotContain(line => line.Contains("AWAY", StringComparison.Ordinal));
        (await alice.SyncAsync()).Should().Equal($":{Source("carol")} JOIN #room", $":{Source("carol")} AWAY :Out");
        (await bob.SyncAsync()).Should().Equal($":{Source("carol")} JOIN #room");
        await carol.AskAsync("PART #room", "AWAY");
        await alice.SyncAsync();
        await carol.AskAsync("JOIN #room");
        (await alice.SyncAsync()).Should().Equal($":{Source("carol")} JOIN #room");
    }

    [Fact]
    [Specification("IRCv3 pre-away", "Implementation")]
    public async Task With_pre_away_one_may_be_away_before_one_is_there()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "away-notify");
        TestClient bob = await chat.ConnectAsync();
        (await bob.AskAsync("CAP REQ draft/pre-away", "AWAY :Not yet", "AWAY", "AWAY *")).Skip(1).Should().Equal(
            ":chat.local 306 * :You have been marked as being away",
            ":chat.local 305 * :You are no longer marked as being away",
            ":chat.local 306 * :You have been marked as being away");
        await bob.AskAsync("NICK bob", "USER bob 0 * :Bob", "CAP END", "JOIN #room");
        (await alice.AskAsync("PRIVMSG bob :Hello")).Should().Equal(
            $":{Source("bob")} JOIN #room", $":{Source("bob")} AWAY :*", ":chat.local 301 alice bob :*");
    }

    [Theory]
    [InlineData("CAP LS 302")]
    [InlineData("CAP REQ away-notify")]
    [Specification("IRCv3 pre-away", "Implementation")]
    public async Task Without_it_one_must_register_first(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.ConnectAsync();
        (await bob.AskAsync(line, "AWAY :Out")).Should().EndWith(":chat.local 451 * :You have not registered");
    }

    [Fact]
    public async Task A_label_comes_back_on_the_answer_and_on_nothing_that_others_see()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("away-notify", "away-notify labeled-response batch");
        (await bob.AskAsync("@label=x AWAY :Out")).Should().Equal("@label=x :chat.local 306 bob :You have been marked as being away");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY :Out");
    }

    [Fact]
    [Specification("IRCv3 pre-away", "Implementation considerations")]
    public async Task Of_several_terminals_all_must_be_away_and_the_last_that_went_says_why()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "away-notify");
        TestClient desk = await chat.ComeAsync("bob"), phone = await chat.ComeAsync("bob", "draft/pre-away", username: "phone");
        await desk.AskAsync("JOIN #room");
        await alice.SyncAsync();
        (await phone.AskAsync("AWAY :In the pocket"))[^1].Should().Be(":chat.local 306 bob :You have been marked as being away");
        (await alice.AskAsync("PRIVMSG bob :hi")).Should().BeEmpty("bob is at the desk");
        await desk.AskAsync("AWAY :At lunch");
        await phone.AskAsync("AWAY :On the bus", "AWAY *");
        (await alice.SyncAsync()).Should()
            .Equal($":{Source("bob")} AWAY :At lunch", $":{Source("bob")} AWAY :On the bus", $":{Source("bob")} AWAY :At lunch");
        await phone.AskAsync("AWAY");
        await desk.LeaveAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY");
        TestClient again = await chat.ComeAsync("bob", username: "again");
        await phone.AskAsync("AWAY :Asleep");
        await again.LeaveAsync();
        (await alice.SyncAsync()).Should().Equal([$":{Source("bob")} AWAY :Asleep"], "only the terminal that somebody was at has gone");
    }
}
