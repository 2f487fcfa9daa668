using ChatSockets.Core.Commands;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Replies;

[Specification("IRCv3 labeled-response", "Tags")]
[Specification("IRCv3 labeled-response", "Batch types")]
[Specification("IRCv3 labeled-response", "The ACK response")]
[Specification("IRCv3 batch", "The BATCH verb")]
public sealed class LabeledReplyTests
{
    private const string Caps = "labeled-response batch message-tags";

    [Fact]
    public async Task One_line_carries_the_label_itself()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        (await alice.AskAsync("@label=dc11f13f11 PRIVMSG nobody :Hello"))
            .Should().Equal("@label=dc11f13f11 :chat.local 401 alice nobody :No such nickname");
    }

    [Fact]
    public async Task Several_lines_come_in_a_batch_that_carries_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        IReadOnlyList<string> lines = await alice.AskAsync("@label=x WHOIS alice");
        string reference = lines[0].Split(' ')[3][1..];
        lines[0].Should().Be($"@label=x :chat.local BATCH +{reference} labeled-response");
        lines.Skip(1).SkipLast(1).Should()
            .OnlyContain(line => line.StartsWith($"@batch={reference} :chat.local 3", StringComparison.Ordinal));
        lines[^1].Should().Be($":chat.local BATCH -{reference}");
    }

    [Fact]
    public async Task Where_there_is_nothing_to_say_ack_says_it()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        (await alice.AskAsync("@label=a PONG x", "@label=b PRIVMSG #room :hi", "@label=c NOTICE nobody :hi")).Should().Equal(
            "@label=a :chat.local ACK", "@label=b :chat.local ACK", "@label=c :chat.local ACK");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :hi");
    }

    [Fact]
    public async Task An_echo_carries_the_label_and_the_others_copy_does_not()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps + " echo-message", Caps);
        string echo = (await alice.AskAsync("@label=pQraCjj82e PRIVMSG #room :Hello!")).Should().ContainSingle().Which;
        echo.Should().Match($"@label=pQraCjj82e;msgid=* :{Source("alice")} PRIVMSG #room :Hello!");
        string copy = (await bob.SyncAsync()).Should().ContainSingle().Which;
        copy.Should().Be("@" + echo["@label=pQraCjj82e;".Length..]);
    }

    [Fact]
    public async Task Of_a_message_to_oneself_the_echo_alone_carries_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps + " echo-message");
        IReadOnlyList<string> lines = await alice.AskAsync("@label=x PRIVMSG alice :me");
        lines.Should().HaveCount(2);
        lines.Should().ContainSingle(line => line.StartsWith("@label=x;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_to_several_is_answered_in_one_batch_in_the_rooms_order()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps + " echo-message");
        IReadOnlyList<string> lines = await alice.AskAsync("@label=x PRIVMSG #room,nobody,#nowhere :hi", "PRIVMSG #room :after");
        lines.Select(WithoutMessageId).Should().Equal(
            "@label=x :chat.local BATCH +b1 labeled-response",
            $"@batch=b1 :{Source("alice")} PRIVMSG #room :hi",
            "@batch=b1 :chat.local 401 alice nobody :No such nickname",
            "@batch=b1 :chat.local 403 alice #nowhere :No such channel",
            ":chat.local BATCH -b1",
            $":{Source("alice")} PRIVMSG #room :after");
    }

    [Theory]
    [InlineData("TOPIC #room :New", "TOPIC #room :New")]
    [InlineData("MODE #room +m", "MODE #room +m")]
    [InlineData("NICK anna", "NICK anna")]
    [InlineData("MODE alice +i", "MODE alice +i")]
    [InlineData("PART #room", "PART #room")]
    [InlineData("KICK #room bob :out", "KICK #room bob :out")]
    public async Task Ones_own_copy_of_what_all_see_is_the_answer(string command, string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        (await alice.AskAsync("@label=x " + command)).Select(WithoutMessageId).Should().Equal($"@label=x :{Source("alice")} {line}");
        (await bob.SyncAsync()).Should().NotContain(heard => heard.Contains("label", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Joining_is_answered_in_one_batch_from_the_entrance_to_the_last_name()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        IReadOnlyList<string> lines = await alice.AskAsync("@label=x JOIN #room");
        lines[0].Should().Be("@label=x :chat.local BATCH +b1 labeled-response");
        WithoutMessageId(lines[1]).Should().Be($"@batch=b1 :{Source("alice")} JOIN #room");
        lines.Skip(2).SkipLast(1).Should().OnlyContain(line => line.StartsWith("@batch=b1 :chat.local 3", StringComparison.Ordinal));
        lines[^1].Should().Be(":chat.local BATCH -b1");
    }

    [Fact]
    public async Task Several_rooms_joined_are_one_batch()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        IReadOnlyList<string> lines = await alice.AskAsync("@label=x JOIN #a,#b");
        lines.Where(line => line.Contains(" BATCH ", StringComparison.Ordinal)).Should().Equal(
            "@label=x :chat.local BATCH +b1 labeled-response", ":chat.local BATCH -b1");
        lines.Count(line => line.Contains(" JOIN ", StringComparison.Ordinal)).Should().Be(2);
    }

    [Fact]
    public async Task An_unknown_command_and_a_missing_parameter_are_labeled_too()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        (await alice.AskAsync("@label=x NONSENSE", "@label=y JOIN")).Should().Equal(
            "@label=x :chat.local 421 alice NONSENSE :Unknown command", "@label=y :chat.local 461 alice JOIN :Not enough parameters");
    }

    // QUIT ends the connection, as the third wrong OPER does, and what comes with BATCH is answered when the batch is over.
    public static TheoryData<string> Verbs =>
        [.. CommandTable.Rows.Select(row => row.Verb).Where(verb => verb is not ("BATCH" or "OPER" or "QUIT"))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_command_answers_its_label_once_whatever_its_parameters(string verb)
    {
        await using Chat chat = await OperatorChat.StartAsync();
        await chat.RegisterAsync("bob");
        TestClient oper = await chat.OperAsync("oper", "#room", Caps + " standard-replies echo-message");
        foreach (string parameters in new[] { "", " :", " #room", " bob", " bob #room", " #room bob", " a b c d e", " *" })
        {
            IReadOnlyList<string> lines = await oper.AskAsync($"@label=x {verb}{parameters}");
            lines.Should().ContainSingle(line => Tag(line, "label") == "x").Which.Should().BeSameAs(lines[0]);
            if (lines.Count == 1) continue;
            lines[0].Should().MatchRegex("^@label=x :chat\\.local BATCH \\+b[0-9]+ labeled-response$");
            string reference = lines[0].Split(' ')[3][1..];
            int end = lines.ToList().IndexOf($":chat.local BATCH -{reference}");
            lines.Take(end).Skip(1).Should().HaveCountGreaterThan(1).And.OnlyContain(line => Tag(line, "batch") != null);
            // What is told to the user as a reader, and not as the asker, comes outside.
            lines.Skip(end + 1).Should().NotContain(line => Tag(line, "batch") != null);
        }
    }

    [Theory]
    [InlineData("message-tags batch")]
    [InlineData("message-tags labeled-response")]
    public async Task Without_both_capabilities_a_label_means_nothing(string caps)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", caps);
        (await alice.AskAsync("@label=x PONG x", "@label=x NONSENSE")).Should().Equal(":chat.local 421 alice NONSENSE :Unknown command");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task A_label_has_64_bytes_at_the_most(int length, bool isTaken)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        string label = new('x', length);
        (await alice.AskAsync($"@label={label} PONG x")).Should().Equal(isTaken ? [$"@label={label} :chat.local ACK"] : []);
    }

    [Fact]
    public async Task A_label_comes_back_as_it_was_written()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps + " server-time");
        (await alice.AskAsync(@"@label=a\:\s\\b PONG x")).Should().ContainSingle().Which.Should()
            .Match(@"@label=a\:\s\\b;time=* :chat.local ACK");
    }
}
