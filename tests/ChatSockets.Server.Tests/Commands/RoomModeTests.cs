using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

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
        (await bob.AskAsync("MODE #room +m")).Should().Equal(":chat.local 482 bob #room :You're not a channel operator");
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

    [Fact]
    public async Task An_unknown_letter_answers_472_and_the_others_still_count()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("MODE #room +iZm")).Should().BeEquivalentTo(
            ":chat.local 472 alice Z :is an unknown mode character to me", $":{Source("alice")} MODE #room +im");
    }

    [Fact]
    public async Task Statuses_are_given_and_taken_and_told_with_the_nicknames_own_spelling()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await alice.AskAsync("MODE #room +ov BOB Bob")).Should().Equal($":{Source("alice")} MODE #room +ov bob bob");
        await bob.SyncAsync();
        (await bob.AskAsync("MODE #room -o+v alice alice")).Should().Equal($":{Source("bob")} MODE #room -o+v alice alice");
        (await alice.AskAsync("MODE #room +m"))[^1].Should().Be(":chat.local 482 alice #room :You're not a channel operator");
        (await bob.AskAsync("NAMES #room")).Should().Contain(":chat.local 353 bob = #room :+alice @bob");
    }

    [Fact]
    public async Task A_status_for_nobody_answers_401_for_a_stranger_441_and_without_a_name_696()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await chat.RegisterAsync("Carol");
        (await alice.AskAsync("MODE #room +o nobody", "MODE #room +v carol", "MODE #room +o")).Should().Equal(
            ":chat.local 401 alice nobody :No such nickname",
            ":chat.local 441 alice Carol #room :They aren't on that channel",
            ":chat.local 696 alice #room o * :You must specify a parameter for this mode");
    }

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
    [InlineData("+k", "696 alice #room k * :You must specify a parameter for this mode")]
    [InlineData("+k a,b", "525 alice #room :Key is not well-formed")]
    [InlineData("+k a:b", "525 alice #room :Key is not well-formed")]
    [InlineData("+k :a b", "525 alice #room :Key is not well-formed")]
    [InlineData("+k 123456789012345678901234567890123", "525 alice #room :Key is not well-formed")]
    [InlineData("+l", "696 alice #room l * :You must specify a parameter for this mode")]
    [InlineData("+l 0", "696 alice #room l 0 :A limit is a whole number above 0")]
    [InlineData("+l -1", "696 alice #room l -1 :A limit is a whole number above 0")]
    [InlineData("+l many", "696 alice #room l many :A limit is a whole number above 0")]
    [InlineData("+l 99999999999", "696 alice #room l 99999999999 :A limit is a whole number above 0")]
    public async Task An_argument_that_cannot_be_is_refused(string change, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync($"MODE #room {change}")).Should().Equal($":chat.local {reply}");
    }

    [Fact]
    public async Task A_key_of_32_bytes_is_taken()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string key = new('k', 32);
        (await alice.AskAsync($"MODE #room +k {key}")).Should().Equal($":{Source("alice")} MODE #room +k {key}");
    }

    [Theory]
    [InlineData("-k")]
    [InlineData("-k wrong")]
    public async Task A_key_is_taken_away_by_anything_and_told(string change)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +k secret");
        (await alice.AskAsync($"MODE #room {change}")).Should().Equal($":{Source("alice")} MODE #room -k secret");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room"))[0].Should().Be($":{Source("bob")} JOIN #room");
    }

    [Fact]
    public async Task A_limit_is_taken_away_without_an_argument()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +l 007");
        (await alice.AskAsync("MODE #room -l+v alice")).Should().Equal($":{Source("alice")} MODE #room -l+v alice");
    }

    [Fact]
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
