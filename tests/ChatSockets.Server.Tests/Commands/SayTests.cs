using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "PRIVMSG message")]
[Specification("Modern IRC", "NOTICE message")]
[Specification("Modern IRC", "No External Messages Mode")]
[Specification("Modern IRC", "STATUSMSG Parameter")]
public sealed class SayTests
{
    [Theory]
    [InlineData("PRIVMSG")]
    [InlineData("NOTICE")]
    public async Task A_line_to_a_room_reaches_everybody_in_it_but_the_speaker(string verb)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        (await alice.AskAsync($"{verb} #ROOM :Hello, world")).Should().BeEmpty();
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} {verb} #room :Hello, world");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PRIVMSG")]
    [InlineData("NOTICE")]
    public async Task A_line_to_a_nickname_reaches_that_user_only(string verb)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.JoinAsync("carol");
        await bob.SyncAsync();
        await alice.AskAsync($"{verb} BOB ::-)");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} {verb} bob ::-)");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PRIVMSG", "411 alice :No recipient given (PRIVMSG)")]
    [InlineData("PRIVMSG :", "411 alice :No recipient given (PRIVMSG)")]
    [InlineData("PRIVMSG #room", "412 alice :No text to send")]
    [InlineData("PRIVMSG #room :", "412 alice :No text to send")]
    [InlineData("PRIVMSG nobody :x", "401 alice nobody :No such nickname")]
    [InlineData("PRIVMSG $*.local :x", "401 alice $*.local :No such nickname")]
    [InlineData("PRIVMSG alice@chat.local :x", "401 alice alice@chat.local :No such nickname")]
    [InlineData("PRIVMSG chat.local :x", "401 alice chat.local :No such nickname")]
    [InlineData("PRIVMSG * :x", "401 alice * :No such nickname")]
    [InlineData("PRIVMSG #nowhere :x", "403 alice #nowhere :No such channel")]
    [InlineData("PRIVMSG @#nowhere :x", "403 alice #nowhere :No such channel")]
    public async Task What_cannot_be_delivered_is_answered(string line, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync(line)).Should().Equal($":chat.local {reply}");
    }

    [Theory]
    [InlineData("NOTICE")]
    [InlineData("NOTICE #room")]
    [InlineData("NOTICE nobody :x")]
    [InlineData("NOTICE #nowhere :x")]
    [InlineData("NOTICE #silent :x")]
    [InlineData("NOTICE bob :x")]
    [InlineData("NOTICE bob,bob,bob,bob,bob :x")]
    public async Task A_notice_is_never_answered(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :Out", "JOIN #silent", "MODE #silent +m");
        (await alice.AskAsync(line)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PRIVMSG")]
    [InlineData("NOTICE")]
    public async Task Four_targets_are_served_and_a_fifth_is_not(string verb)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient eve = await chat.RegisterAsync("eve");
        (await alice.AskAsync($"{verb} bob,#room,,BOB,alice,carol,eve :x")).Where(line => line.Contains(" 407 ", StringComparison.Ordinal))
            .Should().Equal(verb == "NOTICE" ? [] : [":chat.local 407 alice PRIVMSG :Too many targets in one command"]);
        (await bob.SyncAsync()).Should().HaveCount(2);
        (await eve.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Guests_are_not_heard_in_a_new_room()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("PRIVMSG #room :x"))
            .Should().Equal(":chat.local 404 carol #room :Cannot send to channel: join it first (+n)");
        await alice.AskAsync("MODE #room -n");
        (await carol.AskAsync("PRIVMSG #room :x")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal($":{Source("carol")} PRIVMSG #room :x");
    }

    [Fact]
    public async Task In_a_moderated_room_only_voices_and_operators_are_heard()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +m");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #room :x")).Should().Equal(
            ":chat.local 404 bob #room :Cannot send to channel: it is moderated, ask for a voice (+m)");
        await alice.AskAsync("MODE #room +v bob");
        (await bob.AskAsync("PRIVMSG #room :x")).Should().NotContain(line => line.Contains(" 404 ", StringComparison.Ordinal));
        (await alice.AskAsync("PRIVMSG #room :y")).Should().Equal($":{Source("bob")} PRIVMSG #room :x");
    }

    [Fact]
    public async Task A_moderated_room_does_not_hear_guests_even_where_guests_are_heard()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +m-n");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("PRIVMSG #room :x")).Should().Equal(
            ":chat.local 404 carol #room :Cannot send to channel: it is moderated, ask for a voice (+m)");
    }

    [Fact]
    public async Task The_banned_are_not_heard_unless_they_have_a_voice()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +b bob");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #room :x")).Should().Equal(":chat.local 404 bob #room :Cannot send to channel: you are banned (+b)");
        await alice.AskAsync("MODE #room +v bob");
        await bob.AskAsync("PRIVMSG #room :x");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :x");
    }

    [Theory]
    [InlineData("@#room", "@#room", true, false)]
    [InlineData("+#room", "+#room", true, true)]
    [InlineData("@+#ROOM", "+#room", true, true)]
    [InlineData("%#room", "%#room", true, false)]
    [InlineData("~#room", "~#room", true, false)]
    [InlineData("&@~#room", "@#room", true, false)]
    public async Task A_line_may_be_for_those_of_a_status_and_above(string target, string told, bool toOperator, bool toVoice)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeFounder("alice");
        TestClient carol = await chat.JoinAsync("carol");
        await alice.AskAsync("MODE #room +v bob");
        await bob.SyncAsync();
        await carol.SyncAsync();
        (await carol.AskAsync($"PRIVMSG {target} :x")).Should().BeEmpty();
        string line = $":{Source("carol")} PRIVMSG {told} :x";
        (await alice.SyncAsync()).Should().Equal(toOperator ? [line] : []);
        (await bob.SyncAsync()).Should().Equal(toVoice ? [line] : []);
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("#room")]
    [InlineData("@#room")]
    [InlineData("bob")]
    [Specification("IRCv3 echo-message", "Description")]
    public async Task With_echo_message_the_speaker_gets_the_very_line_that_the_others_get(string target)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("echo-message message-tags server-time", "message-tags server-time");
        await alice.AskAsync("MODE #room +o bob");
        await bob.SyncAsync();
        IReadOnlyList<string> echo = await alice.AskAsync($"@+draft/x=1 PRIVMSG {target} :Hello");
        echo.Should().ContainSingle();
        (await bob.SyncAsync()).Should().Equal(echo);
    }

    [Fact]
    [Specification("IRCv3 echo-message", "Description")]
    public async Task A_refused_line_is_not_echoed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "echo-message");
        (await alice.AskAsync("PRIVMSG nobody :x")).Should().Equal(":chat.local 401 alice nobody :No such nickname");
    }

    [Fact]
    public async Task The_longest_line_arrives_as_long_as_a_line_may_be_and_in_whole_characters()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        string head = $":{Source("alice")} PRIVMSG #room :";
        await alice.AskAsync("PRIVMSG #room :" + string.Concat(Enumerable.Repeat("é", 247)));
        string line = (await bob.SyncAsync()).Should().ContainSingle().Which;
        line.Should().Be(head + string.Concat(Enumerable.Repeat("é", (510 - head.Length) / 2)));
    }

    [Trait("Servers", "One")]
    [Fact]
    [Specification("ChatSockets", "HELP USERMODES")]
    public async Task Whoever_hears_accounts_only_is_not_reached_without_one()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "message-tags", bobCaps: "message-tags");
        await bob.AskAsync("MODE bob +R");
        const string Refused = ":chat.local 477 alice bob :Hears from users with an account only (+R): log in first";
        (await alice.AskAsync("PRIVMSG bob :one", "NOTICE bob :two", "@+a=1 TAGMSG bob")).Should().Equal(Refused, Refused);
        (await bob.SyncAsync()).Should().BeEmpty();
        chat.User("alice").Account = Utf8("al");
        (await alice.AskAsync("PRIVMSG bob :three")).Should().BeEmpty();
        (await bob.SyncAsync()).Select(Untagged).Should().Equal($":{Source("alice")} PRIVMSG bob :three");
        (await bob.AskAsync("PRIVMSG bob :to myself")).Select(Untagged).Should().Equal($":{Source("bob")} PRIVMSG bob :to myself");
    }

    [Theory]
    [InlineData("~#room", "qo")]
    [InlineData("&#room", "qoa")]
    [InlineData("@#room", "qoao")]
    [InlineData("%#room", "qoaoh")]
    [InlineData("+#room", "qoaohv")]
    public async Task Each_of_the_five_signs_reaches_its_status_and_those_above(string target, string heard)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        chat.MakeFounder("alice");
        string[] letters = ["a", "o", "h", "v"];
        var members = new List<TestClient>();
        foreach (string letter in letters)
        {
            members.Add(await chat.JoinAsync($"m{letter}"));
            await alice.AskAsync($"MODE #room +{letter} m{letter}");
        }
        TestClient bob = await chat.JoinAsync("bob");
        foreach (TestClient member in members) await member.SyncAsync();
        await alice.SyncAsync();
        (await bob.AskAsync($"PRIVMSG {target} :x")).Should().BeEmpty();
        string line = $":{Source("bob")} PRIVMSG {target} :x";
        (await alice.SyncAsync()).Should().Equal(line);
        for (int i = 0; i < letters.Length; i++)
            (await members[i].SyncAsync()).Should().Equal(heard[2..].Contains(letters[i], StringComparison.Ordinal) ? [line] : []);
    }

    [Theory]
    [InlineData("PRIVMSG #room,#ROOM,#room :once")]
    [InlineData("NOTICE #room,,#Room,#room,#ROOM,#rOOM,#room :once")]
    [InlineData("PRIVMSG bob,Bob,BOB :once")]
    [InlineData("TAGMSG bob,Bob")]
    public async Task A_target_that_is_named_twice_hears_it_once(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags", "message-tags");
        (await alice.AskAsync($"@+x=1 {line}")).Should().BeEmpty("they are not too many either");
        (await bob.SyncAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("é")]
    [InlineData("語")]
    [InlineData("🦜")]
    public async Task An_action_that_becomes_too_long_is_cut_at_a_character_and_stays_one(string letter)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        string head = "PRIVMSG #room :\u0001ACTION ";
        int letters = (509 - Utf8(head).Length) / Utf8(letter).Length;
        await alice.AskAsync(head + string.Concat(Enumerable.Repeat(letter, letters)) + "\u0001");
        string heard = (await bob.SyncAsync()).Should().ContainSingle().Which;
        heard.Should().StartWith($":{Source("alice")} {head}{letter}").And.EndWith(letter + "\u0001");
        Utf8(heard).Length.Should().BeInRange(510 - 4, 510);
    }
}
