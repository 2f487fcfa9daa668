using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>Tells the server how far a conversation has been read, for the user's other terminals: IRCv3 draft/read-marker.</summary>
internal static class ReadMarks
{
    /// <summary>Everything in the conversation has been read.</summary>
    public static void Send(Conversation conversation)
    {
        if (conversation.IsServer) return;
        if (conversation.Network.Session is not { IsRegistered: true } session || !session.Has(Capability.ReadMarker)) return;
        if (conversation.Timeline.NewestId is not { } newest || !conversation.Timeline.TryFind(newest, out long position)) return;
        DateTimeOffset time = conversation.Timeline[position].Time;
        if (conversation.ReadUpTo >= time) return;
        conversation.ReadUpTo = time;
        session.Outgoing.Send(Verbs.MarkRead, conversation.Name, $"timestamp={WireTime.Format(time)}");
    }
}
