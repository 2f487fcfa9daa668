using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 read-marker: the time up to which a user has read, sent to all of the user's terminals and to nobody else. An account's markers
/// are stored; a guest's last as long as the connection.
/// </summary>
internal static class MarkRead
{
    public static readonly Command Row = new("MARKREAD", Handle, "MARKREAD <room or nickname> [timestamp=<time>]",
        "Shows or tells up to when you have read.")
    { IsShared = true };

    private static void Handle(CommandContext context, in Message message)
    {
        if (!context.Session.Has(Capability.ReadMarker))
        {
            context.Reply.UnknownCommand(Verbs.MarkRead);
            return;
        }
        byte[] target = message[0].ToArray();
        if (message.Count == 0) Fail(context, "NEED_MORE_PARAMS"u8, [], "Missing parameters");
        else if (!RoomName.IsValid(target) && !Nickname.IsValid(target)) Fail(context, "INVALID_PARAMS"u8, [target], "Invalid target");
        else Answer(context, target, message);
    }

    private static void Answer(CommandContext context, byte[] target, in Message message)
    {
        try
        {
            if (message.Count == 1) Get(context, target);
            else if (!message[1].StartsWith(ReadMarkerReply.Prefix)
                || !HistoryRequest.TryParseTime(message[1][ReadMarkerReply.Prefix.Length..], out DateTimeOffset time))
                Fail(context, "INVALID_PARAMS"u8, [target, message[1].ToArray()], "Invalid timestamp");
            else Set(context, target, time);
        }
        catch (StoreException exception)
        {
            Fail(context, "INTERNAL_ERROR"u8, [target], $"The read timestamp is not to be had: {exception.Message}");
        }
    }

    private static void Get(CommandContext context, byte[] target)
    {
        DateTimeOffset? time;
        if (context.User.Account is null)
        {
            lock (context.User.Gate) time = context.User.Told.Of(target);
        }
        else
        {
            time = context.Server.ReadMarkers.Of(context.User.Account).TryGetValue(target, out DateTimeOffset set) ? set : null;
        }
        ReadMarkerReply.Send(context.Reply, target, time);
    }

    private static void Set(CommandContext context, byte[] target, DateTimeOffset time)
    {
        DateTimeOffset now = context.Server.Clock.GetUtcNow();
        DateTimeOffset set = time < now ? time : now;
        if (context.User.Account is { } account) set = context.Server.ReadMarkers.Set(account, target, set, now);
        lock (context.User.Gate)
        {
            bool isNew = context.User.Told.Advance(target, ref set);
            ReadMarkerReply.Send(context.Reply, target, set);
            context.Reply.Buffer.Flush();
            if (!isNew) return;
            foreach (Session other in context.User.Sessions)
            {
                if (other == context.Session || !other.Has(Capability.ReadMarker)) continue;
                var reply = new Reply(other);
                ReadMarkerReply.Send(reply, target, set);
                reply.Buffer.FlushUnasked();
            }
        }
    }

    private static void Fail(CommandContext context, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about, string text) =>
        context.Reply.Fail(Verbs.MarkRead, code, about, Encoding.UTF8.GetBytes(text));
}
