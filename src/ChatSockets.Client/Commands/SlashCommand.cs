namespace ChatSockets.Client.Commands;

/// <summary>One row of the table: what /help shows, what Tab completes, and what it does.</summary>
/// <remarks>
/// The name is without the slash, the syntax is what follows it, optional parts in brackets. Run answers null, or what is wrong
/// as a clause to show; then nothing was done.
/// </remarks>
internal sealed record SlashCommand(string Name, string Syntax, string Summary, Func<SlashCall, string?> Run)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether it works without a connection.</summary>
    public bool Offline { get; init; }

    public string Usage => Syntax.Length == 0 ? $"/{Name}" : $"/{Name} {Syntax}";

    public bool IsCalled(string name) =>
        Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || Aliases.Any(alias => alias.Equals(name, StringComparison.OrdinalIgnoreCase));
}
