using System.Text;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Tests.Support;

/// <summary>A store without a server, and what is in it.</summary>
internal static class Keeping
{
    /// <summary>A store in memory, or of a folder. What goes wrong when it writes goes wrong where it is waited for.</summary>
    public static Store Open(string? folder = null, TimeProvider? clock = null, Action<Exception>? onError = null) =>
        Store.Open(folder, Durability.Process, clock ?? new ManualClock(), _ => { }, onError ?? (_ => { }));

    /// <summary>Keeps a line, and answers its id.</summary>
    public static long Say(this Store store, long conversation, string text, string? account = "alice", LineKind kind = LineKind.Privmsg)
    {
        var speaker = new Speaker(Wire.Utf8(Wire.Source(account ?? "guest")), account is null ? null : Wire.Utf8(account), IsBot: false);
        var submission = new MessageWrite(conversation, speaker, [new MessageLine(kind, Wire.Utf8(text), [], 0)], 1);
        store.Commits.Submit(submission);
        store.Commits.Flush();
        submission.Failure.Should().BeNull();
        return submission.FirstId;
    }

    /// <summary>Keeps many lines at once.</summary>
    public static void SayMany(this Store store, long conversation, int count, string text = "some words that take their place",
        string? account = "alice")
    {
        var speaker = new Speaker(Wire.Utf8(Wire.Source(account ?? "guest")), account is null ? null : Wire.Utf8(account), IsBot: false);
        for (int said = 0; said < count; said += 500)
        {
            store.Commits.WaitForRoom();
            MessageLine[] lines = [.. Enumerable.Range(said, Math.Min(500, count - said))
                .Select(i => new MessageLine(LineKind.Privmsg, Wire.Utf8($"{text} {i}"), [], i - said))];
            store.Commits.Submit(new MessageWrite(conversation, speaker, lines, lines.Length));
        }
        store.Commits.Flush();
    }

    /// <summary>A conversation, of a room or with a comma of two users, made if there is none.</summary>
    public static long Room(this Store store, string name)
    {
        if (name.Split(',') is [var one, var other]) return new Conversations(store).OfPair(Wire.Utf8(one), Wire.Utf8(other));
        return store.Change(connection =>
        {
            using var insert = new Statement(connection,
                "INSERT INTO conversations (id, name) VALUES (?2, ?1) ON CONFLICT DO UPDATE SET name = name RETURNING id");
            insert.Bind(1, Wire.Utf8(name)).Bind(2, store.NextConversation()).Step().Should().BeTrue();
            return insert.Long(0);
        });
    }

    /// <summary>A sender's whole share waits for an account, though nothing was said.</summary>
    public static void FillMailbox(SqliteConnection connection, string account, string sender)
    {
        for (int line = 1; line <= Mailbox.MostOfAccount; line++)
            Mailbox.TryPut(connection, new MailboxEntry(Wire.Utf8(account), Wire.Utf8(sender)), 1, line);
    }

    /// <summary>The texts of a conversation, or of all, in their order.</summary>
    public static string[] Texts(this Store store, string? room = null) => store.Read(connection =>
    {
        using var query = new Statement(connection,
            "SELECT lines.text FROM lines JOIN conversations ON lines.conversation = conversations.id WHERE ?1 IS NULL OR name = ?1 "
            + "ORDER BY lines.id");
        if (room is not null) query.Bind(1, Wire.Utf8(room));
        var texts = new List<string>();
        while (query.Step()) texts.Add(Encoding.UTF8.GetString(query.Bytes(0)!));
        return texts.ToArray();
    });

    /// <summary>The names of all conversations.</summary>
    public static string[] Names(this Store store) =>
        [.. store.Read(StoredConversation.All).Select(one => Encoding.UTF8.GetString(one.Name))];

    /// <summary>The ids of the lines in which a word is found.</summary>
    public static long[] Found(this Store store, string word)
    {
        store.IndexWords();
        return store.Read(connection =>
        {
            using var query = new Statement(connection, "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid");
            query.Bind(1, Wire.Utf8(word));
            var ids = new List<long>();
            while (query.Step()) ids.Add(query.Long(0));
            return ids.ToArray();
        });
    }

    /// <summary>What a query of one number answers.</summary>
    public static long Number(this Store store, string sql) => store.Read(connection => Database.Number(connection, sql));

    /// <summary>What SQLite says to the whole file, and to the index of words.</summary>
    public static void ShouldBeSound(this Store store) => store.Change(connection =>
    {
        using var check = new Statement(connection, "PRAGMA integrity_check");
        check.Step().Should().BeTrue();
        Encoding.UTF8.GetString(check.Bytes(0)!).Should().Be("ok");
        return true;
    });
}
