using System.Buffers;
using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The terminal while it belongs to the screen: its modes, the frames that are written to it, and its clipboard.</summary>
internal sealed class ScreenTerminal(ITerminal terminal, ColorDepth depth) : IDisposable
{
    private readonly FrameWriter _frames = new(depth);
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private bool _isMouseOn;

    public (int Height, int Width) Size => terminal.Size;

    /// <summary>The screen as it was last drawn.</summary>
    public CellGrid Grid { get; } = new(24, 80);

    /// <summary>Whether the shell has the terminal for a while.</summary>
    public bool IsSuspended { get; private set; }

    public void Enter()
    {
        terminal.Enter();
        terminal.Start();
    }

    public void Suspend()
    {
        IsSuspended = true;
        terminal.Suspend();
    }

    /// <summary>The program goes on after it was stopped, by us or by somebody else.</summary>
    public void Resume()
    {
        if (!IsSuspended) terminal.Leave();
        IsSuspended = false;
        terminal.Enter();
        Redraw();
        if (_isMouseOn) terminal.Write(ScreenModes.MouseOn);
    }

    /// <summary>The next frame is written as a whole.</summary>
    public void Redraw() => _frames.Invalidate();

    public void Write(ReadOnlySpan<byte> bytes) => terminal.Write(bytes);

    public void SetMouse(bool isOn)
    {
        _isMouseOn = isOn;
        terminal.Write(isOn ? ScreenModes.MouseOn : ScreenModes.MouseOff);
    }

    public void ToggleMouse() => SetMouse(!_isMouseOn);

    /// <summary>Draws a frame and writes what has changed.</summary>
    public void Show(Action<CellGrid> draw)
    {
        (int height, int width) = terminal.Size;
        if (height != Grid.Height || width != Grid.Width) Grid.Resize(height, width);
        Grid.Clear();
        draw(Grid);
        _bytes.ResetWrittenCount();
        _frames.Write(Grid, _bytes);
        terminal.Write(_bytes.WrittenSpan);
    }

    public void Copy(string text)
    {
        // Terminals that do not know OSC 52 ignore it; others have no other way, over ssh.
        terminal.Write(Encoding.ASCII.GetBytes($"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a"));
        Clipboard.TryCopy(text);
    }

    public void Dispose() => terminal.Dispose();
}
