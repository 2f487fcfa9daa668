using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// The conversations of rooms: their names, the periods in which they were closed, and the accounts that attend these. Used by the owner of
/// the connection.
/// </summary>
internal static class ConversationTable
{
    /// <summary>At the start, when no room is open: closes all restricted conversations except those of rooms that last.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void CloseAll(SqliteConnection connection) =>
        Database.Execute(connection, "UPDATE conversations SET name = NULL WHERE restricted = 1 AND name NOT IN (SELECT name FROM rooms)");

    /// <summary>The conversation of that name; null for none.</summary>
    /// <param name="connection">Where it is.</param>
    /// <param name="name">The room's name.</param>
    /// <param name="mayBeRestricted">Whether it may contain messages that not everybody may read.</param>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static RoomConversation? Find(SqliteConnection connection, byte[] name, bool mayBeRestricted)
    {
        using var query = new Statement(
            connection,
                "SELECT id, restricted, (SELECT max(id) FROM lines WHERE conversation = conversations.id) FROM conversations WHERE name "
                + "= ?1 AND restricted <= ?2");
        query.Bind(1, name).Bind(2, mayBeRestricted ? 1 : 0);
        return query.Step() ? new RoomConversation(query.Long(0), query.Long(1) != 0, query.Long(2),
            ClosedPeriods(connection, query.Long(0))) : null;
    }

    /// <summary>Makes a conversation of that name. Another of that name is of a room that is no more, and loses it.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static RoomConversation Open(SqliteConnection connection, long id, byte[] name)
    {
        using var free = new Statement(connection, "UPDATE conversations SET name = NULL WHERE name = ?1");
        free.Bind(1, name).Run();
        using var insert = new Statement(connection, "INSERT INTO conversations (id, name) VALUES (?2, ?1)");
        insert.Bind(1, name).Bind(2, id).Run();
        return new RoomConversation(id, IsRestricted: false, 0, []);
    }

    /// <summary>Makes a conversation of that name, which no other has, and returns its number.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static long Add(SqliteConnection connection, byte[] name)
    {
        using var insert = new Statement(connection, "INSERT INTO conversations (name) VALUES (?1) RETURNING id");
        insert.Bind(1, name).Step();
        return insert.Long(0);
    }

    /// <summary>Returns whether another conversation's number leaves the same remainder.</summary>
    /// <inheritdoc cref="Find"/>
    public static bool IsCongruent(SqliteConnection connection, long id, long modulus)
    {
        using var query = new Statement(connection, "SELECT 1 FROM conversations WHERE id <> ?1 AND id % ?2 = ?1 % ?2");
        return query.Bind(1, id).Bind(2, modulus).Step();
    }

    /// <summary>Gives a conversation another name, or none. Another of that name loses it.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static void Rename(SqliteConnection connection, long id, byte[]? name)
    {
        if (name is not null)
        {
            using var free = new Statement(connection, "UPDATE conversations SET name = NULL WHERE name = ?1 AND id <> ?2");
            free.Bind(1, name).Bind(2, id).Run();
        }
        using var rename = new Statement(connection, "UPDATE conversations SET name = ?1 WHERE id = ?2");
        (name is null ? rename.BindNull(1) : rename.Bind(1, name)).Bind(2, id).Run();
    }

    /// <summary>Returns whether nothing is stored under a name but what belongs to one conversation.</summary>
    /// <inheritdoc cref="Find"/>
    public static bool IsFree(SqliteConnection connection, byte[] name, long except)
    {
        using var query = new Statement(
            connection,
            """
            SELECT 1 FROM conversations WHERE name = ?1 AND id <> ?2
                AND EXISTS (SELECT 1 FROM lines WHERE conversation = conversations.id)
            UNION ALL SELECT 1 FROM retention WHERE room = ?1
            """);
        return !query.Bind(1, name).Bind(2, except).Step();
    }

    /// <summary>Deletes the events of a conversation in which nobody ever spoke.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static void ForgetSilent(SqliteConnection connection, long id)
    {
        using var delete = new Statement(
            connection, "DELETE FROM events WHERE conversation = ?1 AND NOT EXISTS (SELECT 1 FROM lines WHERE conversation = ?1)");
        delete.Bind(1, id).Run();
    }

    /// <summary>A closed period begins, or begins again, with the accounts that attend it and since when each is a member.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static void BeginPeriod(SqliteConnection connection, long id, long first, (byte[] Account, long Since)[] members)
    {
        using var mark = new Statement(connection, "UPDATE conversations SET restricted = 1 WHERE id = ?1");
        mark.Bind(1, id).Run();
        using var period = new Statement(connection,
            "INSERT INTO closed_periods VALUES (?1, ?2, NULL) ON CONFLICT DO UPDATE SET until = NULL");
        period.Bind(1, id).Bind(2, first).Run();
        foreach ((byte[] account, long since) in members) Attend(connection, id, account, since);
    }

    /// <summary>The closed period that has no end yet ends before an id.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static void EndPeriod(SqliteConnection connection, long id, long until)
    {
        using var end = new Statement(connection, "UPDATE closed_periods SET until = ?2 WHERE conversation = ?1 AND until IS NULL");
        end.Bind(1, id).Bind(2, until).Run();
    }

    /// <summary>An account attends a conversation since an id, or since an earlier one that is stored already.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static void Attend(SqliteConnection connection, long id, byte[] account, long since)
    {
        using var insert = new Statement(connection,
            "INSERT INTO attendance VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET since = min(since, ?3)");
        insert.Bind(1, id).Bind(2, account).Bind(3, since).Run();
    }

    /// <summary>Since which id an account attends a conversation; null if it does not.</summary>
    /// <inheritdoc cref="Find"/>
    public static long? AttendingSince(SqliteConnection connection, long id, byte[] account)
    {
        using var query = new Statement(connection, "SELECT since FROM attendance WHERE conversation = ?1 AND account = ?2");
        return query.Bind(1, id).Bind(2, account).Step() ? query.Long(0) : null;
    }

    /// <summary>An account does not attend a conversation any more; if its number is 0, that of the name.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static void Leave(SqliteConnection connection, long id, byte[] name, byte[] account)
    {
        using var delete = new Statement(
            connection,
                "DELETE FROM attendance WHERE account = ?1 AND conversation = iif(?2 <> 0, ?2, (SELECT id FROM conversations "
                + "WHERE name = ?3))");
        delete.Bind(1, account).Bind(2, id).Bind(3, name).Run();
    }

    /// <summary>An account attends nothing any more.</summary>
    /// <inheritdoc cref="CloseAll"/>
    public static void DropAccount(SqliteConnection connection, byte[] account)
    {
        using var delete = new Statement(connection, "DELETE FROM attendance WHERE account = ?1");
        delete.Bind(1, account).Run();
    }

    private static ImmutableArray<ClosedPeriod> ClosedPeriods(SqliteConnection connection, long id)
    {
        using var query = new Statement(connection,
            "SELECT first, ifnull(until, ?2) FROM closed_periods WHERE conversation = ?1 ORDER BY first");
        query.Bind(1, id).Bind(2, ClosedPeriod.Open);
        var all = ImmutableArray.CreateBuilder<ClosedPeriod>();
        while (query.Step()) all.Add(new ClosedPeriod(query.Long(0), query.Long(1)));
        return all.ToImmutable();
    }
}
