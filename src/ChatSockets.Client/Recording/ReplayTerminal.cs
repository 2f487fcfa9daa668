using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Recording;

/// <summary>The terminal of a recording: of the size that it had, written to a stream or to nowhere.</summary>
internal sealed class ReplayTerminal(Stream output) : ITerminal
{
    public (int Height, int Width) Size { get; set; } = (24, 80);

    public void Start()
    {
    }

    public void Enter() => Write(ScreenModes.Enter);

    public void Leave() => Write(ScreenModes.Leave);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        output.Flush();
    }

    public void Suspend()
    {
    }

    public void Dispose() => Leave();
}
