using ChatSockets.Client.Terminal;
using ChatSockets.CommandLine;

namespace ChatSockets.Client.Scripting;

/// <summary>The three standard streams of a script, or a test's.</summary>
internal sealed class ScriptStreams(Stream input, Stream output, TextWriter errors)
{
    public Stream Input => input;

    public StandardOutputStream Output { get; } = StandardOutputStream.Of(output);

    public TextWriter Errors => errors;

    public static ScriptStreams Console() => new(
        UnusableStream.InPlaceOf(0) ?? StandardInput.Open(), StandardOutputStream.OpenToNoticeReader(), System.Console.Error);
}
