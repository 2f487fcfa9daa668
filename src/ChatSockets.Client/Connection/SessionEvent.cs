namespace ChatSockets.Client.Connection;

/// <summary>What a server's message meant. The time is the server's word (IRCv3 server-time) or, without one, our clock's.</summary>
internal abstract record SessionEvent(DateTimeOffset Time)
{
    /// <summary>Whether it happened before, and the server plays it back.</summary>
    public bool Replayed { get; init; }

    /// <summary>
    /// The label of the command of ours that it answers (IRCv3 labeled-response); null where it answers none, or the server has no labels.
    /// </summary>
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
    /// <summary>
    /// The status that a member of the room must have to hear it (ISUPPORT STATUSMSG): <c>@</c> in <c>@#lobby</c>; empty where all hear it.
    /// </summary>
    public string Status { get; init; } = "";

    /// <summary>The target as it was named: <c>@#lobby</c>.</summary>
    public string To => Status + Conversation;
}

/// <summary>The server has handled a command of ours and has nothing else to say: ACK, or the end of a labelled batch.</summary>
internal sealed record Acknowledged(DateTimeOffset Time) : SessionEvent(Time);

/// <summary>The server knows us under this nickname, and its greeting is over.</summary>
internal sealed record Registered(DateTimeOffset Time, string Nick) : SessionEvent(Time);

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

/// <summary>A room's topic; by nobody where the server only tells what it is. An empty text is no topic.</summary>
internal sealed record TopicSeen(DateTimeOffset Time, string Room, string By, string Text) : SessionEvent(Time);

internal sealed record ModeChanged(DateTimeOffset Time, string Target, string By, string Modes) : SessionEvent(Time);

/// <summary>Who is in a room, each with the prefixes of their status.</summary>
internal sealed record MembersListed(DateTimeOffset Time, string Room, IReadOnlyList<string> Members) : SessionEvent(Time);

internal sealed record Invited(DateTimeOffset Time, string Room, string By) : SessionEvent(Time);

/// <summary>A line of the server's welcome and its message of the day.</summary>
internal sealed record Greeted(DateTimeOffset Time, string Text) : SessionEvent(Time);

/// <summary>An answer or a word of the server that asks for nothing but to be shown.</summary>
internal sealed record Informed(DateTimeOffset Time, string Room, string Text) : SessionEvent(Time);

/// <summary>The server refused something that we sent; the subject is the room, nickname or command in question, or empty.</summary>
internal sealed record Refused(DateTimeOffset Time, int Code, string Subject, string Text) : SessionEvent(Time);

/// <summary>The answer to a PING of ours: everything that we sent before it has been handled.</summary>
internal sealed record Ponged(DateTimeOffset Time, string Token) : SessionEvent(Time);

/// <summary>ERROR: the server is about to close the connection.</summary>
internal sealed record ServerClosing(DateTimeOffset Time, string Reason) : SessionEvent(Time);
