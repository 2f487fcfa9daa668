using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>REDACT and what is kept.</summary>
[Specification("IRCv3 message-redaction", "Chat history")]
public sealed class RedactHistoryTests
{
    private const string Caps = "message-tags echo-message batch draft/chathistory draft/message-redaction";

    [Trait("Servers", "One")]
    [Theory]
    [InlineData("PRIVMSG #room :oops")]
    [InlineData("NOTICE #room :oops")]
    public async Task What_was_taken_back_in_a_room_is_in_nobodys_history_and_not_found_by_its_words(string said)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        await bob.AskAsync("PRIVMSG #room :before");
        string id = Tag((await bob.AskAsync(said))[0], "msgid")!;
        await bob.AskAsync("PRIVMSG #room :after");
        chat.Server.Context.Store.IndexWords();
        Found(chat, "oops").Should().Be(1);
        await bob.AskAsync($"REDACT #room {id}");
        Found(chat, "oops").Should().Be(0);
        Found(chat, "after").Should().Be(1);
        string[] rest = [$":{Source("bob")} PRIVMSG #room :before", $":{Source("bob")} PRIVMSG #room :after"];
        await alice.SyncAsync();
        (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Skip(1).SkipLast(1).Select(Untagged).Should().Equal(rest);
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("JOIN #room")).TakeLast(2).Should()
            .Equal(rest.Select(line => line.Replace(" :", " :[12:01] ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_not_indexed_yet_is_not_found_later()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        string id = Tag((await alice.AskAsync("PRIVMSG #room :oops"))[0], "msgid")!;
        await alice.AskAsync($"REDACT #room {id}");
        chat.Server.Context.Store.IndexWords();
        Found(chat, "oops").Should().Be(0);
    }

    [Fact]
    public async Task The_author_is_whoever_is_logged_in_to_the_same_account_also_after_a_restart()
    {
        using var folder = new TempFolder();
        string own, others;
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
            chat.LogIn("bob", "robert");
            await bob.SyncAsync();
            own = Tag((await bob.AskAsync("PRIVMSG #room :oops"))[0], "msgid")!;
            await alice.SyncAsync();
            others = Tag((await alice.AskAsync("PRIVMSG #room :hello"))[0], "msgid")!;
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
            (await bob.AskAsync($"REDACT #room {own}")).Should()
                .Equal($":chat.local FAIL REDACT REDACT_FORBIDDEN #room {own} :You are not authorised to delete this message");
            chat.LogIn("bob", "Robert");
            await bob.SyncAsync();
            (await bob.AskAsync($"REDACT #room {others}")).Should()
                .Equal($":chat.local FAIL REDACT REDACT_FORBIDDEN #room {others} :You are not authorised to delete this message");
            (await bob.AskAsync($"REDACT #room {own}")).Select(Untagged).Should().Equal($":{Source("bob")} REDACT #room {own}");
            (await alice.SyncAsync()).Select(Untagged).Should().Equal($":{Source("bob")} REDACT #room {own}");
            (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Skip(1).SkipLast(1).Select(Untagged).Should()
                .Equal($":{Source("alice")} PRIVMSG #room :hello");
            chat.Clock.Advance(TimeSpan.FromMinutes(16));
            (await alice.AskAsync($"REDACT #room {others}")).Should()
                .Equal($":chat.local FAIL REDACT REDACT_WINDOW_EXPIRED #room {others} 900 :This message is too old to be deleted");
        }
    }

    [Fact]
    public async Task A_private_message_is_gone_from_both_histories()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        chat.LogIn("bob", "bob");
        await bob.SyncAsync();
        string id = Tag((await alice.AskAsync("PRIVMSG bob :oops"))[0], "msgid")!;
        string answered = Tag((await bob.AskAsync("PRIVMSG alice :what?"))[^1], "msgid")!;
        await alice.SyncAsync();
        (await bob.AskAsync($"REDACT alice {id}")).Should()
            .Equal($":chat.local FAIL REDACT UNKNOWN_MSGID alice {id} :This message does not exist or is too old");
        await alice.AskAsync($"REDACT bob {id}");
        await bob.SyncAsync();
        (await bob.AskAsync("CHATHISTORY LATEST alice * 10")).Skip(1).SkipLast(1).Select(Untagged).Should()
            .Equal($":{Source("bob")} PRIVMSG alice :what?");

        // The reader has gone, and the author comes from another connection.
        await alice.SendAsync("QUIT");
        await alice.ReadToEndAsync();
        await bob.SendAsync("QUIT");
        await bob.ReadToEndAsync();
        TestClient again = await chat.RegisterAsync("bobby", Caps);
        (await again.AskAsync($"REDACT alice {answered}")).Should()
            .Equal($":chat.local FAIL REDACT INVALID_TARGET alice :You cannot delete messages there");
        chat.LogIn("bobby", "bob");
        await again.SyncAsync();
        (await again.AskAsync($"REDACT alice {answered}")).Select(Untagged).Should().Equal($":{Source("bobby")} REDACT alice {answered}");
        (await again.AskAsync("CHATHISTORY LATEST alice * 10")).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_happened_is_no_message_that_could_be_taken_back()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :hello");
        string id = Tag((await alice.AskAsync("TOPIC #room :new"))[0], "msgid")!;
        (await alice.AskAsync($"REDACT #room {id}")).Should()
            .Equal($":chat.local FAIL REDACT UNKNOWN_MSGID #room {id} :This message does not exist or is too old");
    }

    private static long Found(Chat chat, string word) =>
        chat.Server.Context.Store.Read(connection => Database.Number(connection, $"SELECT count(*) FROM words WHERE words MATCH '{word}'"));
}
