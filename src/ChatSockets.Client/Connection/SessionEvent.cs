using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Connection;

/// <summary>The meaning of a server's message. The time is the server's (IRCv3 server-time) or, without one, our clock's.</summary>
internal abstract record SessionEvent(DateTimeOffset Time)
{
    /// <summary>Whether it happened before, and the server plays it back.</summary>
    public bool Replayed { get; init; }

    /// <summary>The id of the message that told of something other than a message (IRCv3 message-ids); null without one.</summary>
    public string? EventId { get; init; }

    /// <summary>The label of our command that this is a reply to (IRCv3 labeled-response); null for no reply, or without labels.</summary>
    public string? Label { get; init; }
}

internal enum SpeechKind
{
    Message,
    Notice,

    /// <summary>CTCP ACTION: "/me waves".</summary>
    Action,
}

/// <summary>Somebody said something. The conversation is the room, or in private the other side's nickname.</summary>
internal sealed record ChatMessage(DateTimeOffset Time, SpeechKind Kind, string Conversation, string From, string Text,
    bool Self, string? Id)
    : SessionEvent(Time)
{
    /// <summary>The status that members need to see it (ISUPPORT STATUSMSG): <c>@</c> in <c>@#lobby</c>; empty if all see it.</summary>
    public string Status { get; init; } = "";

    /// <summary>The target as it was named: <c>@#lobby</c>.</summary>
    public string To => Status + Conversation;

    /// <summary>The id of the message that it answers (IRCv3 +reply, +draft/reply); null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The sender's nick!user@host, as far as it is told.</summary>
    public string Source { get; init; } = "";
}

/// <summary>Somebody is typing, has paused or has stopped: IRCv3 +typing.</summary>
internal sealed record Typing(DateTimeOffset Time, string Conversation, string From, bool IsActive) : SessionEvent(Time);

/// <summary>Somebody reacts to a message, or takes that back: IRCv3 +draft/react, +draft/unreact.</summary>
internal sealed record Reacted(DateTimeOffset Time, string Conversation, string From, string MessageId, string Symbol, bool IsTakenBack)
    : SessionEvent(Time);

/// <summary>A message was deleted: IRCv3 draft/message-redaction.</summary>
internal sealed record Redacted(DateTimeOffset Time, string Conversation, string By, string MessageId, string Reason) : SessionEvent(Time);

/// <summary>How far another terminal of ours has read (IRCv3 draft/read-marker); null if it is not known.</summary>
internal sealed record ReadMarked(DateTimeOffset Time, string Conversation, DateTimeOffset? UpTo) : SessionEvent(Time);

/// <summary>Somebody has gone away, or come back (then the message is null): IRCv3 away-notify.</summary>
internal sealed record AwayChanged(DateTimeOffset Time, string Nick, string? Message) : SessionEvent(Time);

/// <summary>Something other than a message that is played back: IRCv3 draft/event-playback.</summary>
internal sealed record PastEvent(DateTimeOffset Time, string Conversation, string Verb, string Nick, string Text, string? Id)
    : SessionEvent(Time);

/// <summary>A conversation in which something was said: IRCv3 draft/chathistory, TARGETS.</summary>
internal sealed record HistoryTarget(DateTimeOffset Time, string Conversation, DateTimeOffset Latest) : SessionEvent(Time);

/// <summary>A room has another name: IRCv3 draft/channel-rename.</summary>
internal sealed record RoomRenamed(DateTimeOffset Time, string OldName, string NewName) : SessionEvent(Time);

/// <summary>One room of the answer to LIST.</summary>
internal sealed record RoomListed(DateTimeOffset Time, string Room, int Members, string Topic) : SessionEvent(Time);

/// <summary>The end of the answer to LIST.</summary>
internal sealed record RoomsListed(DateTimeOffset Time) : SessionEvent(Time);

/// <summary>One user of the answer to WHO. The room is an asterisk where none was asked for.</summary>
internal sealed record UserListed(DateTimeOffset Time, string Room, string Nick, string Status, bool IsAway) : SessionEvent(Time)
{
    public string User { get; init; } = "";

    public string Host { get; init; } = "";

    public string RealName { get; init; } = "";

    /// <summary>The account; null for none, and where the server does not tell.</summary>
    public string? Account { get; init; }

    /// <summary>The flags as the server wrote them: <c>H@</c>.</summary>
    public string Flags { get; init; } = "";

    public bool IsOperator { get; init; }

    public bool IsBot { get; init; }
}

/// <summary>The end of the answer to WHO.</summary>
internal sealed record UsersListed(DateTimeOffset Time, string Mask) : SessionEvent(Time);

/// <summary>The server has handled a command of ours and has nothing else to say: ACK, or the end of a labelled batch.</summary>
internal sealed record Acknowledged(DateTimeOffset Time) : SessionEvent(Time);

/// <summary>The server knows us under this nickname, and its greeting is over.</summary>
internal sealed record Registered(DateTimeOffset Time, string Nick) : SessionEvent(Time)
{
    /// <summary>How safe the connection is; null if that is not known.</summary>
    public LinkSecurity? Security { get; init; }
}

/// <summary>The server asks for TLS only: IRCv3 Strict Transport Security. The network follows it; nobody else needs it.</summary>
internal sealed record StrictTransportSeen(DateTimeOffset Time, StsOffer Offer) : SessionEvent(Time);

/// <summary>A nickname was refused while registering, and the next one is being tried.</summary>
internal sealed record NickRefused(DateTimeOffset Time, string Nick, string Next, string Reason) : SessionEvent(Time);

/// <summary>The server will not have us: the password, a ban, or no nickname was right. The connection is of no more use.</summary>
internal sealed record RegistrationRefused(DateTimeOffset Time, string Reason) : SessionEvent(Time);

internal sealed record Joined(DateTimeOffset Time, string Room, string Nick, bool Self) : SessionEvent(Time)
{
    /// <summary>The key that we came in with; null without one.</summary>
    public string? Key { get; init; }
}

/// <summary>A room would not let us in.</summary>
internal sealed record JoinRefused(DateTimeOffset Time, string Room, string Reason) : SessionEvent(Time);

internal sealed record Parted(DateTimeOffset Time, string Room, string Nick, string Reason, bool Self) : SessionEvent(Time);

/// <summary>Somebody left the server; the rooms are those that we shared.</summary>
internal sealed record LeftServer(DateTimeOffset Time, string Nick, string Reason, IReadOnlyList<string> Rooms) : SessionEvent(Time);

internal sealed record Renamed(DateTimeOffset Time, string OldNick, string NewNick, bool Self) : SessionEvent(Time);

internal sealed record Kicked(DateTimeOffset Time, string Room, string Nick, string By, string Reason, bool Self) : SessionEvent(Time);

/// <summary>A room's topic, and who set it; empty if the server only reports it. An empty text means no topic.</summary>
internal sealed record TopicSeen(DateTimeOffset Time, string Room, string By, string Text) : SessionEvent(Time);

internal sealed record ModeChanged(DateTimeOffset Time, string Target, string By, string Modes) : SessionEvent(Time);

/// <summary>A room's members, each with the prefixes of their statuses.</summary>
internal sealed record MembersListed(DateTimeOffset Time, string Room, IReadOnlyList<string> Members) : SessionEvent(Time);

internal sealed record Invited(DateTimeOffset Time, string Room, string By) : SessionEvent(Time);

/// <summary>A line of the server's welcome and its message of the day.</summary>
internal sealed record Greeted(DateTimeOffset Time, string Text) : SessionEvent(Time);

/// <summary>A reply or notice of the server that only needs to be shown.</summary>
internal sealed record Informed(DateTimeOffset Time, string Room, string Text) : SessionEvent(Time);

/// <summary>The server refused something that we sent; the subject is the room, nickname or command in question, or empty.</summary>
internal sealed record Refused(DateTimeOffset Time, int Code, string Subject, string Text) : SessionEvent(Time)
{
    /// <summary>The command that was refused, where the server names it (IRCv3 standard-replies); else empty.</summary>
    public string Command { get; init; } = "";
}

/// <summary>The answer to our PING: everything we sent before has been handled.</summary>
internal sealed record Ponged(DateTimeOffset Time, string Token) : SessionEvent(Time);

/// <summary>ERROR: the server is about to close the connection.</summary>
internal sealed record ServerClosing(DateTimeOffset Time, string Reason) : SessionEvent(Time);

/// <summary>The account that we have asked for exists, or will when its address is confirmed: IRCv3 draft/account-registration.</summary>
internal sealed record AccountMade(DateTimeOffset Time, string Account, bool IsComplete) : SessionEvent(Time);
