using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 multiline", "Batch types")]
[Specification("IRCv3 multiline", "Errors")]
[Specification("IRCv3 client-batch", "The client-to-server BATCH verb")]
public sealed class BatchTests
{
    private const string Caps = "batch draft/multiline message-tags echo-message labeled-response";

    private static readonly string[] Poem =
    [
        "BATCH +1 draft/multiline #room",
        "@batch=1 PRIVMSG #room :hello",
        "@batch=1 PRIVMSG #room :",
        "@batch=1 PRIVMSG #ROOM :how is ",
        "@batch=1;draft/multiline-concat privmsg #room everyone?",
        "BATCH -1",
    ];

    [Theory]
    [InlineData("PRIVMSG")]
    [InlineData("NOTICE")]
    public async Task It_is_said_as_a_whole_when_it_is_closed(string verb)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline", "batch draft/multiline");
        string[] lines = [.. Poem.Select(line => line.Replace("PRIVMSG", verb, StringComparison.OrdinalIgnoreCase))];
        await alice.SendAsync(lines[..^1]);
        (await bob.AskAsync("PRIVMSG alice :still?")).Should().BeEmpty();
        (await alice.AskAsync(lines[^1])).Should().Equal($":{Source("bob")} PRIVMSG alice :still?");
        IReadOnlyList<string> heard = await bob.SyncAsync();
        string reference = Reference(heard[0]);
        heard.Should().Equal(
            $":{Source("alice")} BATCH +{reference} draft/multiline #room",
            $"@batch={reference} :{Source("alice")} {verb} #room :hello",
            $"@batch={reference} :{Source("alice")} {verb} #room :",
            $"@batch={reference} :{Source("alice")} {verb} #room :how is ",
            $"@batch={reference};draft/multiline-concat :{Source("alice")} {verb} #room :everyone?",
            $":chat.local BATCH -{reference}");
    }

    [Fact]
    public async Task All_tags_stand_on_the_batch()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline", Caps + " server-time");
        await alice.AskAsync(["@+draft/reply=x;time=1;msgid=y " + Poem[0], .. Poem[1..]]);
        IReadOnlyList<string> heard = await bob.SyncAsync();
        TagKeys(heard[0]).Should().Equal("time", "msgid", "+draft/reply");
        Tag(heard[0], "msgid").Should().MatchRegex("^[0-9a-z]{20}$");
        heard.Skip(1).SkipLast(1).SelectMany(TagKeys).Distinct().Should().Equal("batch", "draft/multiline-concat");
        TagKeys(heard[^1]).Should().BeEmpty();
    }

    [Fact]
    [Specification("IRCv3 multiline", "Fallback")]
    public async Task Others_get_its_lines_but_no_blank_ones_and_the_id_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline", "message-tags server-time batch");
        TestClient plain = await chat.JoinAsync("plain", caps: "draft/multiline");
        TypedClient typed = await chat.TypeAsync("tina");
        await typed.AskAsync("/join room");
        await bob.SyncAsync();
        await plain.SyncAsync();
        await alice.SyncAsync();
        await alice.AskAsync(["@+draft/reply=x " + Poem[0], .. Poem[1..]]);
        string[] lines =
        [
            $":{Source("alice")} PRIVMSG #room :hello", $":{Source("alice")} PRIVMSG #room :how is ",
                $":{Source("alice")} PRIVMSG #room :everyone?",
        ];
        (await plain.SyncAsync()).Should().Equal(lines, "multiline needs batch");
        IReadOnlyList<string> heard = await bob.SyncAsync();
        heard.Select(Untagged).Should().Equal(lines);
        heard.Select(line => string.Join(' ', TagKeys(line))).Should().Equal("time msgid +draft/reply", "time", "time");
        (await typed.AskAsync("/me waits")).Take(3).Should()
            .Equal("12:01 #room <alice> hello", "12:01 #room <alice> how is ", "12:01 #room <alice> everyone?");
    }

    [Fact]
    [Specification("IRCv3 multiline", "Labeled response with echo-message")]
    public async Task The_label_of_the_opening_batch_comes_back_on_the_opening_batch()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        IReadOnlyList<string> echo = await alice.AskAsync(["@label=x " + Poem[0], .. Poem[1..]]);
        TagKeys(echo[0]).Should().Equal("label", "msgid");
        Tag(echo[0], "label").Should().Be("x");
        echo.Should().HaveCount(6);
        echo.Skip(1).SelectMany(TagKeys).Should().NotContain("label");
    }

    [Theory]
    [InlineData("@label=x ", "", "@label=x :chat.local ACK")]
    [InlineData("", "@label=y ", "@label=y :chat.local ACK")]
    [InlineData("@label=x ", "@label=y ", "@label=x :chat.local ACK|@label=y :chat.local ACK")]
    public async Task Without_an_echo_each_label_is_acknowledged(string opening, string closing, string answers)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "batch draft/multiline labeled-response");
        (await alice.AskAsync(opening + Poem[0], "@batch=1;label=inner PRIVMSG #room :x", closing + "BATCH -1"))
            .Should().Equal(answers.Split('|'));
    }

    [Fact]
    public async Task What_goes_wrong_answers_the_label_of_the_opening_batch()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        (await alice.AskAsync("@label=x " + Poem[0], "@batch=1 PRIVMSG #other :x", "@batch=1 PRIVMSG #room :x", "BATCH -1")).Should().Equal(
            "@label=x :chat.local FAIL BATCH MULTILINE_INVALID_TARGET #room #other :Not the target of the batch");
        (await alice.AskAsync("@label=x BATCH +2 draft/multiline nobody", "@batch=2 PRIVMSG nobody :x", "BATCH -2")).Should().Equal(
            "@label=x :chat.local 401 alice nobody :No such nickname");
    }

    [Theory]
    [InlineData("BATCH -1", "There is no such batch")]
    [InlineData("BATCH 1", "There is no such batch")]
    [InlineData("BATCH +", "A batch's name has letters, digits and hyphens only")]
    [InlineData("BATCH +a_b draft/multiline #room", "A batch's name has letters, digits and hyphens only")]
    [InlineData("BATCH +1 chathistory #room", "Unknown type of batch")]
    [InlineData("BATCH +1 draft/multiline", "A batch has one target")]
    [InlineData("BATCH +1 draft/multiline #room,bob", "A batch has one target")]
    [InlineData("@batch=1 PRIVMSG #room :x", "There is no such batch")]
    [InlineData("@batch=1 BATCH +2 draft/multiline #room", "There is no such batch")]
    public async Task What_opens_no_batch_is_invalid(string line, string why)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        (await alice.AskAsync(line)).Should().Equal($":chat.local FAIL BATCH MULTILINE_INVALID :{why}");
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("@batch=1 TAGMSG #room", "Only PRIVMSG or NOTICE with a text may be in a batch")]
    [InlineData("@batch=1 JOIN #room", "Only PRIVMSG or NOTICE with a text may be in a batch")]
    [InlineData("@batch=1 PRIVMSG #room", "Only PRIVMSG or NOTICE with a text may be in a batch")]
    [InlineData("@batch=1 BATCH +2 draft/multiline #room", "Only PRIVMSG or NOTICE with a text may be in a batch")]
    [InlineData("@batch=1 NOTICE #room :x", "PRIVMSG and NOTICE may not be mixed in a batch")]
    [InlineData("@batch=1;draft/multiline-concat PRIVMSG #room :", "A blank line cannot continue another")]
    [InlineData("@batch=2 PRIVMSG #room :x", "There is no such batch")]
    public async Task A_line_that_cannot_be_in_it_ends_it_and_the_rest_is_ignored(string line, string why)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        (await alice.AskAsync(Poem[0], Poem[1], line, Poem[3], "@batch=1 PRIVMSG #wrong :x", Poem[^1]))
            .Should().Equal($":chat.local FAIL BATCH MULTILINE_INVALID :{why}");
        (await bob.SyncAsync()).Should().BeEmpty();
        (await alice.AskAsync(Poem)).Should().HaveCount(6, "the next one is none the worse for it");
    }

    [Theory]
    [InlineData()]
    [InlineData("@batch=1 PRIVMSG #room :", "@batch=1 PRIVMSG #room :")]
    public async Task Nothing_but_blank_lines_is_nothing_to_say(params string[] lines)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        (await alice.AskAsync([Poem[0], .. lines, "BATCH -1"])).Should()
            .Equal(":chat.local FAIL BATCH MULTILINE_INVALID :A batch needs a line that is not blank");
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PRIVMSG #room :in between", "PRIVMSG #room :in between")]
    [InlineData("TOPIC #room :in between", "TOPIC #room :in between")]
    [InlineData("BATCH -2", null)]
    public async Task Another_command_ends_it_and_is_done_all_the_same(string line, string? done)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline");
        string gone = ":chat.local FAIL BATCH MULTILINE_INVALID :There is no such batch";
        (await alice.AskAsync(Poem[0], Poem[1], line, Poem[3], Poem[^1]))
            .Where(heard => heard.Contains("FAIL", StringComparison.Ordinal)).Should().Equal(
            [":chat.local FAIL BATCH MULTILINE_INVALID :Nothing else may come before a batch is closed", gone, gone,
                .. done is null ? [gone] : Array.Empty<string>()]);
        (await bob.SyncAsync()).Should().Equal(done is null ? [] : [$":{Source("alice")} {done}"]);
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_ends_it()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline");
        (await alice.AskAsync(Poem[0], Poem[1], "@batch=1 PRIVMSG #room :" + new string('x', 600), Poem[3], Poem[^1])).Should().Equal(
            ":chat.local FAIL BATCH MULTILINE_INVALID :A line of the batch could not be read",
                ":chat.local 417 alice :Input line was too long");
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task It_has_100_lines_at_the_most(int lines, bool isSaid)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline");
        (await alice.AskAsync([Poem[0], .. Enumerable.Range(0, lines).Select(i => $"@batch=1 PRIVMSG #room :{i}"), Poem[^1]]))
            .Should().Equal(isSaid ? [] : [":chat.local FAIL BATCH MULTILINE_MAX_LINES 100 :Too many lines in the batch"]);
        (await bob.SyncAsync()).Should().HaveCount(isSaid ? 100 : 0);
    }

    [Theory]
    // Eleven lines and ten line feeds.
    [InlineData("", 86, true)]
    [InlineData("", 87, false)]
    // Eleven lines that are one.
    [InlineData(";draft/multiline-concat", 96, true)]
    [InlineData(";draft/multiline-concat", 97, false)]
    public async Task It_has_4096_bytes_at_the_most_and_a_line_feed_counts(string concat, int last, bool isSaid)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline");
        int[] lengths = [.. Enumerable.Repeat(400, 10), last];
        (await alice.AskAsync([Poem[0],
            .. lengths.Select(length => $"@batch=1{concat} PRIVMSG #room :{new string('x', length)}"), Poem[^1]]))
            .Should().Equal(isSaid ? [] : [":chat.local FAIL BATCH MULTILINE_MAX_BYTES 4096 :Too many bytes in the batch"]);
        (await bob.SyncAsync()).Should().HaveCount(isSaid ? 11 : 0);
    }

    [Fact]
    public async Task To_those_with_a_status_it_goes_to_them_alone()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "batch draft/multiline", bobCaps: "batch draft/multiline");
        TestClient carol = await chat.JoinAsync("carol");
        await alice.SyncAsync();
        await bob.AskAsync("BATCH +x draft/multiline @#room", "@batch=x PRIVMSG @#room :one", "@batch=x PRIVMSG @#room :two", "BATCH -x");
        IReadOnlyList<string> heard = await alice.SyncAsync();
        heard[0].Should().Be($":{Source("bob")} BATCH +{Reference(heard[0])} draft/multiline @#room");
        heard.Skip(1).SkipLast(1).Select(Untagged).Should()
            .Equal($":{Source("bob")} PRIVMSG @#room :one", $":{Source("bob")} PRIVMSG @#room :two");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task To_a_user_it_goes_with_what_a_private_message_is_answered()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "batch draft/multiline");
        await bob.AskAsync("AWAY :Out");
        (await alice.AskAsync("BATCH +x draft/multiline BOB", "@batch=x PRIVMSG bob :one", "@batch=x PRIVMSG bob :two", "BATCH -x"))
            .Should().Equal(":chat.local 301 alice bob :Out");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG bob :one", $":{Source("alice")} PRIVMSG bob :two");
    }

    [Theory]
    [InlineData("PRIVMSG", true)]
    [InlineData("NOTICE", false)]
    public async Task Where_one_may_not_speak_the_whole_is_refused_once(string verb, bool isAnswered)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol", "batch draft/multiline");
        IReadOnlyList<string> answer = await carol.AskAsync(Poem[0], $"@batch=1 {verb} #room :one",
            $"@batch=1 {verb} #room :two", "BATCH -1");
        answer.Should().Equal(isAnswered ? [":chat.local 404 carol #room :Cannot send to channel: join it first (+n)"] : []);
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PRIVMSG", true)]
    [InlineData("NOTICE", false)]
    public async Task Where_a_room_does_not_take_one_line_it_takes_none(string verb, bool isAnswered)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(bobCaps: "batch draft/multiline");
        await alice.AskAsync("MODE #room +c");
        await bob.SyncAsync();
        (await bob.AskAsync(Poem[0], $"@batch=1 {verb} #room :one", $"@batch=1 {verb} #room :\u0002two", "BATCH -1")).Should().Equal(
            isAnswered ? [":chat.local 404 bob #room :Cannot send to channel: send it without colours and formatting (+c)"] : []);
        (await alice.SyncAsync()).Should().BeEmpty();
        await bob.AskAsync(Poem);
        (await alice.SyncAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task It_stands_in_its_place_among_what_the_speaker_says()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "batch draft/multiline");
        await alice.AskAsync(["PRIVMSG #room :before", Poem[0], Poem[1], Poem[^1], "PRIVMSG #room :after"]);
        (await bob.SyncAsync()).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :before", $":{Source("alice")} PRIVMSG #room :hello",
                $":{Source("alice")} PRIVMSG #room :after");
    }

    [Fact]
    public async Task A_line_is_cut_where_a_single_one_is()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/multiline", "batch draft/multiline");
        await alice.AskAsync(Poem[0], "@batch=1 PRIVMSG #room :" + new string('x', 490), "BATCH -1");
        Untagged((await bob.SyncAsync())[1]).Should().Be($":{Source("alice")} PRIVMSG #room :".PadRight(510, 'x'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("batch")]
    [InlineData("draft/multiline")]
    public async Task Without_both_capabilities_there_is_no_such_command_and_the_tag_means_nothing(string caps)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(caps);
        (await alice.AskAsync(Poem[0], Poem[1])).Should().Equal(":chat.local 421 alice BATCH :Unknown command");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :hello");
    }

    [Fact]
    [Specification("IRCv3 multiline", "Capabilities")]
    public async Task The_limits_stand_in_the_capabilitys_value()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP LS 302")).Should()
            .Contain(line => line.Contains(" draft/multiline=max-bytes=4096,max-lines=100", StringComparison.Ordinal));
    }

    private static string Reference(string opening) => Untagged(opening).Split(' ')[2][1..];
}
