using System.Globalization;

namespace ChatSockets.Server.Importing;

/// <summary>What an import did, or would do. One thread.</summary>
internal sealed class ImportReport
{
    /// <summary>How many of the lines that could not be read are shown.</summary>
    public const int MostExamples = 5;

    private readonly SortedDictionary<string, RoomCount> _rooms = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);

    // How many of the files that look like no log are named.
    private const int MostNames = 3;

    private readonly SortedDictionary<string, SortedSet<string>> _networks = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _strangerNames = [];
    private long _strangers;

    /// <summary>The files that were read.</summary>
    public int Files { get; set; }

    /// <summary>The accounts.</summary>
    public ImportCount Accounts { get; } = new();

    /// <summary>The rooms that were registered to their founders.</summary>
    public ImportCount RegisteredRooms { get; } = new();

    /// <summary>The lines, files and folders that could not be read, or not stored.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The first of these, with file, line number and reason.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>What was left out on purpose: so many lines of each kind.</summary>
    public IReadOnlyDictionary<string, long> LeftOut => _leftOut;

    public long Added => _rooms.Values.Sum(room => room.Added);

    public long Present => _rooms.Values.Sum(room => room.Present);

    public IReadOnlyCollection<RoomCount> Rooms => _rooms.Values;

    /// <summary>Counts a line that is left out on purpose.</summary>
    public void LeaveOut(string what) => _leftOut[what] = _leftOut.GetValueOrDefault(what) + 1;

    /// <summary>Counts a line that cannot be read or stored.</summary>
    /// <param name="where">The file, and the line in it.</param>
    /// <param name="reason">Why, for people.</param>
    public void AddUnreadable(string where, string reason)
    {
        Unreadable++;
        if (Examples.Count < MostExamples) Examples.Add($"{where}: {reason}.");
    }

    /// <summary>Counts what cannot be read, or ends the import with it.</summary>
    /// <param name="where">The file, and the line in it.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="isStrict">Whether that ends it.</param>
    /// <exception cref="ImportStoppedException">It does.</exception>
    public void Refuse(string where, string reason, bool isStrict)
    {
        if (isStrict) throw new ImportStoppedException($"{where}: {reason}.");
        AddUnreadable(where, reason);
    }

    /// <summary>Counts a file of a folder whose name is not that of a log.</summary>
    public void AddStranger(string path)
    {
        _strangers++;
        if (_strangerNames.Count < MostNames) _strangerNames.Add(path);
    }

    /// <summary>Notes that messages of a network go into a room of the same name as there.</summary>
    public void AddNetwork(string room, string network)
    {
        if (!_networks.TryGetValue(room, out SortedSet<string>? all))
            _networks.Add(room, all = new SortedSet<string>(StringComparer.OrdinalIgnoreCase));
        all.Add(network);
    }

    public RoomCount Room(string name)
    {
        if (!_rooms.TryGetValue(name, out RoomCount? room)) _rooms.Add(name, room = new RoomCount(name));
        return room;
    }

    /// <summary>The report in lines, for people.</summary>
    /// <param name="isDry">Whether nothing was written.</param>
    public IEnumerable<string> Lines(bool isDry)
    {
        string added = isDry ? "to add" : "added";
        foreach (RoomCount room in Rooms)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{room.Name}: {room.Added} {added}, {room.Present} there already, from {room.First:yyyy-MM-dd HH:mm:ss} to "
                + $"{room.Last:yyyy-MM-dd HH:mm:ss} UTC");
        foreach ((string room, SortedSet<string> networks) in _networks)
        {
            if (networks.Count > 1)
                yield return $"{room}: one room of those on {string.Join(", ", networks)} (to keep them apart, import one network's "
                    + "folder at a time, with --room and --into)";
        }
        foreach ((string what, long count) in LeftOut)
            yield return string.Create(CultureInfo.InvariantCulture, $"left out, {what}: {count}");
        if (_strangers > 0)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"left out, files whose names are not those of such logs: {_strangers} ({string.Join(", ", _strangerNames)}"
                + $"{(_strangers > _strangerNames.Count ? ", ..." : "")})");
        (string, ImportCount)[] counts = [("accounts", Accounts), ("registered rooms", RegisteredRooms)];
        foreach ((string what, ImportCount count) in counts)
        {
            if (!count.IsEmpty)
                yield return string.Create(CultureInfo.InvariantCulture, $"{what}: {count.Added} {added}, {count.Present} there already");
        }
        if (Unreadable > 0) yield return string.Create(CultureInfo.InvariantCulture, $"not read: {Unreadable}");
        if (Rooms.Count == 0 && !(Accounts.IsEmpty && RegisteredRooms.IsEmpty))
        {
            if (isDry) yield return "nothing was changed";
            yield break;
        }
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Files} {(Files == 1 ? "file" : "files")}, {Rooms.Count} {(Rooms.Count == 1 ? "room" : "rooms")}: {Added} {added}, "
            + $"{Present} there already{(isDry ? "; nothing was changed" : "")}");
    }
}

/// <summary>A line or file cannot be read, and the import ends there.</summary>
internal sealed class ImportStoppedException(string message) : Exception(message);

/// <summary>How many of something were imported.</summary>
internal sealed class ImportCount
{
    public long Added { get; set; }

    /// <summary>Those that were in the store before.</summary>
    public long Present { get; set; }

    public bool IsEmpty => Added == 0 && Present == 0;
}

/// <summary>What was imported into one room, or would be.</summary>
/// <param name="name">The room.</param>
internal sealed class RoomCount(string name)
{
    public string Name => name;

    public long Added { get; set; }

    /// <summary>The messages that were in the store before.</summary>
    public long Present { get; set; }

    public DateTime First { get; private set; } = DateTime.MaxValue;

    public DateTime Last { get; private set; }

    public void Extend(DateTimeOffset time)
    {
        if (time.UtcDateTime < First) First = time.UtcDateTime;
        if (time.UtcDateTime > Last) Last = time.UtcDateTime;
    }
}
