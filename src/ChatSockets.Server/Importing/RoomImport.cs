using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Importing;

/// <summary>
/// A room into which messages are imported, and which of them it has already. Messages of the same second (or minute, where the log says no
/// more) are compared by sender, kind and text: the nth of equal ones is there if the store has n of them. So an import can be repeated and
/// goes on where another was killed, and several logs of one room complete each other. One thread.
/// </summary>
/// <param name="name">The room.</param>
/// <param name="oldest">Older messages would soon be deleted.</param>
internal sealed class RoomImport(string name, DateTimeOffset oldest)
{
    /// <summary>
    /// The bit of an id's place that only imported messages have: a server would have to take half of all places of one millisecond.
    /// </summary>
    public const long ImportedPlace = 1 << 15;

    // A log whose clock was set back comes to the same times again.
    private const int MostPeriods = 256;

    private readonly Dictionary<long, Period> _periods = [];
    private readonly Queue<long> _order = new();

    public string Name => name;

    /// <summary>The number of its conversation; 0 if it has none yet.</summary>
    public long Conversation { get; set; }

    /// <summary>Whether another conversation may get the same ids, because there are so many.</summary>
    public bool IsShared { get; set; }

    public DateTimeOffset Oldest => oldest;

    /// <summary>A file begins: what the one before had says nothing of what this one has.</summary>
    public void BeginFile()
    {
        _periods.Clear();
        _order.Clear();
    }

    /// <summary>Returns the id for a message; null if the store has it, 0 if there is no place for it.</summary>
    /// <param name="connection">The store; null if there is none yet.</param>
    /// <param name="ids">Converts times.</param>
    /// <param name="message">The message.</param>
    /// <param name="precision">To how much its time is known.</param>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public long? Place(SqliteConnection? connection, MessageIds ids, ImportedMessage message, TimeSpan precision)
    {
        long length = (long)precision.TotalMilliseconds, time = message.Time.ToUnixTimeMilliseconds(), start = time - (time % length);
        Period period = Find(connection, ids, start, length);
        if (period.TryMatch(KeyOf(message.Kind, message.Source, message.Text))) return null;
        for (long millisecond = Math.Max(time, period.Cursor); millisecond < start + length; millisecond++)
        {
            long id = IdOf(ids, millisecond, ImportedPlace | (Conversation & (ImportedPlace - 1)));
            if (period.Taken.Contains(id) || (IsShared && !IsFree(connection, id))) continue;
            period.Take(id, millisecond);
            return id;
        }
        return AmongOthers(connection, ids, period, start + length - 1);
    }

    // There are more lines than milliseconds. The last of them has places for other conversations, which they seldom need.
    private static long AmongOthers(SqliteConnection? connection, MessageIds ids, Period period, long millisecond)
    {
        for (long place = ImportedPlace; place <= MessageIds.Places; place++)
        {
            long id = IdOf(ids, millisecond, place);
            if (id <= period.Last || period.Taken.Contains(id) || !IsFree(connection, id)) continue;
            period.Take(id, millisecond);
            return id;
        }
        return 0;
    }

    private Period Find(SqliteConnection? connection, MessageIds ids, long start, long length)
    {
        if (_periods.TryGetValue(start, out Period? known)) return known;
        if (_order.Count == MostPeriods) _periods.Remove(_order.Dequeue());
        var period = new Period(start);
        if (connection is not null && Conversation != 0) Load(connection, ids, period, start, start + length);
        _periods.Add(start, period);
        _order.Enqueue(start);
        return period;
    }

    private void Load(SqliteConnection connection, MessageIds ids, Period period, long start, long end)
    {
        var range = new LineRange(Conversation, IdOf(ids, start, 0) - 1, IdOf(ids, end, 0), WithEvents: false);
        foreach (StoredLine line in LineQuery.First(connection, range, int.MaxValue))
            period.Add(line.Id, ids.TimeOf(line.Id).ToUnixTimeMilliseconds(), KeyOf(line.Kind, line.Source, line.Text));
    }

    private static long IdOf(MessageIds ids, long millisecond, long place) =>
        ids.FirstOf(DateTimeOffset.FromUnixTimeMilliseconds(millisecond)) | place;

    private static bool IsFree(SqliteConnection? connection, long id) => connection is null || !LineQuery.IsTaken(connection, id);

    private static string KeyOf(LineKind kind, ReadOnlySpan<byte> source, ReadOnlySpan<byte> text) =>
        $"{(int)kind} {Encoding.Latin1.GetString(Source.Parse(source).Name)} {Encoding.Latin1.GetString(text)}";

    /// <summary>A second or a minute of the room.</summary>
    private sealed class Period(long start)
    {
        // Of each message, when the store has it; those that this file has had are gone from the front.
        private readonly Dictionary<string, Queue<long>> _stored = [];

        public HashSet<long> Taken { get; } = [];

        /// <summary>The millisecond of the file's last message here: the next one comes after it.</summary>
        public long Cursor { get; private set; } = start;

        /// <summary>The highest id given out here.</summary>
        public long Last { get; private set; }

        public void Add(long id, long millisecond, string key)
        {
            if (!_stored.TryGetValue(key, out Queue<long>? times)) _stored.Add(key, times = new Queue<long>());
            times.Enqueue(millisecond);
            Taken.Add(id);
        }

        public bool TryMatch(string key)
        {
            if (!_stored.TryGetValue(key, out Queue<long>? times) || !times.TryDequeue(out long millisecond)) return false;
            Cursor = Math.Max(Cursor, millisecond);
            return true;
        }

        public void Take(long id, long millisecond)
        {
            Taken.Add(id);
            Last = id;
            Cursor = millisecond;
        }
    }
}
