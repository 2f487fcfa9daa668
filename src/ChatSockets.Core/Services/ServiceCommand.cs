namespace ChatSockets.Core.Services;

/// <summary>
/// Runs a service's command on the user's own thread, under no lock; it can throw <see cref="ChatSockets.Storage.StoreException"/>.
/// </summary>
internal delegate void ServiceHandler(ServiceCall call);

/// <summary>A row of a service's table: a command, its conditions, its handler and its help.</summary>
/// <param name="Name">One word or two, in capitals.</param>
/// <param name="Handle">Runs it.</param>
/// <param name="Parameters">Its parameters as shown in HELP; empty for none.</param>
/// <param name="Summary">Its purpose in one line.</param>
internal sealed record ServiceCommand(string Name, ServiceHandler Handle, string Parameters, string Summary)
{
    /// <summary>The fewest words; with fewer, the user is shown the syntax.</summary>
    public int MinimumWords { get; init; }

    /// <summary>Whether the user must be logged in; others are told how to.</summary>
    public bool NeedsAccount { get; init; }

    /// <summary>
    /// How many tokens of the <c>CommandRateLimit</c> it takes: more than one if it makes the server work or disturbs
    /// somebody.
    /// </summary>
    public int Cost { get; init; } = 1;

    /// <summary>
    /// Whether it changes what all servers that share a log must agree on: see the same of a command. Nothing secret may stand in it.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>Further lines of its help.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>How the whole is written.</summary>
    public string Syntax => Parameters.Length == 0 ? Name : $"{Name} {Parameters}";
}
