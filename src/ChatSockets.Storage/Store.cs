using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The storage of everything that lasts, in a file or in memory: messages, accounts and rooms. Lines go through <see cref="Commits"/>,
/// everything else through <see cref="Change"/>, both in groups; readers borrow a connection. Any thread, under no lock, unless stated
/// otherwise.
/// </summary>
internal sealed class Store : IStoreAccess, IDisposable
{
    // The index of words follows when there is time: a group of so few lines means that.
    private const int FewLines = 16;

    // So far behind, in lines, it follows in any case: a search waits two seconds for them.
    private const int MostBehind = 256 * WordIndex.Step;

    /// <summary>The time that a read may take on a client's thread, waiting for a connection included.</summary>
    public static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The most connections that are read from at once. More would only share the same processors, and each has a cache and a file
    /// descriptor.
    /// </summary>
    public static readonly int MaximumReaders = Math.Max(4, 2 * Environment.ProcessorCount);

    // Some hundred thousand lines.
    private const int MegabytesInMemory = 64;

    // So often it is looked whether there is too much, in lines; and then two go for each that came.
    private const int SizeStep = 2048;

    // Under this name the file keeps what tells its msgids from others.
    private const string RunName = "run";

    private readonly FileStream? _claim;
    private readonly Database? _database;
    private Writer _writer;
    private readonly TimeProvider _clock;
    private readonly Action<Exception> _onError;

    // Null in memory: there is one connection for all.
    private readonly ReaderPool? _readers;
    private readonly Reader? _memoryReader;
    private readonly Lock _memory = new();
    private int _behind;
    private long _lastConversation;
    private long _lastLine;
    private long _indexed;
    private int _unmeasured;
    private long _maximumBytes;
    private int _keptEpochs;
    private volatile bool _isHung;
    private bool _isClosed;

    private Store(FileStream? claim, Database? database, TimeProvider clock, Action<string?> onTrouble, Action<Exception> onError,
        ulong? run = null)
    {
        _claim = claim;
        _database = database;
        SqliteConnection connection = database?.OpenToWrite() ?? Database.OpenMemory();
        ConversationTable.CloseAll(connection);
        if (run is { } shared) Set(connection, RunName, shared.ToString(CultureInfo.InvariantCulture));
        Ids = IdsOf(connection, clock);
        _keptEpochs = Ids.Epochs.Count;
        _writer = new Writer(connection, Ids);
        database?.Remember();
        _clock = clock;
        if (database is null) _memoryReader = new Reader(connection);
        else _readers = new ReaderPool(database.OpenBeside, MaximumReaders);
        _lastConversation = Database.Number(connection,
            "SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'conversations'), 0), ifnull(max(id), 0)) FROM conversations");
        _lastLine = LastId(connection);
        _indexed = WordIndex.Indexed(connection);
        // Perhaps; a step says more.
        if (_indexed < _lastLine) _behind = MostBehind;
        _onError = onError;
        Commits = database is null
            ? new DeferredCommit(Ids, clock, CommitInMemory, onError)
            : new GroupCommit(Ids, clock, Commit, onTrouble, onError, FollowWhileQuiet);
    }

    public MessageIds Ids { get; }

    /// <summary>Returns the number of a new conversation, which no other has or ever had. Any thread.</summary>
    public long NextConversation() => Interlocked.Increment(ref _lastConversation);

    /// <summary>The queue of lines.</summary>
    public Commits Commits { get; }

    /// <summary>
    /// Called after each transaction with its rows, its time, and whether it was done; on the thread that wrote it. Must not throw.
    /// </summary>
    public Action<int, TimeSpan, bool>? Committed { get; set; }

    /// <summary>Its size in bytes: of the file and its log, or of the pages in memory. Any thread, under no lock.</summary>
    public long Bytes => _database is { } database ? database.Bytes : Read(StoreSize.Bytes);

    /// <summary>The most bytes that it takes; 0 means unlimited. Above that, the oldest messages are deleted soon.</summary>
    public long MaximumBytes => Volatile.Read(ref _maximumBytes);

    /// <summary>Opens a folder's store, or makes it; null stores everything in memory.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="durability">The failures that a committed line survives.</param>
    /// <param name="clock">The clock of the ids.</param>
    /// <param name="onTrouble">
    /// Called on the store's thread with the reason why nothing can be written; null when writing works again.
    /// </param>
    /// <param name="onError">Called on any thread with unexpected exceptions, for the log.</param>
    /// <param name="run">In memory: what tells its msgids from others', where several stores share theirs; null makes one.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public static Store Open(string? folder, Durability durability, TimeProvider clock, Action<string?> onTrouble,
        Action<Exception> onError, ulong? run = null)
    {
        if (folder is null) return new Store(null, null, clock, onTrouble, onError, run);
        FileStream? claim = null;
        try
        {
            claim = DataFolder.Open(folder);
            DataFolder.CloseToOthers(folder);
            return new Store(claim, Database.OpenFile(folder, durability), clock, onTrouble, onError);
        }
        catch (StoreException)
        {
            claim?.Dispose();
            throw;
        }
        catch (SqliteException exception)
        {
            claim?.Dispose();
            throw SqliteErrors.Opening(exception, Path.Combine(folder, Database.FileName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            claim?.Dispose();
            throw new StoreException(DataFolder.Reason(folder, exception), exception);
        }
    }

    /// <summary>Sets its size limit in megabytes. 0 means unlimited on disk; in memory, 64 MB.</summary>
    public void Limit(int megabytes) =>
        Volatile.Write(ref _maximumBytes, (long)(megabytes == 0 && _database is null ? MegabytesInMemory : megabytes) << 20);

    /// <inheritdoc/>
    public T Read<T>(Func<SqliteConnection, T> query) => Read(query, ReadTime);

    /// <summary>Runs a query with its own deadline.</summary>
    /// <param name="query">The query.</param>
    /// <param name="time">The time allowed, including the wait for a connection.</param>
    /// <exception cref="StoreException">It could not be answered, or not in time.</exception>
    public T Read<T>(Func<SqliteConnection, T> query, TimeSpan time) =>
        Read(query, static (reader, query) => query(reader.Connection), time);

    /// <inheritdoc/>
    public T Ask<T>(string sql, Func<Statement, T> ask) =>
        Read((sql, ask), static (reader, asked) => reader.Ask(asked.sql, asked.ask), ReadTime);

    /// <inheritdoc/>
    public T Change<T>(Func<SqliteConnection, T> change)
    {
        var work = new Change<T>(change);
        Commits.Submit(work);
        return Await(work);
    }

    /// <summary>Hands over a change that nobody waits for. Any thread, also under a lock.</summary>
    public void Submit(Action<SqliteConnection> change) => Commits.Submit(new Change<bool>(connection =>
    {
        change(connection);
        return true;
    }));

    /// <summary>Waits for a submitted change and returns its result.</summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public T Await<T>(Change<T> change)
    {
        if (!Commits.Await(change)) throw new StoreException(Commits.Unknown, null);
        return change.Result();
    }

    /// <summary>
    /// Has the index of words come to where the lines are now, so that a search finds all. Where it is there already, nobody is asked.
    /// </summary>
    /// <exception cref="StoreException">It could not.</exception>
    public void IndexWords()
    {
        if (!Commits.AreAwaited) Commits.Flush();
        long last = Volatile.Read(ref _lastLine);
        while (Volatile.Read(ref _indexed) < last) IsIndexed(Change(connection => WordIndex.Advance(connection, last)));
    }

    /// <summary>Returns the value that the file stores under a name; null for none.</summary>
    public static string? Setting(SqliteConnection connection, string name)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM settings WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return (string?)command.ExecuteScalar();
    }

    /// <summary>Stores a value under a name.</summary>
    public static void Set(SqliteConnection connection, string name, string value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO settings VALUES ($name, $value) ON CONFLICT DO UPDATE SET value = $value";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Commits everything submitted; later submissions fail. After that time a hanging disk is given up: nobody waits for the store any
    /// more, and the result of pending writes is unknown.
    /// </summary>
    public void Stop(TimeSpan time) => _isHung = !Commits.Stop(time);

    public void Dispose()
    {
        if (!_isHung) Stop(Commits.Time);
        _readers?.Dispose();
        if (!_isHung)
        {
            // Otherwise its thread has them still; they go with the process.
            _writer.Dispose();
            _memoryReader?.Dispose();
        }
        _claim?.Dispose();
    }

    private T Read<T, TQuery>(TQuery query, Func<Reader, TQuery, T> read, TimeSpan time)
    {
        var deadline = new Deadline(_clock, time);
        try
        {
            return _readers is null ? ReadMemory(query, read, deadline) : _readers.Use(query, read, deadline);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw SqliteErrors.TooLong(exception, deadline.Time);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Working(exception);
        }
    }

    private T ReadMemory<T, TQuery>(TQuery query, Func<Reader, TQuery, T> read, Deadline deadline)
    {
        Commits.Flush();
        if (!_memory.TryEnter(deadline.Left)) throw SqliteErrors.Busy();
        try
        {
            return _memoryReader!.Run(query, read, deadline);
        }
        finally
        {
            _memory.Exit();
        }
    }

    private void CommitInMemory(IReadOnlyList<PendingWrite> group)
    {
        lock (_memory) Commit(group);
    }

    private void Commit(IReadOnlyList<PendingWrite> group)
    {
        KeepFiles();
        IReadOnlyList<IdEpoch> epochs = Ids.Epochs;
        Write(epochs.Count == _keptEpochs ? group : [new NewEpochs(epochs, _keptEpochs), .. group]);
        _keptEpochs = epochs.Count;
        // Again: what is acknowledged must be in files that can be found.
        KeepFiles();
        int rows = 0;
        foreach (PendingWrite work in group)
        {
            rows += work.Weight;
            if (work.Mistake is { } mistake) _onError(mistake);
            if (work is not MessageWrite said) continue;
            _behind += said.Weight;
            Volatile.Write(ref _lastLine, said.LastId);
        }
        _unmeasured += rows;
        try
        {
            if (_behind >= (rows > FewLines ? MostBehind : WordIndex.Step)) FollowWithWords();
            if (_unmeasured >= SizeStep) Shrink();
        }
        catch (StoreException)
        {
            // It is tried again. The group is committed, whatever becomes of this.
        }
        catch (Exception exception)
        {
            _onError(exception);
        }
    }

    private void Write(IReadOnlyList<PendingWrite> group)
    {
        long began = Stopwatch.GetTimestamp();
        bool isDone = false;
        try
        {
            _writer.Commit(group);
            isDone = true;
        }
        finally
        {
            int rows = 0;
            foreach (PendingWrite work in group) rows += work.Weight;
            Committed?.Invoke(rows, Stopwatch.GetElapsedTime(began), isDone);
        }
    }

    // Sees that what is written goes to the files that are under their names; throws where that cannot be helped.
    private void KeepFiles()
    {
        if (_database is not { } database) return;
        bool hasItsFiles;
        try
        {
            hasItsFiles = database.HasItsFiles();
        }
        catch (StoreException)
        {
            LeaveWhole();
            throw;
        }
        if (!hasItsFiles || _isClosed) SaveLog(database);
    }

    // The file has another name now, or none. The log lies where it was: its content belongs to the file, wherever that is, and would ruin
    // another one that was opened beside it.
    private void LeaveWhole()
    {
        if (_isClosed) return;
        try
        {
            _writer.Checkpoint();
        }
        catch (StoreException)
        {
            // Somebody reads. It is tried again with the next group; what is wrong is told anyway.
        }
    }

    // The log has been deleted, or another put into its place; the connections still have it open. What is in it goes into the file, and a
    // new log is begun.
    private void SaveLog(Database database)
    {
        if (!_readers!.TryClose(new Deadline(_clock, ReadTime))) throw SqliteErrors.Busy();
        try
        {
            if (!_isClosed)
            {
                _writer.Checkpoint();
                _writer.Dispose();
                _isClosed = true;
            }
            _writer = new Writer(database.OpenToWrite(), Ids);
            _isClosed = false;
            database.Remember();
        }
        catch (SqliteException exception)
        {
            // It is tried again with the next group.
            throw SqliteErrors.Working(exception);
        }
        finally
        {
            _readers.Reopen();
        }
    }

    // In memory most lines are gone before anybody searches: a search indexes what there is then.
    private void FollowWithWords()
    {
        if (_database is null) return;
        var advance = new Change<long>(connection => WordIndex.Advance(connection, _lastLine));
        _writer.Commit([advance]);
        IsIndexed(advance.Answer);
        _behind = advance.Answer < _lastLine ? _behind - WordIndex.Step : 0;
        _unmeasured += WordIndex.Step;
    }

    // Answers whether there is more to do.
    private bool FollowWhileQuiet()
    {
        if (_behind < WordIndex.Step) return false;
        try
        {
            FollowWithWords();
            bool isMore = _behind >= WordIndex.Step;
            if (!isMore || _unmeasured >= SizeStep) Shrink();
            return isMore;
        }
        catch (StoreException)
        {
            // It is tried again after the next group.
            return false;
        }
    }

    // Several may have had it follow, and learn of it in any order.
    private void IsIndexed(long last)
    {
        long before;
        do
        {
            before = Volatile.Read(ref _indexed);
        }
        while (before < last && Interlocked.CompareExchange(ref _indexed, last, before) != before);
    }

    private void Shrink()
    {
        int most = 2 * _unmeasured;
        _unmeasured = 0;
        for (int gone = 0; gone < most && _writer.Read(IsOver); gone += LineEraser.Piece)
            _writer.Commit([new Change<int>(StoreSize.DropOldest)]);
    }

    private bool IsOver(SqliteConnection connection) => StoreSize.IsOver(connection, MaximumBytes);

    /// <summary>The ids that a file's lines have, and those that follow them.</summary>
    /// <exception cref="SqliteException">They cannot be read.</exception>
    public static MessageIds IdsOf(SqliteConnection connection, TimeProvider clock) =>
        // Where the newest lines were erased, the index of words still knows how far they went.
        new(Run(connection), Math.Max(LastId(connection), WordIndex.Indexed(connection)), clock, IdEpoch.All(connection));

    // Tells this store's msgids from those of others.
    private static ulong Run(SqliteConnection connection)
    {
        if (Setting(connection, RunName) is { } kept) return ulong.Parse(kept, CultureInfo.InvariantCulture);
        ulong run = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        // A file on which no server has run has no line that needs it.
        if (SQLitePCL.raw.sqlite3_db_readonly(connection.Handle!, "main") == 0)
            Set(connection, RunName, run.ToString(CultureInfo.InvariantCulture));
        return run;
    }

    /// <summary>The highest id of a line; 0 for none.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static long LastId(SqliteConnection connection) => Math.Max(
        Database.Number(connection, "SELECT max((SELECT max(id) FROM lines WHERE conversation = conversations.id)) FROM conversations"),
        Database.Number(connection, "SELECT max((SELECT max(id) FROM events WHERE conversation = conversations.id)) FROM conversations"));

    /// <summary>Writes the epochs on which a group's ids depend; without them, the group is not written either.</summary>
    private sealed class NewEpochs(IReadOnlyList<IdEpoch> epochs, int kept) : PendingWrite
    {
        public override int Weight => 0;

        public override void Write(Writer writer)
        {
            for (int i = kept; i < epochs.Count; i++) epochs[i].Keep(writer.Connection);
        }
    }
}
