using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>MODE with the letters of kind A: bans and exceptions. Whom the masks mean: <see cref="Rooms.RoomMaskTests"/>.</summary>
[Specification("Modern IRC", "Ban Channel Mode")]
[Specification("Modern IRC", "Exception Channel Mode")]
[Specification("Modern IRC", "Invite-Exception Channel Mode")]
[Specification("IRCv3 account-extban", "The ACCOUNTEXTBAN ISUPPORT token")]
public sealed class RoomModeListTests
{
    [Theory]
    [InlineData("b")]
    [InlineData("+b")]
    public async Task Anybody_may_read_the_bans(string query)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await alice.AskAsync("MODE #room +bb eve *@*.example")).Should().Equal($":{Source("alice")} MODE #room +bb eve!*@* *!*@*.example");
        (await carol.AskAsync($"MODE #room {query}")).Should().Equal(
            $":chat.local 367 carol #room eve!*@* {Source("alice")} {ManualClock.Start.ToUnixTimeSeconds()}",
            $":chat.local 367 carol #room *!*@*.example {Source("alice")} {ManualClock.Start.ToUnixTimeSeconds()}",
            ":chat.local 368 carol #room :End of channel ban list");
    }

    [Fact]
    public async Task Asking_for_the_bans_many_times_in_one_line_lists_them_once()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +b eve");
        (await alice.AskAsync("MODE #room " + new string('b', 400))).Should().Equal(
            $":chat.local 367 alice #room eve!*@* {Source("alice")} {ManualClock.Start.ToUnixTimeSeconds()}",
            ":chat.local 368 alice #room :End of channel ban list");
    }

    [Fact]
    public async Task A_ban_is_taken_back_whatever_its_case()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +b eve");
        (await alice.AskAsync("MODE #room -b EVE!*@*", "MODE #room b")).Should().Equal(
            $":{Source("alice")} MODE #room -b EVE!*@*", ":chat.local 368 alice #room :End of channel ban list");
    }

    [Fact]
    public async Task One_ban_more_than_a_hundred_answers_478()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        for (int i = 0; i < 100; i += 10)
            await alice.AskAsync("MODE #room +bbbbbbbbbb " + string.Join(' ', Enumerable.Range(i, 10).Select(number => $"n{number}")));
        (await alice.AskAsync("MODE #room +b last")).Should().Equal(":chat.local 478 alice #room last!*@* :Channel ban list is full");
        (await alice.AskAsync("MODE #room b")).Count.Should().Be(101);
    }

    [Theory]
    [InlineData('e', 348, 349, "exception list")]
    [InlineData('I', 346, 347, "invite exception list")]
    public async Task Exceptions_are_listed_to_those_who_may_change_them(char letter, int entry, int end, string name)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        (await alice.AskAsync($"MODE #room +{letter} eve")).Should().Equal($":{Source("alice")} MODE #room +{letter} eve!*@*");
        await bob.SyncAsync();
        (await bob.AskAsync($"MODE #room {letter}")).Should()
            .Equal(":chat.local 482 bob #room :You must be a channel half-operator or above");
        (await carol.AskAsync($"MODE #room +{letter}")).Should()
            .Equal(":chat.local 482 carol #room :You must be a channel half-operator or above");
        await alice.AskAsync("MODE #room +h bob");
        await bob.SyncAsync();
        (await bob.AskAsync($"MODE #room {letter}")).Should().Equal(
            $":chat.local {entry} bob #room eve!*@* {Source("alice")} {ManualClock.Start.ToUnixTimeSeconds()}",
            $":chat.local {end} bob #room :End of channel {name}");
    }

    [Fact]
    [Specification("Modern IRC", "MAXLIST Parameter")]
    public async Task Each_list_holds_a_hundred_of_its_own()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        for (int i = 0; i < 100; i += 10)
            await alice.AskAsync("MODE #room +eeeeeeeeee " + string.Join(' ', Enumerable.Range(i, 10).Select(number => $"n{number}")));
        (await alice.AskAsync("MODE #room +e last", "MODE #room +I first")).Should().Equal(
            ":chat.local 478 alice #room last!*@* :Channel exception list is full", $":{Source("alice")} MODE #room +I first!*@*");
    }

    [Theory]
    [InlineData("b", "~a:alice", "~a:alice")]
    [InlineData("e", "~a:*", "~a:*")]
    [InlineData("I", "~a:Alice", "~a:Alice")]
    [InlineData("b", "~m:eve", "~m:eve!*@*")]
    [InlineData("e", "~m:~a:eve", "~m:~a:eve")]
    [InlineData("b", "~eve@*.example", "*!~eve@*.example")]
    [InlineData("b", "10.0.0.0/8", "*!*@10.0.0.0/8")]
    public async Task Extended_masks_are_left_as_they_are_and_others_completed(string letter, string mask, string told)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync($"MODE #room +{letter} {mask}", $"MODE #room -{letter} {mask}")).Should().Equal(
            $":{Source("alice")} MODE #room +{letter} {told}", $":{Source("alice")} MODE #room -{letter} {told}");
    }

    [Theory]
    [InlineData("+b ~x:eve", "b ~x:eve :Of extended masks there are ~a:account and ~m:mask")]
    [InlineData("+b ~eve", "b ~eve :Of extended masks there are ~a:account and ~m:mask")]
    [InlineData("+e ~a:", "e ~a: :Which account? ~a:account, or ~a:* for any")]
    [InlineData("+b ~m:", "b ~m: :A mute needs a mask: ~m:nick!user@host or ~m:~a:account")]
    [InlineData("+b ~m:~m:eve", "b ~m:~m:eve :A mute cannot hold another mute")]
    [InlineData("+I ~m:eve", "I ~m:eve :A mute does not affect entering")]
    [InlineData("+b :eve mallory", "b * :A mask holds no space")]
    [InlineData("-b ~x:eve", "b ~x:eve :Of extended masks there are ~a:account and ~m:mask")]
    public async Task An_extended_mask_that_cannot_be_is_refused(string change, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync($"MODE #room {change}", "MODE #room b")).Should().Equal(
            $":chat.local 696 alice #room {reply}", ":chat.local 368 alice #room :End of channel ban list");
    }
}
