using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// Reads and changes stored data: the running server's <see cref="Store"/>, or a command's own <see cref="StoreFile"/> beside it. Under no
/// lock.
/// </summary>
internal interface IStoreAccess
{
    /// <summary>Runs a query on a connection that nobody else uses meanwhile.</summary>
    /// <exception cref="StoreException">It could not be answered.</exception>
    T Read<T>(Func<SqliteConnection, T> query);

    /// <summary>The same for a query that is asked again and again, always in these words: it may stay prepared.</summary>
    /// <inheritdoc cref="Read"/>
    T Ask<T>(string sql, Func<Statement, T> ask) => Read(connection =>
    {
        using var statement = new Statement(connection, sql);
        return ask(statement);
    });

    /// <summary>
    /// Changes something in its turn among all that is written, and waits until it is committed. Where it throws, nothing of it was done.
    /// </summary>
    /// <exception cref="StoreException">It was not done.</exception>
    T Change<T>(Func<SqliteConnection, T> change);
}
