using System.Threading.Tasks.Sources;

namespace ChatSockets.Server.Transport;

/// <summary>
/// A layer as the stream that the framework's protocols (<see cref="System.Net.Security.SslStream"/>, <see
/// cref="System.Net.WebSockets.WebSocket"/>) are built on. A read that finds nothing stays pending until the connection's thread, which has
/// waited for the socket in its own way, calls <see cref="Feed"/>: what waits for the read goes on there and then, on that thread.
/// </summary>
/// <remarks>
/// So the protocols run on the thread of their connection, between two of its waits, and its deadlines hold (promises 1 and 7). Everything
/// but writing is for that thread alone.
/// </remarks>
/// <param name="layer">What is below.</param>
/// <param name="first">What has been read from there already.</param>
/// <param name="write">Takes what is written. It must not wait, nor keep the bytes.</param>
internal sealed class LayerStream(Layer layer, ReadOnlyMemory<byte> first, Action<ReadOnlyMemory<byte>> write)
    : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _pending;
    private ReadOnlyMemory<byte> _first = first;
    private Memory<byte> _into;
    private bool _isPending;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Continues the pending read, if there is one. Call it when the layer below has something, be it its end.</summary>
    public void Feed()
    {
        if (!_isPending) return;
        int count = 0;
        // A read of nothing only waits until there is something.
        if (!_into.IsEmpty && layer.Receive(_into, out count) == InputStatus.Nothing) return;
        _isPending = false;
        _into = default;
        _pending.SetResult(count);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_first.IsEmpty)
        {
            int count = Math.Min(buffer.Length, _first.Length);
            _first[..count].CopyTo(buffer);
            _first = _first[count..];
            return new ValueTask<int>(count);
        }
        if (!buffer.IsEmpty && layer.Receive(buffer, out int received) != InputStatus.Nothing) return new ValueTask<int>(received);
        _pending.Reset();
        _into = buffer;
        _isPending = true;
        return new ValueTask<int>(this, _pending.Version);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        write(buffer);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _pending.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _pending.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token,
        ValueTaskSourceOnCompletedFlags flags) =>
        _pending.OnCompleted(continuation, state, token, flags);
}
