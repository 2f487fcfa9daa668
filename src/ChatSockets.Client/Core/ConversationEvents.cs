using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>What events mean for the conversations: which are opened, renamed and closed, and what is unread.</summary>
internal sealed class ConversationEvents(ClientApp app)
{
    // How far back private talks are looked for that the user does not know of.
    private static readonly TimeSpan TargetsSpan = TimeSpan.FromDays(7);

    private Conversations Conversations => app.Conversations;

    /// <summary>For a front with timelines.</summary>
    public void TakeKept(Network network, SessionEvent happened)
    {
        switch (happened)
        {
            case Registered:
                network.Outbox.Registered();
                network.History!.Registered(app.Clock.GetUtcNow() - TargetsSpan);
                foreach (Conversation each in Conversations.Of(network).Where(each => !each.IsServer && !each.IsRoom))
                    network.History.Opened(each);
                break;
            case ChatMessage said:
                if (said is { Self: true, Replayed: true }) network.Outbox.TakePlayedBack(said);
                bool isNew = said.Kind != SpeechKind.Notice && Conversations.Find(network, said.Conversation) is null;
                if (isNew) network.History!.Opened(Conversations.Ensure(network, said.Conversation));
                break;
            default: TakeRoom(network, happened); break;
        }
    }

    /// <summary>For a front without timelines.</summary>
    public void TakePassing(Network network, SessionEvent happened)
    {
        switch (happened)
        {
            case ChatMessage { Kind: not SpeechKind.Notice } said when !said.Self || !network.Session!.Isupport.IsRoom(said.Conversation):
                Conversation conversation = Conversations.Ensure(network, said.Conversation);
                if (conversation != Conversations.Current) conversation.Unread++;
                break;
            default: TakeRoom(network, happened); break;
        }
    }

    private void TakeRoom(Network network, SessionEvent happened)
    {
        switch (happened)
        {
            case Joined { Self: true } joined: Enter(network, joined.Room); break;
            case RoomRenamed renamed: Conversations.Rename(network, renamed.OldName, renamed.NewName); break;
            case Parted { Self: true } parted when Conversations.Find(network, parted.Room) is { } left: Conversations.Close(left); break;
            case Renamed renamed: Conversations.Rename(network, renamed.OldNick, renamed.NewNick); break;
            default: break;
        }
    }

    private void Enter(Network network, string name)
    {
        Conversation room = Conversations.Ensure(network, name);
        // The room that a user asks for is shown; of those at the start, the first one.
        Conversation? current = Conversations.Current;
        bool isFirst = current is null || (current.IsServer && current.Network == network);
        if (isFirst || (network.IsReady && current!.Network == network)) Conversations.SwitchTo(room);
        network.History?.Opened(room);
        network.Outbox.Pump();
    }
}
