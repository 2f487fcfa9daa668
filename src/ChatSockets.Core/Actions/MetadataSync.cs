using System.Collections.Immutable;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>
/// The values that a client needs at the start: IRCv3 metadata, "Notifications" and "Postponed synchronization". If there are too many to
/// send unasked, they are only announced, and sent on request.
/// </summary>
internal static class MetadataSync
{
    private readonly record struct Value(byte[] Target, string Key, byte[] Text);

    /// <summary>Sends a newly registered user their own values.</summary>
    public static void OnRegistration(CommandContext context)
    {
        if (MetadataForm.IsKnownTo(context.Session))
            Send(context.Reply, context.User.Nickname, [.. ValuesOf(MetadataSubject.Of(context.User), keys: null)]);
    }

    /// <summary>Sends a session that has entered a room the values of the room and its members. Within the room's lock.</summary>
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

    /// <summary>Sends the values that a client has subscribed to; for a room, within its lock.</summary>
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
