using System.Globalization;
using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>A room's topic and names, for a user who enters or asks. The caller holds the room's lock.</summary>
internal static class RoomReplies
{
    /// <summary>Sends RPL_TOPIC and RPL_TOPICWHOTIME, if there is a topic.</summary>
    public static void Topic(this Reply reply, Room room)
    {
        if (room.Topic is not { } topic) return;
        reply.Send(Numeric.RPL_TOPIC, room.Name, topic.Text);
        MessageWriter writer = reply.Buffer.Begin(Numeric.RPL_TOPICWHOTIME);
        writer.Parameter(room.Name);
        writer.Parameter(reply.Session.Server.Cloaks.Hide(topic.SetBy));
        writer.Parameter(topic.SetAt.ToUnixTimeSeconds());
        reply.Buffer.End(ref writer);
    }

    /// <summary>
    /// Sends the first page of the names. Returns null if that is all, otherwise the list to send the rest with, after the lock.
    /// </summary>
    public static NameList? Names(this Reply reply, Room room, Session asker)
    {
        var names = new NameList(room, asker);
        names.Write(reply);
        return names.IsDone ? null : names;
    }

    public static void EndOfNames(this Reply reply, ReadOnlySpan<byte> room) =>
        reply.Send(Numeric.RPL_ENDOFNAMES, room, "End of /NAMES list"u8);

    /// <summary>RPL_CHANNELMODEIS and RPL_CREATIONTIME.</summary>
    public static void Modes(this Reply reply, Room room, User asker)
    {
        MessageWriter writer = reply.Buffer.Begin(Numeric.RPL_CHANNELMODEIS);
        writer.Parameter(room.Name);
        foreach (string part in room.Modes.Format(withKey: room.Find(asker) is not null).Split(' ')) writer.Parameter(part);
        reply.Buffer.End(ref writer);

        writer = reply.Buffer.Begin(Numeric.RPL_CREATIONTIME);
        writer.Parameter(room.Name);
        writer.Parameter(room.Created.ToUnixTimeSeconds());
        reply.Buffer.End(ref writer);
    }

    /// <summary>A list of masks, with its own numerics.</summary>
    public static void Masks(this Reply reply, Room room, ListMode mode)
    {
        foreach (MaskList.Entry entry in mode.List(room).Entries)
        {
            MessageWriter writer = reply.Buffer.Begin(mode.Entry);
            writer.Parameter(room.Name);
            writer.Parameter(entry.Mask.Text);
            writer.Parameter(reply.Session.Server.Cloaks.Hide(entry.SetBy));
            writer.Parameter(entry.SetAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            reply.Buffer.End(ref writer);
        }
        reply.Send(mode.End, room.Name, Encoding.ASCII.GetBytes($"End of channel {mode.Name}"));
    }

    public static void ListFull(this Reply reply, ReadOnlySpan<byte> room, ReadOnlySpan<byte> mask, string list) =>
        reply.Send(Numeric.ERR_BANLISTFULL, room, mask, Encoding.ASCII.GetBytes($"Channel {list} is full"));
}
