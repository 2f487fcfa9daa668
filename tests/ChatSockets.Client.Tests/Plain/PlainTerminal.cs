using System.IO.Pipes;
using System.Text;
using Xunit.Sdk;

namespace ChatSockets.Client.Tests.Plain;

/// <summary>A terminal that takes lines and keeps what is printed, which another thread can wait for.</summary>
internal sealed class PlainTerminal : Stream
{
    private readonly object _gate = new();
    private readonly StringBuilder _printed = new();
    private readonly AnonymousPipeServerStream _typed = new(PipeDirection.Out);
    private int _seen;

    public PlainTerminal() => Input = new AnonymousPipeClientStream(PipeDirection.In, _typed.ClientSafePipeHandle);

    public Stream Input { get; }

    public string Printed
    {
        get
        {
            lock (_gate) return _printed.ToString();
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Type(string lines) => _typed.Write(Encoding.UTF8.GetBytes(lines));

    /// <summary>Ctrl-D.</summary>
    public void End() => _typed.Dispose();

    /// <summary>Waits until a text has been printed behind the one that was waited for last.</summary>
    public void Await(string text)
    {
        lock (_gate)
        {
            int at;
            while ((at = _printed.ToString().IndexOf(text, _seen, StringComparison.Ordinal)) < 0)
            {
                if (!Monitor.Wait(_gate, TimeSpan.FromSeconds(30)))
                    throw new XunitException($"Waited in vain for '{text}'; printed was\n{_printed}");
            }
            _seen = at + text.Length;
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            _printed.Append(Encoding.UTF8.GetString(buffer, offset, count));
            Monitor.PulseAll(_gate);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
