namespace ChatSockets.Client.Scripting;

/// <summary>The three standard streams of a script, or a test's.</summary>
internal sealed record ScriptStreams(Stream Input, Stream Output, TextWriter Errors)
{
    public static ScriptStreams Console() => new(
        ClosedStream.Is(0) ? new UnusableStream() : System.Console.OpenStandardInput(), StandardOutput.Open(), System.Console.Error);
}
