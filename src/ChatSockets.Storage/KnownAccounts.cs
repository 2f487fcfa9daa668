using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>The names of accounts that a store knows: of accounts, and of whoever said something and has none any more.</summary>
internal static class KnownAccounts
{
    private const string InLines =
        """
        SELECT EXISTS (SELECT 1 FROM lines WHERE account = ?1 COLLATE NOCASE)
            OR EXISTS (SELECT 1 FROM events WHERE account = ?1 COLLATE NOCASE)
        """;

    /// <summary>Whether there is, or was, an account of that name. Looks through all lines if none of the tables has it.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static bool Has(SqliteConnection connection, byte[] name) =>
        Asks(connection, "SELECT EXISTS (SELECT 1 FROM accounts WHERE name = ?1) OR EXISTS (SELECT 1 FROM pairs WHERE own = ?1)", name)
        || Asks(connection, InLines, name);

    /// <summary>The names of the accounts that somebody can log in to.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<byte[]> Names(SqliteConnection connection)
    {
        using var query = new Statement(connection, "SELECT name FROM accounts WHERE keys IS NOT NULL");
        var names = new List<byte[]>();
        while (query.Step()) names.Add(query.Bytes(0)!);
        return names;
    }

    private static bool Asks(SqliteConnection connection, string sql, byte[] name)
    {
        using var query = new Statement(connection, sql);
        return query.Bind(1, name).Step() && query.Long(0) != 0;
    }
}
