using System.Collections.Immutable;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>From one id on, the milliseconds of all ids are ahead of the time: see <see cref="MessageIds"/>.</summary>
/// <param name="First">The first id.</param>
/// <param name="Ahead">By so many milliseconds.</param>
internal readonly record struct IdEpoch(long First, long Ahead)
{
    /// <summary>All that the store knows, in the order of their ids.</summary>
    /// <exception cref="SqliteException">They cannot be read.</exception>
    public static ImmutableArray<IdEpoch> All(SqliteConnection connection)
    {
        using var query = new Statement(connection, "SELECT first, ahead FROM id_epochs ORDER BY first");
        var all = ImmutableArray.CreateBuilder<IdEpoch>();
        while (query.Step()) all.Add(new IdEpoch(query.Long(0), query.Long(1)));
        return all.ToImmutable();
    }

    /// <summary>Stores it. Within a transaction, by the committing thread.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void Keep(SqliteConnection connection)
    {
        using var insert = new Statement(connection, "INSERT OR REPLACE INTO id_epochs VALUES (?1, ?2)");
        insert.Bind(1, First).Bind(2, Ahead).Run();
    }
}
