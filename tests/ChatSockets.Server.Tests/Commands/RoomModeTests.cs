using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "MODE message")]
[Specification("Modern IRC", "Channel Modes")]
public sealed class RoomModeTests
{
    [Fact]
    public async Task Without_changes_it_tells_what_is_set_and_when_the_room_was_made()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        chat.Clock.Advance(TimeSpan.FromHours(1));
        (await alice.AskAsync("MODE #ROOM")).Should().Equal(
            ":chat.local 324 alice #room +nt", $":chat.local 329 alice #room {ManualClock.Start.ToUnixTimeSeconds()}");
    }

    [Fact]
    public async Task The_key_is_shown_to_members_only()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("MODE #room +kl secret 20");
        (await alice.AskAsync("MODE #room"))[0].Should().Be(":chat.local 324 alice #room +ntkl secret 20");
        (await carol.AskAsync("MODE #room"))[0].Should().Be(":chat.local 324 carol #room +ntkl * 20");
    }

    [Fact]
    public async Task An_unknown_room_and_a_secret_one_answer_403()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("MODE #nowhere", "MODE #room", "MODE #room b")).Should().Equal(
            ":chat.local 403 carol #nowhere :No such channel",
            ":chat.local 403 carol #room :No such channel",
            ":chat.local 403 carol #room :No such channel");
    }

    [Fact]
    public async Task A_guest_who_changes_something_gets_442_and_a_member_without_rights_482()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("MODE #room +m")).Should().Equal(":chat.local 442 carol #room :You're not on that channel");
        (await bob.AskAsync("MODE #room +m")).Should().Equal(":chat.local 482 bob #room :You must be a channel half-operator or above");
    }

    [Theory]
    [InlineData("+im-t", "+im-t")]
    [InlineData("im", "+im")]
    [InlineData("+i+m-n-t", "+im-nt")]
    [InlineData("+i-i", "+i-i")]
    [InlineData("+s-tn+m", "+s-tn+m")]
    public async Task Several_changes_are_told_in_one_line(string changes, string told)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await alice.AskAsync($"MODE #room {changes}")).Should().Equal($":{Source("alice")} MODE #room {told}");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} MODE #room {told}");
    }

    [Theory]
    [InlineData("+nt")]
    [InlineData("-ims")]
    [InlineData("-k anything")]
    [InlineData("-l")]
    [InlineData("+o alice")]
    [InlineData("-v bob")]
    [InlineData("-b nobody")]
    [InlineData("+")]
    [InlineData(":")]
    public async Task What_changes_nothing_is_silent(string changes)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await alice.AskAsync($"MODE #room {changes}")).Should().BeEmpty();
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Setting_the_same_argument_again_is_silent()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +kl secret 20", "MODE #room +bv eve!*@* bob");
        (await alice.AskAsync("MODE #room +kl secret 20", "MODE #room +bv EVE bob")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("MODE #room +é", "é")]
    [InlineData("MODE #room -語", "語")]
    [InlineData("MODE #room +🦜i", "🦜")]
    [InlineData("MODE #room +ם", "ם")]
    public async Task An_unknown_letter_is_quoted_whole(string line, string letter)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync(line)).Where(one => one.Contains(" 472 ", StringComparison.Ordinal)).Should().Equal(
            $":chat.local 472 alice {letter} :is an unknown mode character to me");
    }

    [Fact]
    public async Task An_unknown_letter_answers_472_and_the_others_still_count()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("MODE #room +iZm")).Should().BeEquivalentTo(
            ":chat.local 472 alice Z :is an unknown mode character to me", $":{Source("alice")} MODE #room +im");
    }

    [Fact]
    [Specification("Modern IRC", "MODES Parameter")]
    public async Task No_more_than_twelve_changes_with_an_argument_are_made_at_a_time()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +" + new string('b', 13) + string.Concat(Enumerable.Range(1, 13).Select(i => $" n{i}")));
        (await alice.AskAsync("MODE #room b")).Count.Should().Be(13);
    }

    [Fact]
    public async Task Changes_that_do_not_fit_one_line_are_told_in_several_and_each_keeps_its_argument()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string[] masks = [.. Enumerable.Range(1, 12).Select(i => $"{i:00}{new string('m', 35)}")];
        IReadOnlyList<string> lines = await alice.AskAsync($"MODE #room +i{new string('b', 12)}-t {string.Join(' ', masks)}");
        lines.Should().HaveCountGreaterThan(1).And.OnlyContain(line => line.Length <= 510);
        var told = new List<string>();
        var letters = "";
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            words[3].Count(letter => letter == 'b').Should().Be(words.Length - 4);
            letters += words[3].Replace("+", "", StringComparison.Ordinal);
            told.AddRange(words[4..]);
        }
        letters.Should().Be("i" + new string('b', 12) + "-t");
        told.Should().Equal(masks.Select(mask => mask + "!*@*"));
    }
}
