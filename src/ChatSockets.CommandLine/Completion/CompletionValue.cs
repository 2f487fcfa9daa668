using System.CommandLine;

namespace ChatSockets.CommandLine.Completion;

/// <summary>What a shell offers as a value.</summary>
internal enum ValueKind
{
    /// <summary>There is none: a switch.</summary>
    None,

    /// <summary>Any text; nothing is offered.</summary>
    Text,
    File,
    Folder,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>What the program knows only when it runs.</summary>
    Lookup,
}

/// <summary>The value of an option or an argument.</summary>
/// <param name="Kind">What is offered.</param>
/// <param name="Words">The words of a choice; for a lookup its name alone.</param>
internal sealed record CompletionValue(ValueKind Kind, IReadOnlyList<string> Words)
{
    public static CompletionValue Of(Option option) => Syntax.IsSwitch(option)
        ? new CompletionValue(ValueKind.None, [])
        : Of(Syntax.Choices(option), Syntax.Placeholder(option));

    public static CompletionValue Of(Argument argument, ProgramManual manual) => manual.Lookups.ContainsKey(argument.Name)
        ? new CompletionValue(ValueKind.Lookup, [argument.Name])
        : Of(Syntax.Choices(argument), Syntax.Placeholder(argument));

    // The placeholder says whether it is a file, to people and here.
    private static CompletionValue Of(IReadOnlyList<string> choices, string placeholder) => placeholder switch
    {
        _ when choices.Count > 0 => new CompletionValue(ValueKind.Choice, choices),
        "FILE" or "PATH" => new CompletionValue(ValueKind.File, []),
        "DIR" => new CompletionValue(ValueKind.Folder, []),
        _ => new CompletionValue(ValueKind.Text, []),
    };

    /// <summary>As one word for a script: <c>text</c>, <c>file</c>, <c>dir</c>, <c>lookup server</c> or the choices.</summary>
    public string Code => Kind switch
    {
        ValueKind.Choice => $"words {string.Join(' ', Words)}",
        ValueKind.Lookup => $"lookup {Words[0]}",
        ValueKind.File => "file",
        ValueKind.Folder => "dir",
        ValueKind.Text => "text",
        _ => "",
    };
}
