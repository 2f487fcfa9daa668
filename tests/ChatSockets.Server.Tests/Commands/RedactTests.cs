using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 message-redaction", "Command")]
[Specification("IRCv3 message-redaction", "Errors")]
public sealed class RedactTests
{
    private const string Caps = "message-tags echo-message draft/message-redaction";

    [Theory]
    [InlineData("PRIVMSG #room :oops", "")]
    [InlineData("PRIVMSG #room :oops", " :bad example")]
    [InlineData("NOTICE #room :oops", " spam")]
    [InlineData("@+draft/react=x TAGMSG #room", "")]
    [InlineData("PRIVMSG @#room :oops", "")]
    public async Task The_author_takes_it_back(string said, string reason)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        TestClient carol = await chat.JoinAsync("carol", caps: "message-tags");
        await bob.SyncAsync();
        string id = Id(await bob.AskAsync(said));
        await alice.SyncAsync();
        await carol.SyncAsync();
        string line = $":{Source("bob")} REDACT #room {id}{(reason.Length == 0 ? "" : " :" + reason.Trim(' ', ':'))}";
        IReadOnlyList<string> echo = await bob.AskAsync($"REDACT #ROOM {id}{reason}");
        echo.Select(Untagged).Should().Equal(line);
        Id(echo).Should().NotBe(id);
        (await alice.SyncAsync()).Should().Equal(echo);
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_operator_takes_back_what_anybody_said()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        string id = Id(await bob.AskAsync("PRIVMSG #room :join my network"));
        await alice.SyncAsync();
        (await alice.AskAsync($"REDACT #room {id} spam")).Select(Untagged).Should().Equal($":{Source("alice")} REDACT #room {id} :spam");
        (await bob.SyncAsync()).Select(Untagged).Should().Equal($":{Source("alice")} REDACT #room {id} :spam");
    }

    [Theory]
    [InlineData("h", true)]
    [InlineData("v", false)]
    public async Task It_takes_a_half_operator(string status, bool isEnough)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        string id = Id(await alice.AskAsync("PRIVMSG #room :hello"));
        await alice.AskAsync($"MODE #room +{status} bob");
        await bob.SyncAsync();
        (await bob.AskAsync($"REDACT #room {id}")).Should().ContainSingle().Which.Contains("REDACT_FORBIDDEN", StringComparison.Ordinal)
            .Should().Be(!isEnough);
    }

    [Fact]
    public async Task Each_line_of_a_burst_and_a_message_of_several_lines_can_be_taken_back()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps + " batch draft/multiline");
        IReadOnlyList<string> echo = await bob.AskAsync(
            "PRIVMSG #room :one", "PRIVMSG #room :two", "PRIVMSG #room :three", "BATCH +1 draft/multiline #room",
                "@batch=1 PRIVMSG #room :four", "BATCH -1");
        string[] ids = [.. echo.Select(line => Tag(line, "msgid")).OfType<string>()];
        ids.Should().HaveCount(4);
        await alice.SyncAsync();
        await bob.AskAsync([.. ids.Select(id => $"REDACT #room {id}")]);
        (await alice.SyncAsync()).Select(Untagged).Should().Equal(ids.Select(id => $":{Source("bob")} REDACT #room {id}"));
    }

    [Fact]
    public async Task Without_echo_message_the_label_is_acknowledged()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags batch labeled-response draft/message-redaction", Caps);
        string id = Id(await bob.AskAsync("PRIVMSG #room :x"));
        await alice.SyncAsync();
        (await alice.AskAsync($"@label=x REDACT #room {id}")).Should().Equal("@label=x :chat.local ACK");
    }

    [Fact]
    public async Task Others_may_not()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        string id = Id(await alice.AskAsync("PRIVMSG #room :hello"));
        await bob.SyncAsync();
        (await bob.AskAsync($"REDACT #room {id}")).Should().Equal(
            $":chat.local FAIL REDACT REDACT_FORBIDDEN #room {id} :You are not authorised to delete this message");
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Whoever_has_the_authors_nickname_later_is_not_the_author()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient _, TestClient bob) = await chat.PairAsync(Caps, Caps);
        string id = Id(await bob.AskAsync("PRIVMSG #room :hello"));
        await bob.AskAsync("NICK robert");
        TestClient other = await chat.JoinAsync("bob", caps: Caps);
        (await other.AskAsync($"REDACT #room {id}")).Should().ContainSingle().Which.Should().Contain("REDACT_FORBIDDEN");
        await bob.SyncAsync();
        (await bob.AskAsync($"REDACT #room {id}")).Select(Untagged).Should().Equal($":robert!~bob@127.0.0.1 REDACT #room {id}");
    }

    [Fact]
    public async Task A_message_of_another_room_an_invented_one_and_one_too_many_ago_are_unknown()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        string id = Id(await alice.AskAsync("PRIVMSG #room :hello"));
        await alice.AskAsync("JOIN #other");
        string other = id[..^1] + (id[^1] == 'z' ? 'y' : 'z');
        (await alice.AskAsync($"REDACT #other {id}", $"REDACT #room {other}", "REDACT #room 1234", $"REDACT #room {id}x")).Should().Equal(
            new[] { ("#other", id), ("#room", other), ("#room", "1234"), ("#room", id + "x") }.Select(entry =>
                $":chat.local FAIL REDACT UNKNOWN_MSGID {entry.Item1} {entry.Item2} :This message does not exist or is too old"));
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(901, false)]
    public async Task After_fifteen_minutes_it_is_too_late(int seconds, bool isInTime)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient _) = await chat.PairAsync(Caps);
        string id = Id(await alice.AskAsync("PRIVMSG #room :hello"));
        string privately = Id(await alice.AskAsync("PRIVMSG bob :hello"));
        chat.Clock.Advance(TimeSpan.FromSeconds(seconds));
        IReadOnlyList<string> room = await alice.AskAsync($"REDACT #room {id}");
        IReadOnlyList<string> user = await alice.AskAsync($"REDACT bob {privately}");
        if (isInTime) room.Concat(user).Should()
            .OnlyContain(line => line.Contains(" REDACT ", StringComparison.Ordinal) && !line.Contains("FAIL", StringComparison.Ordinal));
        else room.Concat(user).Should().Equal(
            $":chat.local FAIL REDACT REDACT_WINDOW_EXPIRED #room {id} 900 :This message is too old to be deleted",
            $":chat.local FAIL REDACT REDACT_WINDOW_EXPIRED bob {privately} 900 :This message is too old to be deleted");
    }

    [Theory]
    [InlineData("#nowhere")]
    [InlineData("#room")]
    [InlineData("nobody")]
    public async Task Where_one_is_not_nothing_can_be_deleted(string target)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        string id = Id(await alice.AskAsync("PRIVMSG #room :hello"));
        TestClient carol = await chat.RegisterAsync("carol", Caps);
        (await carol.AskAsync($"REDACT {target} {id}")).Should()
            .Equal($":chat.local FAIL REDACT INVALID_TARGET {target} :You cannot delete messages there");
    }

    [Fact]
    public async Task A_private_message_is_taken_back_by_its_author_only()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        TestClient carol = await chat.JoinAsync("carol", caps: "message-tags");
        await alice.SyncAsync();
        await bob.SyncAsync();
        string id = Id(await alice.AskAsync("PRIVMSG bob :hello"));
        await bob.SyncAsync();
        string unknown = $"{id} :This message does not exist or is too old";
        (await bob.AskAsync($"REDACT alice {id}")).Should().Equal($":chat.local FAIL REDACT UNKNOWN_MSGID alice {unknown}");
        (await alice.AskAsync($"REDACT carol {id}")).Should().Equal($":chat.local FAIL REDACT UNKNOWN_MSGID carol {unknown}");
        IReadOnlyList<string> echo = await alice.AskAsync($"REDACT BOB {id} :oops");
        echo.Select(Untagged).Should().Equal($":{Source("alice")} REDACT bob {id} :oops");
        (await bob.SyncAsync()).Should().Equal(echo);
        string toCarol = Id(await alice.AskAsync("PRIVMSG carol :hello"));
        await carol.SyncAsync();
        await alice.AskAsync($"REDACT carol {toCarol}");
        (await carol.SyncAsync()).Should().BeEmpty("carol did not negotiate it");
    }

    [Fact]
    [Specification("IRCv3 message-redaction", "Capability")]
    public async Task Without_the_capability_there_is_no_such_command()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "message-tags");
        (await alice.AskAsync("REDACT #room x")).Should().Equal(":chat.local 421 alice REDACT :Unknown command");
    }

    private static string Id(IReadOnlyList<string> echo) => Tag(echo.Should().ContainSingle().Which, "msgid")!;

    [Theory]
    [InlineData("#room", false)]
    [InlineData("#room", true)]
    [InlineData("bob", false)]
    [InlineData("bob", true)]
    public async Task A_message_that_was_taken_back_is_unknown_and_nobody_hears_of_it_again(string target, bool hasAccount)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        if (hasAccount) chat.LogIn("alice", "acc");
        await alice.SyncAsync();
        string id = Tag((await alice.AskAsync($"PRIVMSG {target} :oops"))[0], "msgid")!;
        await alice.AskAsync($"REDACT {target} {id}");
        await bob.SyncAsync();
        (await alice.AskAsync($"REDACT {target} {id}")).Should()
            .Equal($":chat.local FAIL REDACT UNKNOWN_MSGID {target} {id} :This message does not exist or is too old");
        (await bob.SyncAsync()).Should().BeEmpty();
    }
}
