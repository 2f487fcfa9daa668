using System.Globalization;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// What was last said in a room, for a person who enters it with a client that cannot ask (IRCv3 chathistory batch). It stands behind the names and before
/// what is said from then on, and nothing is left out or comes twice: it is read under no lock, up to the last line that everybody there had seen then, and
/// the room is entered only if that is still the last one; else it is read again. Where people talk too fast for that it comes late, behind a few new lines.
/// For the guest's own thread; one an entrance.
/// </summary>
internal sealed class EntranceHistory
{
    private const int MaximumTries = 4;

    private readonly CommandContext _context;
    private long _upTo = -1;
    private int _tries;
    private bool _isLate;
    private bool _isOwed;
    private bool _hasFailed;
    private byte[] _lines = [];

    private EntranceHistory(CommandContext context) => _context = context;

    /// <summary>For somebody who is about to enter a room; null for whoever wants none of it.</summary>
    public static EntranceHistory? For(CommandContext context) =>
        context.Server.Options.HistoryOnJoin == 0 || context.User.IsBot || context.Session.Has(Capability.ChatHistory) ? null : new EntranceHistory(context);

    /// <summary>Before the room's lock is taken.</summary>
    public void Read(Room room)
    {
        _tries++;
        _lines = [];
        try
        {
            _context.Server.RoomConversations.LookUp(room);
            _upTo = room.Record.LastSaid;
            _lines = Render(room);
        }
        catch (StoreException exception)
        {
            // One can enter all the same.
            _context.Server.Log.Warning("What was said in a room could not be read: {Reason}", exception.Message);
            _hasFailed = true;
        }
    }

    /// <summary>Whether the room may be entered now; else it is to be read again. Within the room's lock.</summary>
    public bool IsCurrent(Room room)
    {
        if (_hasFailed || room.Record.LastSaid == _upTo) return true;
        _isLate = _tries == MaximumTries;
        return _isLate;
    }

    /// <summary>Behind the names, within the same lock.</summary>
    public void Send(Room room)
    {
        _isOwed = _isLate;
        // What comes after this the guest sees as everybody does.
        if (_isOwed) _upTo = room.Record.LastSaid;
        else _context.Reply.Buffer.Add(_lines);
    }

    /// <summary>After the lock: to a guest who was let in, what was not to be had before.</summary>
    public void SendLate(Room room)
    {
        if (!_isOwed) return;
        try
        {
            _context.Reply.Buffer.Add(Render(room));
        }
        catch (StoreException exception)
        {
            _context.Server.Log.Warning("What was said in a room could not be read: {Reason}", exception.Message);
        }
    }

    // The last lines up to that one, in the guest's form.
    private byte[] Render(Room room)
    {
        if (_upTo == 0) return [];
        int count = _context.Server.Options.HistoryOnJoin;
        var range = new LineRange(room.Record.Conversation, After: 0, Before: _upTo + 1, WithEvents: false);
        List<KeptLine> lines = _context.Server.Store.Read(connection => LineQuery.First(connection, LineQuery.Last(connection, range, count), count));
        if (lines.Count == 0) return [];
        ReplyBuffer buffer = _context.Reply.Buffer;
        byte[]? batch = _context.Session.Has(Capability.Batch) ? buffer.NewReference() : null;
        var playback = new Playback(_context.Session, new HistoryTarget(room.Name, range.Conversation), batch)
        {
            TimeText = _context.Session.Has(Capability.ServerTime) ? null : TimeText,
        };
        foreach (KeptLine line in lines) playback.Write(line);
        if (_context.Session.Outbox.Variant == Variant.Typed) return [.. "-- Said here before:\r\n"u8, .. playback.Written];
        if (batch is null) return playback.Written.ToArray();
        return [.. buffer.Line(Verbs.Batch, [(byte)'+', .. batch], "chathistory"u8, room.Name), .. playback.Written, .. buffer.Line(Verbs.Batch, [(byte)'-', .. batch])];
    }

    // By the server's own clock, as in line mode.
    private string TimeText(DateTimeOffset time)
    {
        TimeProvider clock = _context.Server.Clock;
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);
        return local.ToString(local.Date == clock.GetLocalNow().Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
