using System.CommandLine;

namespace ChatSockets.CommandLine;

/// <summary>
/// What the help and the pages say of a program besides its commands and options, which they read from the <see cref="RootCommand"/>.
/// </summary>
public sealed record ProgramManual
{
    /// <summary>The program's name, as it is typed.</summary>
    public required string Name { get; init; }

    /// <summary>A few words, as the NAME of a man page: "a chat server".</summary>
    public required string Summary { get; init; }

    /// <summary>The first line of the help.</summary>
    public required string Lead { get; init; }

    /// <summary>The paragraphs of DESCRIPTION.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The most common command lines and what they do; the short help begins with them.</summary>
    public required IReadOnlyList<ManualRow> Forms { get; init; }

    /// <summary>The names of the options that the short help has.</summary>
    public required IReadOnlyList<string> FirstOptions { get; init; }

    /// <summary>The heading of the options that several commands have.</summary>
    public required string CommonTitle { get; init; }

    /// <summary>What the help of a command says of these options.</summary>
    public required string CommonAdvice { get; init; }

    /// <summary>The environment variables that are not those of an option alone.</summary>
    public required IReadOnlyList<ManualRow> Environment { get; init; }

    public required IReadOnlyList<ManualRow> Files { get; init; }

    public required IReadOnlyList<ManualRow> ExitCodes { get; init; }

    /// <summary>More command lines and what they do, after <see cref="Forms"/>.</summary>
    public required IReadOnlyList<ManualRow> Examples { get; init; }

    /// <summary>Other pages: <c>chat-client(1)</c>.</summary>
    public required IReadOnlyList<string> SeeAlso { get; init; }

    /// <summary>Settings that are no options; the pages list them in their groups.</summary>
    public IReadOnlyList<FileSetting> OnlyInFile { get; init; } = [];

    /// <summary>Returns what the definition of an option cannot say; null for nothing.</summary>
    public Func<Option, OptionNotes?> NotesOf { get; init; } = static _ => null;

    /// <summary>
    /// What only a run of the program knows of the values of arguments, by the argument's name: the shell asks for it at each completion.
    /// </summary>
    public IReadOnlyDictionary<string, Func<IEnumerable<string>>> Lookups { get; init; } =
        new Dictionary<string, Func<IEnumerable<string>>>();
}

/// <summary>A term and its explanation.</summary>
/// <param name="Term">A command line, a variable, a file, an exit code.</param>
/// <param name="Text">A sentence or two.</param>
public sealed record ManualRow(string Term, string Text);

/// <summary>A setting that only the configuration file can have.</summary>
/// <param name="Group">The heading it belongs to.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="Description">A sentence or two.</param>
public sealed record FileSetting(string Group, string Name, string Description);

/// <summary>What the pages say of an option besides its definition.</summary>
public sealed record OptionNotes
{
    /// <summary>The heading it belongs to.</summary>
    public required string Group { get; init; }

    /// <summary>The environment variable with the same meaning; null for none.</summary>
    public string? Variable { get; init; }

    /// <summary>The default as text; empty for none.</summary>
    public string Default { get; init; } = "";

    /// <summary>A star stands behind it in the full help.</summary>
    public bool IsStarred { get; init; }

    /// <summary>What the star means, in a sentence.</summary>
    public string StarText { get; init; } = "";
}
