namespace ChatSockets.Server.Services;

/// <summary>
/// Does what a service was asked. Runs on the asker's own thread, under no lock; it may throw <see cref="Storage.StoreException"/>.
/// </summary>
internal delegate void ServiceHandler(ServiceCall call);

/// <summary>A row of a service's table: what a command needs before its handler runs, and what HELP says of it.</summary>
/// <param name="Name">One word or two, in capitals.</param>
/// <param name="Handle">Does it.</param>
/// <param name="Parameters">How they are written, in HELP; empty for none.</param>
/// <param name="Summary">What it does, in one line.</param>
internal sealed record ServiceCommand(string Name, ServiceHandler Handle, string Parameters, string Summary)
{
    /// <summary>Whoever gives fewer words is told how it is written.</summary>
    public int MinimumWords { get; init; }

    /// <summary>It is for those who are logged in; others are told how to.</summary>
    public bool NeedsAccount { get; init; }

    /// <summary>
    /// How many tokens of the <see cref="Sessions.CommandRateLimit"/> it takes: more than one for what makes the server work or disturbs
    /// somebody.
    /// </summary>
    public int Cost { get; init; } = 1;

    /// <summary>What HELP says besides.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>How the whole is written.</summary>
    public string Syntax => Parameters.Length == 0 ? Name : $"{Name} {Parameters}";
}
