using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>Promise 3: all members of a room see the same lines in the same order.</summary>
public sealed class OneOrderTests
{
    private const int Lines = 300;

    [Fact]
    public async Task Whoever_speaks_or_changes_names_or_the_topic_all_see_it_at_the_same_place()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient[] members = await RoomOfAsync(chat, "#room");
        await Task.WhenAll(
            Say(members[0], i => $"PRIVMSG #room :zero {i}"),
            Say(members[1], i => $"PRIVMSG #room :one {i}"),
            Say(members[2], i => $"NOTICE #room :two {i}"),
            Say(members[3], i => $"NICK three{i}"),
            Say(members[0], i => i % 10 == 0 ? $"TOPIC #room :{i}" : $"MODE #room {(i % 2 == 0 ? "+v" : "-v")} member4"));
        await SeesTheSameAsync(members);
    }

    [Fact]
    public async Task Those_who_come_and_go_are_seen_at_the_same_place_by_all_who_stay()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient[] members = await RoomOfAsync(chat, "#room");
        TestClient guest = await chat.RegisterAsync("guest");
        TestClient other = await chat.RegisterAsync("other");
        await Task.WhenAll(
            Say(members[0], i => $"PRIVMSG #room :zero {i}"),
            Say(members[1], i => $"PRIVMSG #room :one {i}"),
            Say(guest, i => i % 2 == 0 ? "JOIN #room" : $"PART #room :{i}"),
            Say(other, i => i % 2 == 0 ? "JOIN #room,#other" : "JOIN 0"));
        await guest.SyncAsync();
        await other.SyncAsync();
        await SeesTheSameAsync(members);
    }

    [Fact]
    public async Task Nickname_changes_of_people_who_share_several_rooms_end_and_are_seen_once_each()
    {
        await using Chat chat = await Chat.StartAsync();
        // Entered in different orders, so that rooms locked in the order of entrance would lock each other out.
        TestClient one = await chat.RegisterAsync("one");
        TestClient two = await chat.RegisterAsync("two");
        TestClient witness = await chat.RegisterAsync("witness");
        await one.AskAsync("JOIN #a,#b,#c");
        await two.AskAsync("JOIN #c,#b,#a");
        await witness.AskAsync("JOIN #b");
        await Task.WhenAll(
            Say(one, i => $"NICK one{i}"),
            Say(two, i => $"NICK two{i}"),
            Say(witness, i => i % 2 == 0 ? "JOIN #a,#c" : "PART #a,#c"));
        await one.SyncAsync();
        await two.SyncAsync();
        IReadOnlyList<string> heard = await witness.SyncAsync();
        string[] seen = [.. heard.Where(line => line.Contains(" NICK ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        seen.Where(name => name.StartsWith("one", StringComparison.Ordinal))
            .Should().Equal(Enumerable.Range(0, Lines).Select(i => $"one{i}"));
        seen.Where(name => name.StartsWith("two", StringComparison.Ordinal))
            .Should().Equal(Enumerable.Range(0, Lines).Select(i => $"two{i}"));
    }

    [Fact]
    public async Task What_one_user_does_is_seen_in_the_order_in_which_it_was_done()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("JOIN #other");
        await alice.AskAsync("JOIN #other");
        await bob.SyncAsync();
        // All of it in one read.
        await alice.AskAsync(
            "PRIVMSG #room :1", "PRIVMSG #room :2", "PRIVMSG bob :3", "NOTICE #room :4", "PRIVMSG #other :5", "PRIVMSG @#room,#room :6",
            "NICK eve", "PRIVMSG #room :7", "TOPIC #room :8", "PRIVMSG #room :9", "PART #room", "PRIVMSG #other :10");
        (await bob.SyncAsync()).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :1",
            $":{Source("alice")} PRIVMSG #room :2",
            $":{Source("alice")} PRIVMSG bob :3",
            $":{Source("alice")} NOTICE #room :4",
            $":{Source("alice")} PRIVMSG #other :5",
            $":{Source("alice")} PRIVMSG #room :6",
            $":{Source("alice")} NICK eve",
            ":eve!~alice@127.0.0.1 PRIVMSG #room :7",
            ":eve!~alice@127.0.0.1 TOPIC #room :8",
            ":eve!~alice@127.0.0.1 PRIVMSG #room :9",
            ":eve!~alice@127.0.0.1 PART #room",
            ":eve!~alice@127.0.0.1 PRIVMSG #other :10");
    }

    private static async Task<TestClient[]> RoomOfAsync(Chat chat, string room)
    {
        var members = new List<TestClient>();
        for (int i = 0; i < 5; i++) members.Add(await chat.JoinAsync($"member{i}", room, "echo-message"));
        foreach (TestClient member in members) await member.SyncAsync();
        return [.. members];
    }

    private static Task Say(TestClient client, Func<int, string> line) => Task.Run(async () =>
    {
        for (int i = 0; i < Lines; i++) await client.SendAsync(line(i));
    });

    private static async Task SeesTheSameAsync(TestClient[] members)
    {
        var seen = new List<string[]>();
        // First all that was sent is done, then everybody looks.
        foreach (TestClient member in members) await member.SendAsync("PRIVMSG #room :end");
        foreach (TestClient member in members)
        {
            var lines = new List<string>();
            for (int ends = 0; ends < members.Length;)
            {
                lines.Add(await member.NextAsync("an end from each member"));
                if (lines[^1].EndsWith(" PRIVMSG #room :end", StringComparison.Ordinal)) ends++;
            }
            seen.Add([.. lines]);
        }
        seen[0].Should().HaveCountGreaterThan(3 * Lines);
        foreach (string[] lines in seen.Skip(1)) lines.Should().Equal(seen[0]);
    }
}
