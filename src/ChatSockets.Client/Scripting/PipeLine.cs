using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// One line of standard input in a pipe: something to say, a command, or a mistake. It is a typed line, or, with --json, an object where it
/// begins with a brace.
/// </summary>
/// <param name="Source">The line as it came.</param>
internal sealed record PipeLine(string Source)
{
    /// <summary>Why it cannot be carried out; null if it can be tried.</summary>
    public string? Error { get; init; }

    /// <summary>The name of a slash command, whose arguments are the text; null for something to say.</summary>
    public string? Command { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Whom to say it to; null for the current conversation.</summary>
    public string? Target { get; init; }

    public SpeechKind Kind { get; init; }

    public MessageMarks Marks { get; init; } = MessageMarks.None;

    /// <summary>The name under which the input wants to hear of the server's answer; null if it does not.</summary>
    public string? Reference { get; init; }

    public static PipeLine Parse(string line, bool isJson)
    {
        if (isJson && line.StartsWith('{')) return PipeObject.Parse(line);
        TypedLine typed = TypedLine.Parse(line);
        return new PipeLine(line) { Command = typed.Command, Text = typed.Text };
    }
}
