using System.Diagnostics;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// A data folder's file for a command of the program, whether a server has it open or not. Each change is a transaction, and after it the
/// file is left to the server for as long as the change took. One thread.
/// </summary>
internal sealed class StoreFile : IStoreAccess, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly CancellationToken _cancellation;
    private readonly bool _mustStayClosed;

    private StoreFile(string folder, SqliteConnection connection, bool mustStayClosed, CancellationToken cancellation)
    {
        Path = System.IO.Path.Combine(folder, Database.FileName);
        _connection = connection;
        _mustStayClosed = mustStayClosed;
        _cancellation = cancellation;
    }

    public SqliteConnection Connection => _connection;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens the file of a folder.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be used; the message says why.</exception>
    public static StoreFile Open(string folder, CancellationToken cancellation)
    {
        try
        {
            return new StoreFile(folder, Database.OpenExisting(folder).Open(), mustStayClosed: false, cancellation);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Opening(exception, System.IO.Path.Combine(folder, Database.FileName));
        }
    }

    /// <summary>Opens the file of a folder to read, also where nothing may be written: mounted read-only, or another user's.</summary>
    /// <inheritdoc cref="Open"/>
    public static StoreFile OpenToRead(string folder, CancellationToken cancellation)
    {
        string path = System.IO.Path.Combine(folder, Database.FileName);
        bool mayWrite = !File.Exists(path) || (WriteAccess.IsGiven(folder) && WriteAccess.IsGiven(path));
        return mayWrite ? Open(folder, cancellation) : OpenReadOnly(folder, cancellation);
    }

    /// <summary>Opens it so that nothing is written.</summary>
    /// <inheritdoc cref="Open"/>
    public static StoreFile OpenReadOnly(string folder, CancellationToken cancellation) =>
        new(folder, Database.OpenReadOnly(folder, out bool isClosed), isClosed, cancellation);

    /// <summary>Throws if what was read may be wrong, because a server has opened a file that is read without locks.</summary>
    /// <exception cref="StoreException">One has.</exception>
    public void EnsureUnchanged()
    {
        if (_mustStayClosed && Database.HasLog(Path)) throw SqliteErrors.Opened(Path);
    }

    /// <summary>Runs an action while no server uses the folder. Returns false, without running it, if one does.</summary>
    public static bool TryAlone(string folder, Action action)
    {
        try
        {
            using FileStream claim = DataFolder.Claim(folder);
            action();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            T answer = query(_connection);
            EnsureUnchanged();
            return answer;
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Working(exception);
        }
    }

    /// <inheritdoc/>
    public T Change<T>(Func<SqliteConnection, T> change)
    {
        long began = Stopwatch.GetTimestamp();
        T answer;
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            answer = change(_connection);
            transaction.Commit();
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Working(exception);
        }
        _cancellation.WaitHandle.WaitOne(Stopwatch.GetElapsedTime(began));
        return answer;
    }

    public void Dispose() => _connection.Dispose();
}
