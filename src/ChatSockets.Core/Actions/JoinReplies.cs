using System.Collections.Frozen;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// The replies to a JOIN for a user's terminals: the topic, the read marker, the names unless unwanted, metadata, and the last messages.
/// The stored parts are read before the locks are taken. Used by the entering session's thread.
/// </summary>
/// <param name="context">The context of the session that enters.</param>
/// <param name="user">The user; the session may be about to become another terminal of theirs.</param>
internal sealed class JoinReplies(CommandContext context, User user)
{
    // What is read of several rooms before they are entered; of the others it is read afterwards.
    private const int MaximumBytes = 256 * 1024;

    private readonly Session[] _told = Here(context.User == user ? user.Sessions : [context.Session]);
    private readonly Dictionary<Room, JoinHistory> _histories = [];
    private readonly List<(Session Session, NameList Names)> _names = [];
    private readonly List<Room> _later = [];
    private FrozenDictionary<byte[], DateTimeOffset>? _markers;

    /// <summary>Reads the stored parts for a room. Before the locks of the user and the room are taken.</summary>
    public void Read(Room room)
    {
        if (!_histories.TryGetValue(room, out JoinHistory? history) && JoinHistory.For(context, user, _told) is { } wanted)
            _histories.Add(room, history = wanted);
        history?.Read(room, ahead: _histories.Values.Sum(static one => one.Bytes) < MaximumBytes);
        if (Array.Exists(_told, static session => session.Has(Capability.ReadMarker))) _markers ??= Markers();
    }

    /// <summary>Returns whether the room can be entered now; otherwise read again. Within the room's lock.</summary>
    public bool IsCurrent(Room room) => !_histories.TryGetValue(room, out JoinHistory? history) || history.IsCurrent(room);

    /// <summary>Tells one of the user's sessions, within the locks: all, but for the names of a large room behind the first page.</summary>
    public void Tell(Room room, Reply reply, Session session)
    {
        if (session.IsElsewhere) return;
        TellHead(room, reply, session);
        TellWho(room, reply, session);
        if (_histories.TryGetValue(room, out JoinHistory? history)) history.Send(room, reply, session);
    }

    /// <summary>
    /// Sends the short replies within the locks; the rest follows after the locks. For users who enter many rooms at once.
    /// </summary>
    public void TellShortly(Room room, Reply reply)
    {
        if (context.Session.IsElsewhere) return;
        TellHead(room, reply, context.Session);
        if (_histories.TryGetValue(room, out JoinHistory? history)) history.Owe(room, context.Session);
        _later.Add(room);
    }

    /// <summary>After the locks: sends what was too long within them or not available before, a page at a time.</summary>
    public void TellLate()
    {
        SendNames();
        foreach (Room room in _later)
        {
            if (!context.Page()) return;
            lock (room.Gate)
            {
                if (room.Find(user) is not null) TellWho(room, context.Reply, context.Session);
                context.Reply.Buffer.Flush();
            }
            SendNames();
        }
        foreach ((Room room, JoinHistory history) in _histories)
        {
            if (!context.Page()) return;
            history.SendLate(room);
        }
    }

    // Those of other servers are told there.
    private static Session[] Here(Session[] sessions) =>
        Array.Exists(sessions, static session => session.IsElsewhere)
            ? [.. sessions.Where(static session => !session.IsElsewhere)] : sessions;

    private void TellHead(Room room, Reply reply, Session session)
    {
        reply.Topic(room);
        ReadMarkerReply.OnJoin(reply, session, room, _markers ?? FrozenDictionary<byte[], DateTimeOffset>.Empty);
    }

    private void TellWho(Room room, Reply reply, Session session)
    {
        if (!session.Has(Capability.NoImplicitNames) && reply.Names(room, session) is { } rest)
        {
            _names.Add((session, rest));
            reply.Buffer.ExpectMore();
        }
        MetadataSync.OnJoin(reply, session, room);
    }

    private void SendNames()
    {
        foreach ((Session session, NameList names) in _names)
        {
            if (session == context.Session) context.TryPage(names);
            else names.SendUnasked();
        }
        _names.Clear();
    }

    private FrozenDictionary<byte[], DateTimeOffset> Markers()
    {
        if (user.Account is null)
        {
            lock (user.Gate) return user.Told.All;
        }
        try
        {
            return context.Server.ReadMarkers.Of(user.Account);
        }
        catch (StoreException exception)
        {
            // One can enter all the same.
            context.Server.Log.Warning("What has been read could not be looked up: {Reason}", exception.Message);
            return FrozenDictionary<byte[], DateTimeOffset>.Empty;
        }
    }
}
