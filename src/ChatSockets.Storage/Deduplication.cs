using System.Text;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// A client's id of a message, so that it is accepted once however often it is sent (capability and tag chatsockets/once): a client that
/// lost its connection before the echo sends the message again and gets the first one's echo.
/// </summary>
/// <param name="Account">The owner: others can use the same id.</param>
/// <param name="Token">The id, as in the tag.</param>
internal sealed record Deduplication(byte[] Account, byte[] Token)
{
    /// <summary>The tag, and the capability.</summary>
    public const string Name = "chatsockets/once";

    /// <summary>The longest id, in bytes; a message with a longer one is taken as one without.</summary>
    public const int MaximumBytes = 64;

    /// <summary>How long an id is known.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>
    /// Returns the line's id when the message came first; 0 if this is the first time, which is then remembered. By the committing thread.
    /// </summary>
    /// <param name="writer">The writer.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="id">The id that the line will have.</param>
    /// <param name="text">The text.</param>
    /// <param name="isAnother">Whether the first one had another target or another text.</param>
    public long Find(Writer writer, long conversation, long id, ReadOnlySpan<byte> text, out bool isAnother)
    {
        isAnother = false;
        using var find = new Statement(
            writer.Connection,
            """
            SELECT once.line, once.conversation, lines.text FROM once
            LEFT JOIN lines ON lines.conversation = once.conversation AND lines.id = once.line
            WHERE once.account = ?1 AND once.token = ?2 AND once.line >= ?3
            """);
        find.Bind(1, Account).Bind(2, Token).Bind(3, writer.Ids.FirstOf(writer.Ids.TimeOf(id) - Memory));
        if (find.Step())
        {
            // Where it has been taken back since, there is nothing to compare.
            isAnother = find.Long(1) != conversation || (find.Bytes(2) is { } first && !text.SequenceEqual(first));
            return find.Long(0);
        }
        using var insert = new Statement(writer.Connection, "INSERT OR REPLACE INTO once VALUES (?1, ?2, ?3, ?4)");
        insert.Bind(1, Account).Bind(2, Token).Bind(3, conversation).Bind(4, id).Run();
        return 0;
    }

    /// <summary>Forgets some of the ids older than a line. Returns their number. Within a transaction, by the committing thread.</summary>
    public static int Forget(SqliteConnection connection, long before, int most)
    {
        using var delete = new Statement(
            connection,
                "DELETE FROM once WHERE (account, token) IN (SELECT account, token FROM once WHERE line < ?1 ORDER BY line LIMIT ?2)");
        delete.Bind(1, before).Bind(2, most).Run();
        return (int)Database.Number(connection, "SELECT changes()");
    }

    /// <summary>Forgets the id of a line that was not committed after all. Within a transaction, by the committing thread.</summary>
    public static void Forget(SqliteConnection connection, long conversation, long line)
    {
        using var delete = new Statement(connection, "DELETE FROM once WHERE line = ?1 AND conversation = ?2");
        delete.Bind(1, line).Bind(2, conversation).Run();
    }

    public override string ToString() => $"{Encoding.UTF8.GetString(Account)} {Encoding.UTF8.GetString(Token)}";
}
