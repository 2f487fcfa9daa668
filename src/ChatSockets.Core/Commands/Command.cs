using ChatSockets.Core.Actions;
using ChatSockets.Core.Services;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Runs a command on the connection's own thread. Replies are collected in the context and sent when it returns.</summary>
internal delegate void CommandHandler(CommandContext context, in Message message);

/// <summary>A row of the <see cref="CommandTable"/>: a verb, its conditions, its handler and its help.</summary>
internal sealed record Command(string Verb, CommandHandler Handle, string Syntax, string Summary)
{
    /// <summary>Fewer parameters are answered with ERR_NEEDMOREPARAMS.</summary>
    public int MinimumParameters { get; init; }

    /// <summary>
    /// It is for operators of the server with one of these privileges; others are told so before anything else is looked at.
    /// </summary>
    public Privileges Needs { get; init; }

    /// <summary>The row's place in the table, by which its uses are counted.</summary>
    public int Index { get; init; }

    /// <summary>
    /// How many tokens of the <c>CommandRateLimit</c> it takes: one for most commands, more for those that notify many
    /// users, disturb somebody or make the server scan everything. Never zero, because a free command could be flooded.
    /// </summary>
    public int Cost { get; init; } = 1;

    /// <summary>Whether its first parameter is a list of rooms or people, each of which costs as much as one.</summary>
    public bool TakesTargets { get; init; }

    /// <summary>Whether it may become part of the <c>Burst</c>; any other command comes after it.</summary>
    public bool IsSpeech { get; init; }

    /// <summary>
    /// Whether it changes what all servers that share a log must agree on: then the line stands in the log, and is carried out by all when
    /// they come to it. Any other command is carried out where it was said. Nothing secret may stand in such a line.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>The service that it is for; null for any other command.</summary>
    public Service? To { get; init; }

    /// <summary>Whether it can be used before registration.</summary>
    public bool BeforeRegistration { get; init; }

    /// <summary>A capability with which it can be used before registration.</summary>
    public Capability EarlyWith { get; init; }

    /// <summary>Whether it is heard from a session that has not registered.</summary>
    public bool IsEarlyFor(Session session) => BeforeRegistration || (EarlyWith != Capability.None && session.Has(EarlyWith));

    /// <summary>Whether the user has a privilege that it asks for, if it asks for any.</summary>
    public bool IsFor(User user) => Needs == Privileges.None || user.May(Needs);

    /// <summary>How many tokens this message takes.</summary>
    public int CostOf(in Message message) => TakesTargets ? Cost * (1 + message[0].Count((byte)',')) : Cost;
}
