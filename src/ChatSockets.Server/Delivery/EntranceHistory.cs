using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
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
    private readonly User _user;
    private readonly List<Session> _owed = [];
    private List<KeptLine> _kept = [];
    private byte[] _own = [];
    private long _upTo;
    private int _version = -1;
    private int _tries;
    private bool _hasFailed;

    private EntranceHistory(CommandContext context, User user) => (_context, _user) = (context, user);

    /// <summary>For a user who is about to enter a room; null where none of the sessions that will be told wants it.</summary>
    public static EntranceHistory? For(CommandContext context, User user, Session[] told) =>
        !user.IsBot && Array.Exists(told, Wants) ? new EntranceHistory(context, user) : null;

    /// <summary>Before the locks of the user and the room are taken.</summary>
    public void Read(Room room)
    {
        _tries++;
        _kept = [];
        _own = [];
        try
        {
            _context.Server.RoomConversations.LookUp(room);
            _version = room.Record.Version;
            _upTo = room.Record.LastSaid;
            _kept = Kept(room);
            if (Wants(_context.Session)) _own = Render(room, _context.Session, _context.Reply.Buffer);
        }
        catch (StoreException exception)
        {
            // One can enter all the same.
            _context.Server.Log.Warning("What was said in a room could not be read: {Reason}", exception.Message);
            _hasFailed = true;
        }
    }

    /// <summary>Whether the room may be entered now; else it is to be read again. Within the room's lock.</summary>
    public bool IsCurrent(Room room) => _hasFailed || room.Record.Version == _version || _tries == MaximumTries;

    /// <summary>Behind the names, within the same lock, to one of the user's sessions.</summary>
    public void Send(Room room, Reply reply, Session session)
    {
        if (_hasFailed || !Wants(session)) return;
        if (room.Record.Version == _version)
        {
            reply.Buffer.Add(session == _context.Session ? _own : Render(room, session, reply.Buffer));
            return;
        }
        // What comes after this the guest sees as everybody does.
        if (_owed.Count == 0) _upTo = room.Record.LastSaid;
        _owed.Add(session);
    }

    /// <summary>After the locks: to a guest who was let in, what was not to be had before.</summary>
    public void SendLate(Room room)
    {
        if (_owed.Count == 0) return;
        try
        {
            _kept = Kept(room);
        }
        catch (StoreException exception)
        {
            _context.Server.Log.Warning("What was said in a room could not be read: {Reason}", exception.Message);
            return;
        }
        foreach (Session session in _owed)
        {
            ReplyBuffer buffer = session == _context.Session ? _context.Reply.Buffer : new Reply(session).Buffer;
            buffer.Add(Render(room, session, buffer));
            if (session == _context.Session) buffer.Flush();
            else buffer.FlushUnasked();
        }
    }

    private static bool Wants(Session session) =>
        session.Server.Options.HistoryOnJoin > 0 && !session.User.IsBot && !session.Has(Capability.ChatHistory) && !session.Has(Capability.ZncPlayback);

    // The last lines up to the last that everybody had seen.
    private List<KeptLine> Kept(Room room)
    {
        if (_upTo == 0) return [];
        int count = _context.Server.Options.HistoryOnJoin;
        LineRange range = HistoryAccess.OfGuest(_context.Server, room, _user).Range(before: _upTo + 1);
        return _context.Server.Store.Read(connection => LineQuery.First(connection, LineQuery.Last(connection, range, count), count));
    }

    private byte[] Render(Room room, Session session, ReplyBuffer buffer)
    {
        if (_kept.Count == 0) return [];
        byte[]? batch = session.Has(Capability.Batch) ? buffer.NewReference() : null;
        var playback = new Playback(session, new HistoryTarget(room.Name, room.Record.Conversation), batch) { TellsTime = true };
        foreach (KeptLine line in _kept) playback.Write(line);
        if (session.Outbox.Variant == Variant.Typed) return [.. "-- Said here before:\r\n"u8, .. playback.Written];
        if (batch is null) return playback.Written.ToArray();
        return [.. buffer.Line(Verbs.Batch, [(byte)'+', .. batch], "chathistory"u8, room.Name), .. playback.Written, .. buffer.Line(Verbs.Batch, [(byte)'-', .. batch])];
    }
}
