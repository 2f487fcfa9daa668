using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// Measures and limits the size of the store, on disk or in memory. Free space is reused before the store grows, and returned if there is
/// much.
/// </summary>
internal static class StoreSize
{
    /// <summary>How many pages are given back in one transaction.</summary>
    public const int GiveBackStep = 256;

    // Less than that is not worth it: it will be needed again.
    private const int FewPages = 1024;

    // The oldest such part of the time that is covered goes before anything newer does.
    private const int Slices = 64;

    /// <summary>Whether more bytes are in use than there may be; 0 for no limit. The log beside a file does not count.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static bool IsOver(SqliteConnection connection, long most) =>
        most > 0 && (Pages(connection) - FreePages(connection)) * Database.Number(connection, "PRAGMA page_size") > most;

    /// <summary>
    /// Deletes some of the oldest lines of all conversations, and some of their entries in the index of words. Returns the number of lines.
    /// Among lines of about the same age the choice does not matter. Within a transaction, by the committing thread.
    /// </summary>
    /// <exception cref="SqliteException">They cannot be taken out.</exception>
    public static int DropOldest(SqliteConnection connection)
    {
        StoredConversation[] conversations =
            [.. StoredConversation.All(connection).Where(one => one.Oldest > 0).OrderBy(one => one.Oldest)];
        if (conversations.Length == 0) return 0;
        long first = conversations[0].Oldest, until = first + Math.Max(1, (Store.LastId(connection) - first) / Slices);
        int count = 0;
        foreach (StoredConversation conversation in conversations)
        {
            if (count >= LineEraser.Piece || conversation.Oldest >= until) break;
            List<long> ids = LineEraser.Oldest(connection, conversation.Id, until, LineEraser.Piece - count);
            LineEraser.Erase(connection, conversation.Id, ids, isWiped: false);
            count += ids.Count;
        }
        WordIndex.Merge(connection, WordIndex.MergeStep);
        return count;
    }

    /// <summary>Whether so much is free that the disk should have it back.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static bool HasMuchToGive(SqliteConnection connection) => FreePages(connection) > Math.Max(FewPages, Pages(connection) / 4);

    /// <summary>Whether anything is free at all.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static bool HasFree(SqliteConnection connection) => FreePages(connection) > 0;

    /// <summary>Returns some free space to the system. Within a transaction, by the committing thread.</summary>
    /// <exception cref="SqliteException">It cannot be done.</exception>
    public static bool GiveBack(SqliteConnection connection)
    {
        using var vacuum = new Statement(connection, $"PRAGMA incremental_vacuum({GiveBackStep})");
        vacuum.Run();
        return true;
    }

    /// <summary>The bytes of all pages.</summary>
    /// <exception cref="SqliteException">They cannot be counted.</exception>
    public static long Bytes(SqliteConnection connection) => Pages(connection) * Database.Number(connection, "PRAGMA page_size");

    private static long Pages(SqliteConnection connection) => Database.Number(connection, "PRAGMA page_count");

    private static long FreePages(SqliteConnection connection) => Database.Number(connection, "PRAGMA freelist_count");
}
