using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>What can be done with a message. Each returns null, or why it cannot be done, as a clause to show.</summary>
internal static class MessageActions
{
    /// <summary>Says something as the answer to a message: IRCv3 +reply.</summary>
    public static string? Reply(Conversation conversation, in TimelineEntry entry, string text)
    {
        if (entry.Id is null) return NoIds;
        ClientApp.Say(conversation, text, SpeechKind.Message, entry.Id);
        return null;
    }

    /// <summary>Whether a message can be answered.</summary>
    public static string? CanReply(in TimelineEntry entry) => entry.Id is null ? NoIds : null;

    /// <summary>Whether a message can be reacted to.</summary>
    public static string? CanReact(Conversation conversation, in TimelineEntry entry) =>
        entry.Id is null || conversation.Network.Session?.Has(Capability.MessageTags) != true ? "this server has no reactions" : null;

    /// <summary>Reacts to a message: IRCv3 +draft/react.</summary>
    public static string? React(Conversation conversation, in TimelineEntry entry, string symbol)
    {
        if (CanReact(conversation, entry) is { } reason) return reason;
        ClientSession session = conversation.Network.Session!;
        session.Outgoing.SendTagged($"+draft/react={symbol};+draft/reply={entry.Id}", Verbs.Tagmsg, conversation.Name);
        if (!session.Echoes) conversation.ExtrasFor(entry.Id!).React(symbol, session.Nick);
        return null;
    }

    /// <summary>Whether a message can be deleted.</summary>
    public static string? CanRedact(Conversation conversation, in TimelineEntry entry) =>
        entry.Id is null || conversation.Network.Session?.Has(Capability.MessageRedaction) != true
            ? "this server cannot delete messages" : null;

    /// <summary>Deletes a message for everybody: IRCv3 draft/message-redaction.</summary>
    public static string? Redact(Conversation conversation, in TimelineEntry entry, string reason = "")
    {
        if (CanRedact(conversation, entry) is { } refusal) return refusal;
        Outgoing outgoing = conversation.Network.Session!.Outgoing;
        if (reason.Length > 0) outgoing.Send(Verbs.Redact, conversation.Name, entry.Id!, reason);
        else outgoing.Send(Verbs.Redact, conversation.Name, entry.Id!);
        return null;
    }

    private const string NoIds = "this server has no ids for messages: it cannot be answered";
}
