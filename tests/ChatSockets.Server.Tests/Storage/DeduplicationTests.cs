using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Tests.Storage;

/// <summary>A message that is sent again because its echo got lost is taken once, and its sender gets the echo of the first one.</summary>
[Specification("ChatSockets", "Manual, History")]
public sealed class DeduplicationTests
{
    private const string Caps =
        "message-tags echo-message server-time batch labeled-response standard-replies chatsockets/once draft/multiline";

    [Fact]
    public async Task A_repeat_is_answered_with_the_first_ones_echo_and_nobody_else_sees_it()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await PairAsync(chat);
        string first = (await alice.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello")).Should().ContainSingle().Which;
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        (await alice.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello")).Should().Equal(first);
        (await alice.AskAsync("@label=7;chatsockets/once=a1 PRIVMSG #room :hello")).Should().Equal($"@label=7;{first[1..]}");
        (await bob.SyncAsync()).Should().ContainSingle();
        Stored(chat).Should().Be(1);
    }

    [Fact]
    public async Task It_holds_for_what_is_said_to_a_user_and_for_several_lines_too()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await PairAsync(chat);
        string first = (await alice.AskAsync("@chatsockets/once=a1 PRIVMSG bob :hello"))[0];
        (await alice.AskAsync("@chatsockets/once=a1 PRIVMSG bob :hello")).Should().Equal(first);
        string[] lines = ["@chatsockets/once=a2 BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one",
            "@batch=1 PRIVMSG #room :two", "BATCH -1"];
        string opened = (await alice.AskAsync(lines))[0];
        string again = (await alice.AskAsync(lines))[0];
        IdOf(again).Should().Be(IdOf(opened));
        // The message, and the four lines of the batch.
        (await bob.SyncAsync()).Should().HaveCount(5);
        Stored(chat).Should().Be(2);
    }

    [Fact]
    public async Task An_id_is_for_one_message_only()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await PairAsync(chat);
        await alice.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello");
        (await alice.AskAsync("@chatsockets/once=a1 PRIVMSG #room :something else")).Should().ContainSingle()
            .Which.Should().EndWith(" FAIL PRIVMSG NOT_KEPT #room :Your message was not sent: its id belongs to another message.");
        (await alice.AskAsync("@chatsockets/once=a1 PRIVMSG bob :hello")).Should().ContainSingle()
            .Which.Should().EndWith(" FAIL PRIVMSG NOT_KEPT bob :Your message was not sent: its id belongs to another message.");
    }

    [Fact]
    public async Task After_a_day_and_for_somebody_else_it_is_another_message()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await PairAsync(chat);
        string first = (await alice.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello"))[0];
        (await bob.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello")).Should().HaveCount(2);
        chat.Clock.Advance(Deduplication.Memory + TimeSpan.FromMilliseconds(1));
        IdOf((await alice.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello"))[^1]).Should().NotBe(IdOf(first));
        Stored(chat).Should().Be(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456")]
    public async Task Without_an_id_that_can_be_one_each_is_a_message(string id)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await PairAsync(chat);
        await alice.AskAsync($"@chatsockets/once={id} PRIVMSG #room :hello", $"@chatsockets/once={id} PRIVMSG #room :hello");
        Stored(chat).Should().Be(2);
    }

    [Fact]
    public async Task Without_an_account_or_the_capability_each_is_a_message_and_what_is_not_kept_is_told_each_time()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await PairAsync(chat);
        TestClient carol = await chat.JoinAsync("carol", caps: Caps);
        await carol.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello", "@chatsockets/once=a1 PRIVMSG #room :hello");
        await alice.AskAsync("@chatsockets/once=a1;+typing=active TAGMSG #room", "@chatsockets/once=a1;+typing=active TAGMSG #room");
        (await bob.SyncAsync()).Should().HaveCount(5);
        await alice.AskAsync("CAP REQ -chatsockets/once");
        await alice.AskAsync("@chatsockets/once=a1 PRIVMSG #room :hello", "@chatsockets/once=a1 PRIVMSG #room :hello");
        Stored(chat).Should().Be(4);
    }

    private static async Task<(TestClient Alice, TestClient Bob)> PairAsync(Chat chat)
    {
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        foreach (TestClient client in new[] { alice, bob }) await client.AskAsync("REGISTER * * :correct horse");
        await alice.SyncAsync();
        await bob.SyncAsync();
        return (alice, bob);
    }

    private static string IdOf(string line) => line.Split("msgid=")[1][..MessageIds.Length];

    private static long Stored(Chat chat) =>
        chat.Server.Context.Store.Read(connection => Database.Number(connection, "SELECT count(*) FROM lines"));
}
