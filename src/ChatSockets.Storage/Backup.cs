using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// Copies the store into one file, as it is at one moment, while a server continues to write: SQLite's VACUUM INTO, which blocks nobody and
/// copies neither free pages nor erased data. (The backup API took half the time, but its copy is a tenth larger and needs a log beside
/// it.)
/// </summary>
internal static class Backup
{
    /// <summary>Writes the copy under a temporary name, verifies it, and then renames it. Returns its size in bytes.</summary>
    /// <param name="store">The store to copy.</param>
    /// <param name="file">The path of the copy.</param>
    /// <param name="overwrites">Whether an existing file is replaced.</param>
    /// <param name="progress">Is told how far it is: so much of a total, 0 if that is not known, and a word on it.</param>
    /// <param name="cancellation">Cancels it; nothing is left.</param>
    /// <exception cref="StoreException">There is no copy; the message says why.</exception>
    public static long Write(StoreFile store, string file, bool overwrites, Action<long, long, string> progress,
        CancellationToken cancellation)
    {
        PartialFile? partial = null;
        try
        {
            file = Path.GetFullPath(file);
            // It, and what lies beside it, is what a server has open.
            if (file.StartsWith(Path.GetFullPath(store.Path), StringComparison.OrdinalIgnoreCase))
                throw new StoreException($"{file} is the file to be copied: choose another name.", null);
            if (Directory.Exists(file)) throw new StoreException($"{file} is a folder: the backup needs the name of a file.", null);
            if (!overwrites && File.Exists(file)) throw Exists(file);
            PartialFile.DeleteAbandoned(file);
            partial = PartialFile.Create(file);
            Copy(store.Connection, partial.Path, progress, cancellation);
            store.EnsureUnchanged();
            cancellation.ThrowIfCancellationRequested();
            Check(partial.Path, progress, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return partial.Complete(overwrites);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_INTERRUPT })
        {
            throw new StoreException("The backup was broken off.", exception);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Backup(exception, file);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StoreException($"The backup {file} cannot be written: {exception.Message}", exception);
        }
        finally
        {
            partial?.Dispose();
        }
    }

    private static void Copy(SqliteConnection connection, string partial, Action<long, long, string> progress,
        CancellationToken cancellation)
    {
        long size = StoreSize.Bytes(connection);
        using var follower = new Follower(connection, () => progress(new FileInfo(partial).Length, size, "copying"));
        using CancellationTokenRegistration interrupts = cancellation.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle!));
        using SqliteCommand copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $file";
        copy.Parameters.AddWithValue("$file", partial);
        copy.ExecuteNonQuery();
    }

    private static void Check(string partial, Action<long, long, string> progress, CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = partial,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false
        }.ToString());
        connection.Open();
        using CancellationTokenRegistration interrupts = cancellation.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle!));
        using SqliteCommand check = connection.CreateCommand();
        using var follower = new Follower(connection, () => progress(0, 0, "verifying the copy"));
        check.CommandText = "PRAGMA integrity_check";
        if (check.ExecuteScalar() is string answer && answer != "ok")
            throw new StoreException($"The copy was damaged and has been deleted: {answer.ReplaceLineEndings(" ")}", null);
    }

    /// <summary>Calls somebody every few milliseconds while SQLite works, on the same thread.</summary>
    private sealed class Follower : IDisposable
    {
        // Steps of its virtual machine.
        private const int Steps = 1_000_000;

        private readonly SqliteConnection _connection;

        public Follower(SqliteConnection connection, Action step)
        {
            _connection = connection;
            SQLitePCL.raw.sqlite3_progress_handler(connection.Handle!, Steps, _ =>
            {
                step();
                return 0;
            }, null);
        }

        public void Dispose() => SQLitePCL.raw.sqlite3_progress_handler(_connection.Handle!, 0, null, null);
    }

    private static StoreException Exists(string file) =>
        new($"{file} is there already: choose another name, or --force to replace it.", null);
}
