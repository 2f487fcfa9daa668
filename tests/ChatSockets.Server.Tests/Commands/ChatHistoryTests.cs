using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 chathistory", "CHATHISTORY Command")]
[Specification("IRCv3 chathistory", "Subcommands")]
[Specification("IRCv3 chathistory", "Returned message notes")]
public sealed class ChatHistoryTests
{
    private const string Caps = "batch server-time message-tags draft/chathistory";

    // What is said at one, two, ... seconds past ManualClock.Start.
    private static readonly string[] Texts = ["one", "two", "three", "four", "five", "six"];

    [Theory]
    [InlineData("LATEST #room * 3", "four five six")]
    [InlineData("LATEST #ROOM * 100", "one two three four five six")]
    [InlineData("latest #room * 5000", "one two three four five six")]
    [InlineData("LATEST #room msgid=<4> 100", "five six")]
    [InlineData("LATEST #room msgid=<1> 2", "five six")]
    [InlineData("LATEST #room timestamp=<4> 100", "five six")]
    [InlineData("LATEST #room msgid=<6> 100", "")]
    [InlineData("BEFORE #room msgid=<4> 2", "two three")]
    [InlineData("BEFORE #room timestamp=<4> 100", "one two three")]
    [InlineData("BEFORE #room msgid=<1> 100", "")]
    [InlineData("BEFORE #room timestamp=1969-12-31T23:59:59.999Z 100", "")]
    [InlineData("BEFORE #room timestamp=9999-12-31T23:59:59.999Z 1", "six")]
    [InlineData("AFTER #room msgid=<3> 2", "four five")]
    [InlineData("AFTER #room timestamp=<3> 100", "four five six")]
    [InlineData("AFTER #room timestamp=1969-12-31T23:59:59.999Z 1", "one")]
    [InlineData("AFTER #room timestamp=9999-12-31T23:59:59.999Z 100", "")]
    [InlineData("AROUND #room msgid=<3> 1", "three")]
    [InlineData("AROUND #room msgid=<3> 2", "two three")]
    [InlineData("AROUND #room msgid=<3> 3", "two three four")]
    [InlineData("AROUND #room timestamp=<3> 4", "one two three four")]
    [InlineData("AROUND #room msgid=<1> 3", "one two three")]
    [InlineData("AROUND #room msgid=<6> 4", "four five six")]
    [InlineData("BETWEEN #room msgid=<2> msgid=<5> 100", "three four")]
    [InlineData("BETWEEN #room timestamp=<1> msgid=<6> 2", "two three")]
    [InlineData("BETWEEN #room msgid=<6> timestamp=<1> 2", "four five")]
    [InlineData("BETWEEN #room timestamp=<5> timestamp=<2> 100", "three four")]
    [InlineData("BETWEEN #room msgid=<2> msgid=<2> 100", "")]
    public async Task Each_subcommand_answers_what_it_asks_for_in_ascending_order(string request, string expected)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps + " echo-message");
        string[] said = await SayAsync(chat, alice, Texts);
        for (int i = 0; i < said.Length; i++)
        {
            request = request.Replace($"msgid=<{i + 1}>", "msgid=" + Tag(said[i], "msgid"), StringComparison.Ordinal)
                .Replace($"timestamp=<{i + 1}>", "timestamp=" + Tag(said[i], "time"), StringComparison.Ordinal);
        }
        IReadOnlyList<string> answer = await alice.AskAsync("CHATHISTORY " + request);
        string reference = Reference(answer);
        string[] wanted = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        answer.Should().Equal([
            $"@time=2026-01-02T12:01:08.345Z :chat.local BATCH +{reference} chathistory #room",
            .. wanted.Select(text => InBatch(reference, said[Array.IndexOf(Texts, text)])),
            $"@time=2026-01-02T12:01:08.345Z :chat.local BATCH -{reference}",
        ]);
    }

    [Fact]
    public async Task Where_several_were_said_in_one_millisecond_none_is_left_out_and_none_comes_twice()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps + " echo-message");
        IReadOnlyList<string> said = await alice.AskAsync([.. Enumerable.Range(0, 300).Select(i => $"PRIVMSG #room :{i}")]);
        var seen = new List<string>();
        for (string after = "timestamp=2026-01-01T00:00:00.000Z"; ;)
        {
            IReadOnlyList<string> page = await alice.AskAsync($"CHATHISTORY AFTER #room {after} 7");
            if (page.Count == 2) break;
            page.Count.Should().BeLessThanOrEqualTo(9);
            seen.AddRange(page.Skip(1).SkipLast(1).Select(line => string.Join(' ', line.Split(';', 2)[1])));
            after = "msgid=" + Tag(page[^2], "msgid");
        }
        seen.Should().Equal(said.Select(line => line[1..]));
        (await alice.AskAsync("CHATHISTORY BEFORE #room timestamp=2026-01-02T12:01:02.345Z 10")).Should().HaveCount(2);
        (await alice.AskAsync("CHATHISTORY AFTER #room timestamp=2026-01-02T12:01:02.345Z 10")).Should().HaveCount(2);
        (await alice.AskAsync("CHATHISTORY AFTER #room timestamp=2026-01-02T12:01:02.344Z 10")).Should().HaveCount(12);
    }

    [Fact]
    public async Task A_large_answer_comes_whole()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps + " labeled-response");
        string text = new('x', 400);
        for (int i = 0; i < 1100; i += 50) await alice.AskAsync([.. Enumerable.Range(i, 50).Select(n => $"PRIVMSG #room :{n} {text}")]);
        IReadOnlyList<string> answer = await alice.AskAsync("CHATHISTORY LATEST #room * 2000");
        answer.Skip(1).SkipLast(1).Select(line => line.Split(" :")[^1]).Should()
            .Equal(Enumerable.Range(100, 1000).Select(n => $"{n} {text}"));
        IReadOnlyList<string> labeled = await alice.AskAsync("@label=x CHATHISTORY BEFORE #room timestamp=2030-01-01T00:00:00.000Z 1000");
        labeled.Skip(2).SkipLast(2).Select(Untagged).Should().Equal(answer.Skip(1).SkipLast(1).Select(Untagged));
    }

    [Fact]
    public async Task A_label_is_that_of_the_outer_batch()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "batch draft/chathistory labeled-response");
        await alice.AskAsync("PRIVMSG #room :one", "PRIVMSG #room :two");
        IReadOnlyList<string> answer = await alice.AskAsync("@label=x CHATHISTORY LATEST #room * 10");
        string outer = answer[0].Split(" +")[1].Split(' ')[0], inner = answer[1].Split(" +")[1].Split(' ')[0];
        answer.Should().Equal(
            $"@label=x :chat.local BATCH +{outer} labeled-response",
            $"@batch={outer} :chat.local BATCH +{inner} chathistory #room",
            $"@batch={inner} :{Source("alice")} PRIVMSG #room :one",
            $"@batch={inner} :{Source("alice")} PRIVMSG #room :two",
            $"@batch={outer} :chat.local BATCH -{inner}",
            $":chat.local BATCH -{outer}");
        (await alice.AskAsync("@label=y CHATHISTORY LATEST #nowhere * 10")).Should().Equal(
            "@label=y :chat.local FAIL CHATHISTORY INVALID_TARGET LATEST #nowhere :Messages could not be retrieved");
    }

    [Theory]
    [InlineData("draft/chathistory", "")]
    [InlineData("draft/chathistory batch", "batch")]
    [InlineData("draft/chathistory server-time", "time")]
    [InlineData("draft/chathistory message-tags", "msgid bot +draft/reply")]
    [InlineData("draft/chathistory account-tag", "account")]
    [InlineData("draft/chathistory batch server-time account-tag message-tags", "batch time account msgid bot +draft/reply")]
    public async Task A_line_has_the_tags_that_its_reader_negotiated(string caps, string tags)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob", caps: "message-tags echo-message account-tag server-time");
        chat.LogIn("bob", "robert");
        await bob.AskAsync("MODE bob +B");
        IReadOnlyList<string> said = await bob.AskAsync("@+draft/reply=x PRIVMSG #room :hello");
        chat.Clock.Advance(TimeSpan.FromHours(20));
        TestClient alice = await chat.JoinAsync("alice", caps: caps);
        IReadOnlyList<string> answer = await alice.AskAsync("CHATHISTORY LATEST #room * 10");
        string line = answer.Should()
            .ContainSingle(line => line.EndsWith($":{Source("bob")} PRIVMSG #room :hello", StringComparison.Ordinal)).Which;
        TagKeys(line).Should().Equal(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (string key in TagKeys(line).Where(key => key != "batch")) Tag(line, key).Should().Be(Tag(said[0], key));
        answer.Should().HaveCount(caps.Contains("batch", StringComparison.Ordinal) ? 3 : 1);
    }

    [Fact]
    public async Task Tags_without_a_text_are_no_messages_and_do_not_count()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :one", "@+draft/react=x TAGMSG #room", "NOTICE #room :two", "@+typing=active TAGMSG #room",
            "PRIVMSG #room :\u0001VERSION\u0001", "PRIVMSG #room :\u0001ACTION waves\u0001");
        (await alice.AskAsync("CHATHISTORY LATEST #room * 3")).Skip(1).SkipLast(1).Select(Untagged).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :one", $":{Source("alice")} NOTICE #room :two",
                $":{Source("alice")} PRIVMSG #room :\u0001ACTION waves\u0001");
    }

    [Fact]
    public async Task A_message_of_several_lines_is_a_batch_within_the_batch_or_several_lines()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps + " draft/multiline");
        await alice.AskAsync(
            "@+draft/reply=x BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :hello", "@batch=1 PRIVMSG #room :",
                "@batch=1 PRIVMSG #room :how is ",
            "@batch=1;draft/multiline-concat PRIVMSG #room :everyone?", "BATCH -1", "NOTICE #room :fine");
        IReadOnlyList<string> answer = await alice.AskAsync("CHATHISTORY LATEST #room * 2");
        string outer = Reference(answer), inner = answer[1].Split(" +")[^1].Split(' ')[0];
        TagKeys(answer[1]).Should().Equal("batch", "time", "msgid", "+draft/reply");
        Tag(answer[1], "batch").Should().Be(outer);
        Untagged(answer[1]).Should().Be($":{Source("alice")} BATCH +{inner} draft/multiline #room");
        answer.Skip(2).Take(5).Should().Equal(
            $"@batch={inner} :{Source("alice")} PRIVMSG #room :hello",
            $"@batch={inner} :{Source("alice")} PRIVMSG #room :",
            $"@batch={inner} :{Source("alice")} PRIVMSG #room :how is ",
            $"@batch={inner};draft/multiline-concat :{Source("alice")} PRIVMSG #room :everyone?",
            $"@batch={outer} :chat.local BATCH -{inner}");
        answer.Should().HaveCount(9);

        TestClient bob = await chat.JoinAsync("bob", caps: Caps);
        IReadOnlyList<string> plain = await bob.AskAsync("CHATHISTORY LATEST #room * 2");
        plain.Skip(1).SkipLast(1).Select(Untagged).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :hello", $":{Source("alice")} PRIVMSG #room :how is ",
                $":{Source("alice")} PRIVMSG #room :everyone?", $":{Source("alice")} NOTICE #room :fine");
        plain.Skip(1).SkipLast(1).Select(line => string.Join(' ', TagKeys(line))).Should().Equal(
            "batch time msgid +draft/reply", "batch time", "batch time", "batch time msgid");
        Tag(plain[1], "msgid").Should().Be(Tag(answer[1], "msgid"));
    }

    [Fact]
    public async Task A_rooms_history_is_for_its_members()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        await alice.AskAsync("PRIVMSG #room :hello");
        TestClient carol = await chat.RegisterAsync("carol", Caps);
        const string Refused = ":chat.local FAIL CHATHISTORY INVALID_TARGET LATEST #room :Messages could not be retrieved";
        (await carol.AskAsync("CHATHISTORY LATEST #room * 10")).Select(Untagged).Should().Equal(Refused);
        await bob.SyncAsync();
        await bob.AskAsync("PART #room");
        (await bob.AskAsync("CHATHISTORY LATEST #room * 10")).Select(Untagged).Should().Equal(Refused);
        await alice.AskAsync("MODE #room +s");
        (await carol.AskAsync("CHATHISTORY LATEST #room * 10")).Select(Untagged).Should().Equal(Refused);
        (await carol.AskAsync("CHATHISTORY LATEST #rooms * 10")).Select(Untagged).Should()
            .Equal(Refused.Replace("#room", "#rooms", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_room_in_which_nothing_was_said_has_an_empty_batch()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "batch draft/chathistory");
        IReadOnlyList<string> answer = await alice.AskAsync("CHATHISTORY LATEST #room * 10");
        answer.Should().Equal($":chat.local BATCH +{Reference(answer)} chathistory #room", $":chat.local BATCH -{Reference(answer)}");
    }

    [Theory]
    [InlineData("CHATHISTORY", ":chat.local 461 alice CHATHISTORY :Not enough parameters")]
    [InlineData("CHATHISTORY TOMORROW #room * 10", ":chat.local FAIL CHATHISTORY INVALID_PARAMS TOMORROW :Unknown command")]
    [InlineData("CHATHISTORY LATEST #room *", ":chat.local FAIL CHATHISTORY INVALID_PARAMS LATEST :Insufficient parameters")]
    [InlineData("CHATHISTORY latest", ":chat.local FAIL CHATHISTORY INVALID_PARAMS latest :Insufficient parameters")]
    [InlineData("CHATHISTORY BETWEEN #room timestamp=2026-01-02T12:01:02.345Z 10",
        ":chat.local FAIL CHATHISTORY INVALID_PARAMS BETWEEN :Insufficient parameters")]
    [InlineData("CHATHISTORY LATEST #room * 10 10", ":chat.local FAIL CHATHISTORY INVALID_PARAMS LATEST :Too many parameters")]
    [InlineData("CHATHISTORY LATEST #room * 0", ":chat.local FAIL CHATHISTORY INVALID_PARAMS LATEST #room 0 :Invalid limit")]
    [InlineData("CHATHISTORY LATEST #room * -1", ":chat.local FAIL CHATHISTORY INVALID_PARAMS LATEST #room -1 :Invalid limit")]
    [InlineData("CHATHISTORY BEFORE #room * 10", ":chat.local FAIL CHATHISTORY INVALID_PARAMS BEFORE #room * :Invalid message reference")]
    [InlineData("CHATHISTORY BEFORE #room timestamp=yesterday 10",
        ":chat.local FAIL CHATHISTORY INVALID_PARAMS BEFORE #room timestamp=yesterday :Invalid timestamp")]
    [InlineData("CHATHISTORY BEFORE #room sequence=5 10",
        ":chat.local FAIL CHATHISTORY INVALID_MSGREFTYPE BEFORE #room sequence=5 :It takes timestamps and msgids only")]
    [InlineData("CHATHISTORY BEFORE #room msgid=abc 10",
        ":chat.local FAIL CHATHISTORY MESSAGE_ERROR BEFORE #room msgid=abc :Messages could not be retrieved: there is no such message")]
    [InlineData("CHATHISTORY TARGETS msgid=abc timestamp=2026-01-02T12:01:02.345Z 10",
        ":chat.local FAIL CHATHISTORY INVALID_MSGREFTYPE TARGETS msgid=abc :It takes timestamps only")]
    [InlineData("CHATHISTORY LATEST b:b * 10", ":chat.local FAIL CHATHISTORY INVALID_TARGET LATEST b:b :Messages could not be retrieved")]
    [Specification("IRCv3 chathistory", "Errors and Warnings")]
    public async Task What_cannot_be_understood_is_answered_with_its_code(string line, string answer)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "draft/chathistory");
        (await alice.AskAsync(line)).Should().Equal(answer);
    }

    [Fact]
    [Specification("IRCv3 chathistory", "Implementation")]
    public async Task Without_the_capability_there_is_no_such_command()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "batch server-time message-tags");
        (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Select(Untagged).Should()
            .Equal(":chat.local 421 alice CHATHISTORY :Unknown command");
    }

    [Fact]
    [Specification("IRCv3 chathistory", "ISUPPORT tokens")]
    public async Task The_limit_and_the_kinds_of_references_are_told()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string tokens = string.Join(' ', await alice.AskAsync("ISUPPORT"));
        tokens.Should().Contain(" CHATHISTORY=1000 ").And.Contain(" MSGREFTYPES=msgid,timestamp ");
    }

    [Fact]
    public async Task It_is_there_after_a_restart_with_the_ids_that_it_had()
    {
        using var folder = new TempFolder();
        IReadOnlyList<string> said;
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.JoinAsync("alice", caps: Caps + " echo-message");
            said = await alice.AskAsync("PRIVMSG #room :one", "PRIVMSG #room :two");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await chat.JoinAsync("bob", "#ROOM", Caps + " echo-message");
            IReadOnlyList<string> answer = await bob.AskAsync("CHATHISTORY LATEST #room * 10");
            string reference = Reference(answer);
            answer.Skip(1).SkipLast(1).Should()
                .Equal(said.Select(line => InBatch(reference, line).Replace("#room", "#ROOM", StringComparison.Ordinal)));
            string next = (await bob.AskAsync("PRIVMSG #ROOM :three"))[0];
            string.CompareOrdinal(Tag(next, "msgid"), Tag(said[1], "msgid")).Should().BePositive();
        }
    }

    private static async Task<string[]> SayAsync(Chat chat, TestClient speaker, IEnumerable<string> texts)
    {
        var said = new List<string>();
        foreach (string text in texts)
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
            said.AddRange(await speaker.AskAsync($"PRIVMSG #room :{text}"));
        }
        return [.. said];
    }

    private static string Reference(IReadOnlyList<string> answer) => answer[0].Split(" +")[1].Split(' ')[0];

    // The line as it was seen, in the batch.
    private static string InBatch(string reference, string line) => $"@batch={reference};{line[1..]}";
}
