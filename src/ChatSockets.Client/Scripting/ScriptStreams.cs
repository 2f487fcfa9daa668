using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Scripting;

/// <summary>The three standard streams of a script, or a test's.</summary>
internal sealed record ScriptStreams(Stream Input, Stream Output, TextWriter Errors)
{
    public static ScriptStreams Console() => new(
        ClosedStream.Is(0) ? new UnusableStream() : StandardInput.Open(), StandardOutput.Open(), System.Console.Error);
}
