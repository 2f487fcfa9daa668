using System.Collections.Immutable;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Metadata;

/// <summary>
/// The values that a client needs to begin with: IRCv3 metadata, "Notifications" and "Postponed synchronization". What is too much to be
/// sent unasked is only announced, and sent when it is asked for.
/// </summary>
internal static class MetadataSync
{
    private readonly record struct Value(byte[] Target, string Key, byte[] Text);

    /// <summary>Somebody has registered: what is set on them already.</summary>
    public static void OnRegistration(CommandContext context)
    {
        if (MetadataForm.IsKnownTo(context.Session))
            Send(context.Reply, context.User.Nickname, [.. ValuesOf(MetadataSubject.Of(context.User), keys: null)]);
    }

    /// <summary>A session has entered a room: what is set on it and on who is there. Within the room's lock.</summary>
    public static void OnJoin(Reply reply, Session session, Room room)
    {
        if (MetadataForm.IsKnownTo(session)) OfRoom(reply, room, session.Subscriptions);
    }

    /// <summary>Somebody has subscribed to keys.</summary>
    public static void OnSubscription(CommandContext context, IReadOnlySet<string> keys)
    {
        foreach (Room room in context.User.Rooms)
        {
            lock (room.Gate)
            {
                if (room.Find(context.User) is not null) OfRoom(context.Reply, room, keys);
                context.Reply.Buffer.Flush();
            }
            if (!context.Page()) return;
        }
    }

    /// <summary>Somebody has asked for what they are subscribed to; of a room, within its lock.</summary>
    public static void OnRequest(CommandContext context, MetadataSubject subject)
    {
        ImmutableSortedSet<string> keys = context.Session.Subscriptions;
        List<Value> values = subject.Room is { } room ? ValuesOf(room, keys, MetadataLimits.MaximumAsked) : [.. ValuesOf(subject, keys)];
        if (values.Count > MetadataLimits.MaximumAsked) Later(context.Reply, subject.Name);
        else Send(context.Reply, subject.Name, values);
    }

    private static void OfRoom(Reply reply, Room room, IReadOnlySet<string> keys)
    {
        if (keys.Count == 0) return;
        List<Value> values = ValuesOf(room, keys, MetadataLimits.MaximumUnasked);
        if (values.Count > MetadataLimits.MaximumUnasked) Later(reply, room.Name);
        else if (values.Count > 0) Send(reply, room.Name, values);
    }

    // One more than the limit at the most.
    private static List<Value> ValuesOf(Room room, IReadOnlySet<string> keys, int limit) =>
        [.. room.Members.Select(member => MetadataSubject.Of(member.User)).Prepend(MetadataSubject.Of(room))
            .SelectMany(subject => ValuesOf(subject, keys)).Take(limit + 1)];

    private static IEnumerable<Value> ValuesOf(MetadataSubject subject, IReadOnlySet<string>? keys) =>
        from entry in subject.Values
        where keys is null || keys.Contains(entry.Key)
        select new Value(subject.Name, entry.Key, entry.Value);

    private static void Send(Reply reply, byte[] about, List<Value> values)
    {
        ReplyBuffer buffer = reply.Buffer;
        bool isNumeric = MetadataForm.IsNumeric(reply.Session);
        buffer.BeginBatch("metadata"u8, about);
        foreach (Value value in values)
        {
            if (isNumeric)
            {
                MetadataForm.Write(buffer, value.Target, value.Key, value.Text);
                continue;
            }
            MessageWriter writer = buffer.Begin(Verbs.Metadata);
            writer.Parameter(value.Target);
            writer.Parameter(value.Key);
            writer.Parameter("*"u8);
            writer.Trailing(value.Text);
            buffer.End(ref writer);
        }
        buffer.EndBatch();
    }

    private static void Later(Reply reply, byte[] target)
    {
        MessageWriter writer = reply.Buffer.Begin(Numeric.RPL_METADATASYNCLATER);
        writer.Parameter(target);
        writer.Parameter(MetadataLimits.RetryAfter);
        reply.Buffer.End(ref writer);
    }
}
