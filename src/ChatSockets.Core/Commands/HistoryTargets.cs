using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 chathistory, "TARGETS": in which rooms and with whom the asker has conversations; and which conversation a nickname stands for.
/// </summary>
internal static class HistoryTargets
{
    private readonly record struct Found(byte[] Name, long Last);

    /// <summary>Replies to CHATHISTORY TARGETS.</summary>
    /// <inheritdoc cref="HistoryAccess.WithUser"/>
    public static void Send(CommandContext context, HistoryRequest request)
    {
        List<Found> all = [.. Rooms(context), .. Users(context)];
        IEnumerable<Found> inRange = all.Where(found => found.Last > request.After && found.Last < request.Before)
            .OrderBy(found => found.Last);
        ReplyBuffer buffer = context.Reply.Buffer;
        buffer.BeginBatch("draft/chathistory-targets"u8);
        foreach (Found found in request.IsFromEnd ? inRange.TakeLast(request.Limit) : inRange.Take(request.Limit))
        {
            MessageWriter writer = buffer.Begin(Verbs.ChatHistory);
            writer.Parameter("TARGETS"u8);
            writer.Parameter(found.Name);
            writer.Parameter(ServerTime.Of(context.Server.MessageIds.TimeOf(found.Last)));
            buffer.End(ref writer);
            if (!context.Page()) return;
        }
        buffer.EndBatch();
    }

    private static IEnumerable<Found> Rooms(CommandContext context)
    {
        foreach (Room room in context.User.Rooms)
        {
            if (HistoryAccess.Of(context.Server, room, context.User) is not { Conversation: not 0 } target) continue;
            if (context.Server.Store.Read(connection => LineQuery.Ends(connection, target.Range()).Last) is not 0 and var last)
                yield return new Found(target.Name, last);
        }
    }

    // Of two conversations under one name the later one counts.
    private static IEnumerable<Found> Users(CommandContext context)
    {
        if (context.User.Account is not { } own) return [];
        List<Correspondence> all = context.Server.Conversations.Of(own);
        long[] last = context.Server.Store.Read(connection =>
            all.Select(with => LineQuery.LastMessage(connection, with.Conversation)).ToArray());
        return all.Select((with, i) => new Found(with.Name.ToArray(), last[i])).GroupBy(found => found.Name, CaseMapping.Ascii)
            .Select(group => group.MaxBy(found => found.Last));
    }
}
