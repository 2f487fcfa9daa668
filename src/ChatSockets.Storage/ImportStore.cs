using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The store of a data folder while something is imported into it: no server may have it, because a server remembers which rooms have
/// history and hands out the numbers of new ones. One thread.
/// </summary>
internal sealed class ImportStore : IStoreAccess, IDisposable
{
    private readonly FileStream _claim;

    private ImportStore(FileStream claim, SqliteConnection connection)
    {
        _claim = claim;
        Connection = connection;
    }

    public SqliteConnection Connection { get; }

    /// <summary>Opens the store of a folder, or makes it, and brings it to this version's schema.</summary>
    /// <exception cref="StoreException">A server uses it, or it cannot be used; the message says what to do.</exception>
    public static ImportStore Open(string folder, Durability durability)
    {
        FileStream claim = DataFolder.Open(folder);
        try
        {
            DataFolder.CloseToOthers(folder);
            SqliteConnection connection = Database.OpenFile(folder, durability).OpenToWrite();
            // As the server does when it starts: what nobody could enter any more is not what is imported now.
            ConversationTable.CloseAll(connection);
            return new ImportStore(claim, connection);
        }
        catch (SqliteException exception)
        {
            claim.Dispose();
            throw SqliteErrors.Opening(exception, Path.Combine(folder, Database.FileName));
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            return query(Connection);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Working(exception);
        }
    }

    /// <inheritdoc/>
    public T Change<T>(Func<SqliteConnection, T> change)
    {
        try
        {
            using SqliteTransaction transaction = Connection.BeginTransaction();
            T answer = change(Connection);
            transaction.Commit();
            return answer;
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Working(exception);
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        _claim.Dispose();
    }
}
