using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

/// <summary>One row of the table: a command for /help, completion and execution.</summary>
/// <remarks>
/// The name has no slash; the syntax is the rest of the usage, with optional parts in brackets. Run returns null, or the error as a clause
/// to show; then it did nothing.
/// </remarks>
internal sealed record SlashCommand(string Name, string Syntax, string Summary, Func<SlashCall, string?> Run)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What Tab completes its arguments with; null for nicknames and rooms.</summary>
    public Func<ClientApp, IEnumerable<string>>? Arguments { get; init; }

    /// <summary>Whether it works without a connection.</summary>
    public bool Offline { get; init; }

    public string Usage => Syntax.Length == 0 ? $"/{Name}" : $"/{Name} {Syntax}";

    public bool IsCalled(string name) =>
        Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || Aliases.Any(alias => alias.Equals(name, StringComparison.OrdinalIgnoreCase));
}
