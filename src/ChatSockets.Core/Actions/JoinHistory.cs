using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Core.Actions;

/// <summary>
/// A room's last messages for a user who enters it with a client that cannot request history (IRCv3 chathistory batch), without those that
/// the user knows: an account gets those since it last left or read (IRCv3 read-marker), and a guest who was there minutes ago gets none.
/// They follow the names and precede new messages, without a gap or a double: they are read under no lock up to the last delivered line,
/// and the room is entered only if that is still the last one; otherwise they are read again. In a room that is too busy for that, they
/// arrive late, after a few new lines. Used by the entering user's thread; one per JOIN.
/// </summary>
internal sealed class JoinHistory
{
    /// <summary>The most bytes, more or less, that are shown of one room.</summary>
    public const int MaximumBytes = 64 * 1024;

    private const int MaximumTries = 4;

    private readonly CommandContext _context;
    private readonly User _user;
    private readonly List<Session> _owed = [];
    private List<StoredLine> _kept = [];
    private byte[] _own = [];
    private long _upTo;
    private int _version = -1;
    private int _tries;
    private bool _hasFailed;

    private JoinHistory(CommandContext context, User user) => (_context, _user) = (context, user);

    /// <summary>Returns the history for a user who is about to enter a room; null if none of the sessions wants it.</summary>
    public static JoinHistory? For(CommandContext context, User user, Session[] told) =>
        !user.IsBot && Array.Exists(told, Wants) ? new JoinHistory(context, user) : null;

    /// <summary>Before the locks of the user and the room are taken.</summary>
    /// <param name="room">The room.</param>
    /// <param name="ahead">Whether the lines are read now; else after the locks.</param>
    public void Read(Room room, bool ahead)
    {
        _tries++;
        _kept = [];
        _own = [];
        try
        {
            _context.Server.RoomConversations.LookUp(room);
            if (!ahead) return;
            _version = room.Record.Version;
            _upTo = room.Record.LastSaid;
            _kept = Stored(room);
            if (Wants(_context.Session)) _own = Render(room, _context.Session, _context.Reply.Buffer);
        }
        catch (StoreException exception)
        {
            // One can enter all the same.
            _context.Server.Log.Warning("A room's history could not be read: {Reason}", exception.Message);
            _hasFailed = true;
        }
    }

    /// <summary>The bytes that it has in memory, more or less.</summary>
    public int Bytes => _kept.Sum(static line => line.Weight) + _own.Length;

    /// <summary>Returns whether the room can be entered now; otherwise read again. Within the room's lock.</summary>
    public bool IsCurrent(Room room) => _hasFailed || room.Record.Version == _version || _tries == MaximumTries;

    /// <summary>Behind the names, within the same lock, to one of the user's sessions.</summary>
    public void Send(Room room, Reply reply, Session session)
    {
        if (_hasFailed || !Wants(session)) return;
        if (room.Record.Version == _version)
        {
            // Another terminal has not asked for it: it gets it while it has room.
            if (session == _context.Session) reply.Buffer.Add(_own);
            else if (session.Outbox.HasRoom) reply.Buffer.Add(Render(room, session, reply.Buffer));
            return;
        }
        Owe(room, session);
    }

    /// <summary>Enters without waiting: the history follows after the locks, whatever has been read of it.</summary>
    public void Owe(Room room, Session session)
    {
        if (_hasFailed || !Wants(session)) return;
        // What comes after this the guest sees as everybody does.
        if (_owed.Count == 0) _upTo = room.Record.LastSaid;
        _owed.Add(session);
    }

    /// <summary>After the locks: sends a user who has entered the history that could not be sent before.</summary>
    public void SendLate(Room room)
    {
        if (_owed.Count == 0) return;
        try
        {
            _kept = Stored(room);
        }
        catch (StoreException exception)
        {
            _context.Server.Log.Warning("A room's history could not be read: {Reason}", exception.Message);
            return;
        }
        foreach (Session session in _owed)
        {
            bool isAsker = session == _context.Session;
            if (!isAsker && !session.Outbox.HasRoom) continue;
            ReplyBuffer buffer = isAsker ? _context.Reply.Buffer : new Reply(session).Buffer;
            buffer.Add(Render(room, session, buffer));
            if (isAsker) buffer.Flush();
            else buffer.FlushUnasked();
        }
        _kept = [];
    }

    private static bool Wants(Session session) =>
        session.Server.Options.HistoryOnJoin > 0 && !session.User.IsBot && !session.Has(Capability.ChatHistory)
            && !session.Has(Capability.ZncPlayback);

    // The last lines up to the last that everybody had seen.
    private List<StoredLine> Stored(Room room)
    {
        if (_upTo == 0) return [];
        ChatContext server = _context.Server;
        int count = server.Options.HistoryOnJoin;
        HistoryTarget target = HistoryAccess.OfGuest(server, room, _user);
        byte[]? account = _user.Account;
        bool hasLeft = server.Leavers.HasLeft(_user, room);
        // An account may have left just now: what is known of it since is on its way.
        if (account is not null) server.Store.Commits.Flush();
        else if (hasLeft) return [];
        return server.Store.Read(connection =>
        {
            long? known = account is null ? null : Known(connection, account, target);
            if (known is null && hasLeft) return [];
            return LineQuery.LastLines(connection, target.Range(known ?? 0, _upTo + 1), count, MaximumBytes);
        });
    }

    // The last id that an account has been told, or has read; null where neither is known.
    private long? Known(SqliteConnection connection, byte[] account, HistoryTarget target)
    {
        long? told = LastTold.Of(connection, account, target.Conversation);
        if (ReadMarkers.Of(connection, account, target.Name) is not { } read) return told;
        long id = _context.Server.MessageIds.FirstOf(read.AddMilliseconds(1)) - 1;
        return told is null ? id : Math.Max(told.Value, id);
    }

    private byte[] Render(Room room, Session session, ReplyBuffer buffer)
    {
        if (_kept.Count == 0) return [];
        byte[]? batch = session.Has(Capability.Batch) ? buffer.NewReference() : null;
        var playback = new Playback(session, new HistoryTarget(room.Name, room.Record.Conversation), batch) { TellsTime = true };
        foreach (StoredLine line in _kept) playback.Write(line);
        if (session.Outbox.Variant == Variant.Typed) return [.. "-- Earlier messages:\r\n"u8, .. playback.Written];
        if (batch is null) return playback.Written.ToArray();
        return [.. buffer.Line(Verbs.Batch, [(byte)'+', .. batch], "chathistory"u8, room.Name), .. playback.Written,
            .. buffer.Line(Verbs.Batch, [(byte)'-', .. batch])];
    }
}
