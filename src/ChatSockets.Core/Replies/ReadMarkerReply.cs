using System.Collections.Frozen;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>How far the user has read: IRCv3 read-marker.</summary>
internal static class ReadMarkerReply
{
    /// <summary>What stands before the time.</summary>
    public static ReadOnlySpan<byte> Prefix => "timestamp="u8;

    /// <summary>Behind JOIN, and before the end of the names.</summary>
    public static void OnJoin(Reply reply, Session session, Room room, FrozenDictionary<byte[], DateTimeOffset> markers)
    {
        if (session.Has(Capability.ReadMarker))
            Send(reply, room.Name, markers.TryGetValue(room.Name, out DateTimeOffset time) ? time : null);
    }

    public static void Send(Reply reply, ReadOnlySpan<byte> target, DateTimeOffset? time)
    {
        MessageWriter writer = reply.Buffer.Begin(Verbs.MarkRead);
        writer.Parameter(target);
        writer.Parameter(time is null ? "*"u8 : [.. Prefix, .. ServerTime.Of(time.Value)]);
        reply.Buffer.End(ref writer);
    }
}
