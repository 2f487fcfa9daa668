using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>
/// Does what a command asks. Runs on the connection's own thread; replies gather in the context and leave when it returns.
/// </summary>
internal delegate void CommandHandler(CommandContext context, in Message message);

/// <summary>
/// A row of the <see cref="CommandTable"/>: what a verb needs before its handler runs, and what HELP says of it.
/// </summary>
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
    /// How many tokens of the <see cref="Sessions.CommandRateLimit"/> it takes: one for most; more for what many others are told of, for
    /// what disturbs somebody, and for what makes the server look through everything. Never none: what costs nothing can be flooded.
    /// </summary>
    public int Cost { get; init; } = 1;

    /// <summary>Whether its first parameter is a list of rooms or people, each of which costs as much as one.</summary>
    public bool TakesTargets { get; init; }

    /// <summary>Whether it may become part of the <see cref="Delivery.Burst"/>; any other command comes after it.</summary>
    public bool IsSpeech { get; init; }

    /// <summary>Whether it is heard from those who have not registered.</summary>
    public bool BeforeRegistration { get; init; }

    /// <summary>With this capability it is heard from those who have not registered, too.</summary>
    public Capability EarlyWith { get; init; }

    /// <summary>Whether it is heard from a session that has not registered.</summary>
    public bool IsEarlyFor(Session session) => BeforeRegistration || (EarlyWith != Capability.None && session.Has(EarlyWith));

    /// <summary>How many tokens this message takes.</summary>
    public int CostOf(in Message message) => TakesTargets ? Cost * (1 + message[0].Count((byte)',')) : Cost;
}
