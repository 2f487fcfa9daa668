using System.Text;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Tests.Delivery;

/// <summary>What of that which is said comes into the store, and how.</summary>
public sealed class SaidTests
{
    [Theory]
    [InlineData("PRIVMSG #room :hello world", "1||hello world")]
    [InlineData("PRIVMSG #room ::)", "1||:)")]
    [InlineData("NOTICE #room :a : b", "2||a : b")]
    [InlineData("PRIVMSG #room :\u0001ACTION waves\u0001", "1||\u0001ACTION waves\u0001")]
    [InlineData("@+a=b;c=d;+e TAGMSG #room", "8|;+a=b;+e|")]
    [InlineData("@+a PRIVMSG #room :x", "1|;+a|x")]
    public async Task A_line_is_kept_as_it_is(string line, string expected) => (await StoredAsync(line)).Should().Equal(expected);

    [Theory]
    [InlineData("PRIVMSG #room :\u0001VERSION\u0001")]
    [InlineData("@+typing=active TAGMSG #room")]
    [InlineData("TAGMSG #room")]
    [InlineData("PRIVMSG @#room :to operators")]
    public async Task What_is_of_the_moment_is_not_kept(string line) => (await StoredAsync(line)).Should().BeEmpty();

    [Fact]
    public async Task Several_lines_are_one_of_which_each_end_is_told() =>
        (await StoredAsync("@+a BATCH +1 draft/multiline #room", "@batch=1 NOTICE #room :one", "@batch=1 NOTICE #room :",
            "@batch=1;draft/multiline-concat NOTICE #room :two", "BATCH -1"))
            .Should().Equal("4|;+a|one\n\rtwo");

    [Fact]
    public async Task Each_line_of_a_burst_keeps_its_place_among_the_ids_even_where_one_is_not_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "message-tags echo-message");
        string[] ids = [.. (await alice.AskAsync("PRIVMSG #room :one", "PRIVMSG #room :\u0001VERSION\u0001", "PRIVMSG #room :three"))
            .Select(line => Wire.Tag(line, "msgid")!)];
        long[] kept = chat.Server.Context.Store.Read(connection =>
        {
            using var query = new Statement(connection, "SELECT id FROM lines ORDER BY id");
            var all = new List<long>();
            while (query.Step()) all.Add(query.Long(0));
            return all.ToArray();
        });
        kept.Select(id => Text(chat, id)).Should().Equal(ids[0], ids[2]);
    }

    [Fact]
    public async Task Who_said_it_is_kept_with_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :guest", "REGISTER * * :correct horse", "MODE alice +B", "PRIVMSG #room :account");
        chat.Server.Context.Store.Read(connection =>
        {
            using var query = new Statement(connection, "SELECT source, account, is_bot FROM lines ORDER BY id");
            var all = new List<string>();
            while (query.Step())
                all.Add($"{Encoding.UTF8.GetString(query.Bytes(0)!)} {Encoding.UTF8.GetString(query.Bytes(1) ?? "-"u8.ToArray())} "
                    + $"{query.Long(2)}");
            return all;
        }).Should().Equal($"{Wire.Source("alice")} - 0", $"{Wire.Source("alice")} alice 1");
    }

    private static async Task<string[]> StoredAsync(params string[] lines)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "message-tags batch draft/multiline");
        await alice.AskAsync(lines);
        return chat.Server.Context.Store.Read(connection =>
        {
            using var query = new Statement(connection,
                "SELECT id, kind, tags, text FROM lines UNION ALL SELECT id, kind, tags, text FROM events WHERE kind = 8 ORDER BY id");
            var all = new List<string>();
            while (query.Step())
                all.Add($"{query.Long(1)}|{Encoding.UTF8.GetString(query.Bytes(2)!)}|{Encoding.UTF8.GetString(query.Bytes(3)!)}");
            return all.ToArray();
        });
    }

    private static string Text(Chat chat, long id)
    {
        var text = new byte[MessageIds.Length];
        chat.Server.Context.MessageIds.Write(id, text);
        return Encoding.ASCII.GetString(text);
    }
}
