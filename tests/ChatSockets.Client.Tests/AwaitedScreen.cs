using System.Text;
using Xunit.Sdk;

namespace ChatSockets.Client.Tests;

/// <summary>What a client has drawn, on which another thread can wait.</summary>
internal sealed class AwaitedScreen : TextWriter
{
    private readonly object _gate = new();
    private readonly StringBuilder _drawn = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _drawn.Append(value);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until that has been drawn.</summary>
    public void Await(string text)
    {
        lock (_gate)
        {
            while (!_drawn.ToString().Contains(text, StringComparison.Ordinal))
            {
                if (!Monitor.Wait(_gate, TimeSpan.FromSeconds(30)))
                    throw new XunitException($"Waited in vain for \"{text}\" in:\n{_drawn}");
            }
        }
    }

    public override string ToString()
    {
        lock (_gate) return _drawn.ToString();
    }
}
