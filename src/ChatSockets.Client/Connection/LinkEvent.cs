using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>An event of a connection; the link distinguishes a late event of an old connection from the present one's.</summary>
internal abstract record LinkEvent(ILink Link);

internal sealed record LinkOpened(ILink Link, LinkSecurity Security) : LinkEvent(Link)
{
    /// <summary>Where the connection leads, if a policy (IRCv3 STS) has led it to another port; else null.</summary>
    public ServerAddress? Elsewhere { get; init; }
}

/// <summary>One line from the server, as its own copy.</summary>
internal sealed record LinkLine(ILink Link, byte[] Bytes, LineStatus Status) : LinkEvent(Link);

/// <summary>The connection is over or never was; the reason is a clause to show, the advice a sentence or nothing.</summary>
internal sealed record LinkClosed(ILink Link, string Reason, string Advice) : LinkEvent(Link)
{
    /// <summary>Set if the server was reached, and we did not talk to it.</summary>
    public LinkRefusal? Refusal { get; init; }
}
