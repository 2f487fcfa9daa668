using System.Text;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Importing;

/// <summary>
/// Adds messages of other systems to the history of rooms, at the time at which they were sent, each once however often it is imported
/// (<see cref="RoomImport"/>). Some thousand messages are one transaction. One thread, while no server uses the store.
/// </summary>
internal sealed class HistoryImporter : IDisposable
{
    /// <summary>The messages of one transaction.</summary>
    public const int Batch = 4096;

    // Lines that are too old are told once for all rooms.
    private const string TooOld =
        "older than history-days, or a room's own time, allows, so that the server would delete them (--history-days 0 keeps all)";

    private readonly SqliteConnection? _connection;
    private readonly bool _isDry;
    private readonly MessageIds _ids;
    private readonly DateTimeOffset _now;
    private readonly TimeSpan _days;
    private readonly LineTable? _lines;
    private readonly Statement? _word;
    private readonly long _indexed;
    private readonly Dictionary<string, RoomImport> _rooms = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private SqliteTransaction? _transaction;
    private int _pending;
    private int _words;

    /// <param name="connection">The store; null if there is none yet, for a dry run.</param>
    /// <param name="isDry">Whether everything is only counted.</param>
    /// <param name="days">For how long the server stores messages; zero for ever.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public HistoryImporter(SqliteConnection? connection, bool isDry, TimeSpan days, TimeProvider clock)
    {
        _connection = connection;
        _isDry = isDry || connection is null;
        _days = days;
        _now = clock.GetUtcNow();
        _ids = connection is null || isDry ? new MessageIds(0, 0, clock, connection is null ? [] : IdEpoch.All(connection))
            : Store.IdsOf(connection, clock);
        if (_isDry) return;
        _lines = new LineTable(connection!);
        _indexed = WordIndex.Indexed(connection!);
        _word = WordIndex.Insertion(connection!);
    }

    public ImportReport Report { get; } = new();

    /// <summary>A file begins.</summary>
    public void BeginFile()
    {
        Report.Files++;
        foreach (RoomImport room in _rooms.Values) room.BeginFile();
    }

    /// <summary>Adds a message unless it is there already, or would soon be deleted.</summary>
    /// <param name="room">A valid name of a room.</param>
    /// <param name="message">The message.</param>
    /// <param name="precision">To how much its time is known.</param>
    /// <exception cref="SqliteException">The store cannot be read or written.</exception>
    public void Add(string room, ImportedMessage message, TimeSpan precision)
    {
        RoomImport import = Find(room);
        if (message.Time < import.Oldest)
        {
            Report.LeaveOut(TooOld);
            return;
        }
        if (message.Time > _now)
        {
            Report.LeaveOut("from the future (is --timezone right?)");
            return;
        }
        if (import.Conversation == 0 && !_isDry) Use(import, Make(Encoding.UTF8.GetBytes(room)));
        long? id = import.Place(_connection, _ids, message, precision);
        if (id == 0)
        {
            Report.LeaveOut("of a second with more than can be stored");
            return;
        }
        RoomCount count = Report.Room(import.Name);
        count.Extend(message.Time);
        if (id is null) count.Present++;
        else
        {
            count.Added++;
            if (!_isDry) Insert(import.Conversation, id.Value, message);
        }
    }

    /// <summary>Returns an account's name as it is written in a line if there is such an account; null if not.</summary>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public byte[]? AccountOf(string name)
    {
        if (_connection is null || name.Length == 0) return null;
        if (!_accounts.TryGetValue(name, out bool isThere))
        {
            isThere = UserTable.IsAccount(_connection, Encoding.UTF8.GetBytes(name));
            _accounts.Add(name, isThere);
        }
        return isThere ? Encoding.UTF8.GetBytes(name) : null;
    }

    /// <summary>Commits what was added.</summary>
    /// <exception cref="SqliteException">It was not stored.</exception>
    public void Commit()
    {
        if (_transaction is null) return;
        if (_words > 0) WordIndex.Merge(_connection!, Math.Max(8, WordIndex.MergeStep * _words / WordIndex.Step));
        _transaction.Commit();
        _transaction.Dispose();
        _transaction = null;
        (_pending, _words) = (0, 0);
    }

    /// <summary>Brings the index of words to where the lines are, a piece at a time.</summary>
    /// <param name="step">Called after each piece.</param>
    /// <param name="cancellation">Ends it after a piece: the server does the rest.</param>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void IndexWords(Action step, CancellationToken cancellation)
    {
        if (_isDry) return;
        long last = Store.LastId(_connection!);
        while (WordIndex.Indexed(_connection!) < last && !cancellation.IsCancellationRequested)
        {
            using SqliteTransaction transaction = _connection!.BeginTransaction();
            WordIndex.Advance(_connection, last);
            transaction.Commit();
            step();
        }
    }

    /// <summary>What was not committed is not stored.</summary>
    public void Dispose()
    {
        _lines?.Dispose();
        _word?.Dispose();
        _transaction?.Dispose();
    }

    private RoomImport Find(string name)
    {
        if (_rooms.TryGetValue(name, out RoomImport? known)) return known;
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        var room = new RoomImport(name, OldestOf(bytes));
        if (_connection is not null && StoredConversation.Find(_connection, bytes) is { } found) Use(room, found.Id);
        _rooms.Add(name, room);
        return room;
    }

    private void Use(RoomImport room, long conversation)
    {
        room.Conversation = conversation;
        room.IsShared = ConversationTable.IsCongruent(_connection!, conversation, RoomImport.ImportedPlace);
    }

    private DateTimeOffset OldestOf(byte[] room)
    {
        TimeSpan longest = _days;
        if (_connection is not null && Retention.Of(_connection, room) is { } own)
        {
            if (own == TimeSpan.Zero) return DateTimeOffset.MaxValue;
            if (longest == TimeSpan.Zero || own < longest) longest = own;
        }
        return longest == TimeSpan.Zero || longest > _now - DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : _now - longest;
    }

    private long Make(byte[] name)
    {
        Begin();
        return ConversationTable.Add(_connection!, name);
    }

    private void Insert(long conversation, long id, ImportedMessage message)
    {
        Begin();
        _lines!.Insert(conversation, id, new Speaker(message.Source, message.Account, message.IsBot),
            new MessageLine(message.Kind, message.Text, [], 0));
        // The index has passed it and does not come back. What lies ahead of it, it finds by itself.
        if (id <= _indexed)
        {
            WordIndex.Insert(_word!, conversation, id, message.Text);
            _words++;
        }
        if (++_pending == Batch) Commit();
    }

    private void Begin() => _transaction ??= _connection!.BeginTransaction();
}
