using System.Collections.Frozen;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Metadata;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// What somebody's terminals are told behind the JOIN of a room: the topic, how far the user has read, names unless they are not wanted, metadata, and what was
/// last said. What of that is in the store is read before the locks are taken. For the thread of the session that enters.
/// </summary>
/// <param name="context">Who enters.</param>
/// <param name="user">As whom: perhaps the session is about to become one more of that user's.</param>
internal sealed class Entrance(CommandContext context, User user)
{
    private readonly Session[] _told = context.User == user ? user.Sessions : [context.Session];
    private readonly Dictionary<Room, EntranceHistory> _histories = [];
    private FrozenDictionary<byte[], DateTimeOffset>? _markers;

    /// <summary>Reads what there is to tell of a room. Before the locks of the user and the room are taken.</summary>
    public void Read(Room room)
    {
        if (!_histories.TryGetValue(room, out EntranceHistory? history) && EntranceHistory.For(context, user, _told) is { } wanted) _histories.Add(room, history = wanted);
        history?.Read(room);
        if (Array.Exists(_told, static session => session.Has(Capability.ReadMarker))) _markers ??= Markers();
    }

    /// <summary>Whether the room may be entered now; else it is to be read again. Within the room's lock.</summary>
    public bool IsCurrent(Room room) => !_histories.TryGetValue(room, out EntranceHistory? history) || history.IsCurrent(room);

    /// <summary>Tells one of the user's sessions, within the locks.</summary>
    public void Tell(Room room, Reply reply, Session session)
    {
        reply.Topic(room);
        MarkRead.OnEntrance(reply, session, room, _markers ?? FrozenDictionary<byte[], DateTimeOffset>.Empty);
        if (!session.Has(Capability.NoImplicitNames)) reply.Names(room, session);
        MetadataSync.OnEntrance(reply, session, room);
        if (_histories.TryGetValue(room, out EntranceHistory? history)) history.Send(room, reply, session);
    }

    /// <summary>After the locks: what was not to be had before.</summary>
    public void TellLate()
    {
        foreach ((Room room, EntranceHistory history) in _histories) history.SendLate(room);
    }

    private FrozenDictionary<byte[], DateTimeOffset> Markers()
    {
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
