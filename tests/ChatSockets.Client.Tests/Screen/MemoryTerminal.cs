using ChatSockets.Client.Terminal;
using ChatSockets.Client.Tests.Terminal;
using Xunit.Sdk;

namespace ChatSockets.Client.Tests.Screen;

/// <summary>A terminal without a screen, whose content another thread can wait for.</summary>
internal sealed class MemoryTerminal(Action<TerminalEvent> post, int height, int width) : ITerminal
{
    private readonly object _gate = new();
    private readonly InputParser _keys = new(post);
    private readonly List<byte> _written = [];
    private TerminalModel _model = new(height, width);

    public (int Height, int Width) Size { get; private set; } = (height, width);

    public bool IsEntered { get; private set; }

    public string Screen
    {
        get
        {
            lock (_gate) return _model.Screen;
        }
    }

    /// <summary>Every byte that was written.</summary>
    public byte[] Written
    {
        get
        {
            lock (_gate) return [.. _written];
        }
    }

    public void Start()
    {
    }

    public void Enter() => IsEntered = true;

    public void Leave() => IsEntered = false;

    public void Suspend()
    {
    }

    public void Dispose() => Leave();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _written.AddRange(bytes);
            _model.Write(bytes);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Types, as a terminal would send it.</summary>
    public void Type(string bytes)
    {
        _keys.Feed(System.Text.Encoding.UTF8.GetBytes(bytes));
        _keys.Flush();
    }

    public void Resize(int newHeight, int newWidth)
    {
        lock (_gate)
        {
            Size = (newHeight, newWidth);
            _model = new TerminalModel(newHeight, newWidth);
        }
        post(new TerminalNotice.Resized());
    }

    /// <summary>Waits until the screen is so, and returns it.</summary>
    public string Await(Func<string, bool> isSo)
    {
        lock (_gate)
        {
            while (!isSo(_model.Screen))
            {
                if (!Monitor.Wait(_gate, TimeSpan.FromSeconds(30)))
                    throw new XunitException($"Waited in vain for a screen; it is\n{_model.Screen}");
            }
            return _model.Screen;
        }
    }

    public string Await(string text) => Await(screen => screen.Contains(text, StringComparison.Ordinal));
}
