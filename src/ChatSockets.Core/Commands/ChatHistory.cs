using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 chathistory: stored messages. Members can read a room's history, and an account can read its private conversations under the other
/// user's nickname or account.
/// </summary>
internal static class ChatHistory
{
    public static readonly Command Row = new(
        "CHATHISTORY", Handle,
            "CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN <room or nickname> <reference> [<reference>] <limit> or CHATHISTORY TARGETS "
            + "<time> <time> <limit>",
        "Returns stored messages.")
    {
        MinimumParameters = 1,
        Cost = 2,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (!context.Session.Has(Capability.ChatHistory))
        {
            context.Reply.UnknownCommand(Verbs.ChatHistory);
            return;
        }
        if (HistoryRequest.Parse(context, message) is not { } request) return;
        try
        {
            if (request.IsForTargets) HistoryTargets.Send(context, request);
            else if (HistoryAccess.Find(context, request.Target) is { } target) Send(context, target, request);
            else request.Fail("INVALID_TARGET"u8, request.Target, "Messages could not be retrieved");
        }
        catch (StoreException exception)
        {
            request.Fail("MESSAGE_ERROR"u8, request.Target, $"Messages could not be retrieved: {exception.Message}");
        }
    }

    private static void Send(CommandContext context, HistoryTarget target, HistoryRequest request)
    {
        Store store = context.Server.Store;
        LineRange range = target.Range(request.After, request.Before, context.Session.Has(Capability.EventPlayback));
        if (request.Centre is { } centre)
        {
            LineRange before = range with { Before = centre };
            range = store.Read(connection => LineQuery.Last(connection, before, request.Limit / 2)) with { Before = LineRange.End };
        }
        else if (request.IsFromEnd)
        {
            range = store.Read(connection => LineQuery.Last(connection, range, request.Limit));
        }
        new HistoryAnswer(context, target, "chathistory"u8.ToArray()).Send(range, request.Limit);
    }
}
