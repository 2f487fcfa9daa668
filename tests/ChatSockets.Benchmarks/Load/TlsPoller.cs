using System.Net;
using System.Net.Security;
using System.Threading.Tasks.Sources;

#pragma warning disable CA2012 // Everything is complete at once, or is asked whether it is.

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// The same with TLS in between: what is received is decrypted as a whole, and what is sent is encrypted at once. It costs the load
/// generator as much as the server; what the server pays is its CPU, not the rate.
/// </summary>
internal sealed class TlsPoller(Poller below) : Poller
{
    private readonly Dictionary<Connection, Session> _sessions = [];
    private readonly byte[] _received = new byte[64 * 1024];

    public override void Connect(Connection connection, IPEndPoint target)
    {
        below.Connect(connection, target);
        _sessions[connection] = new Session(connection);
    }

    public override void Watch(Connection connection, bool reading, bool writing) => below.Watch(connection, reading, writing);

    public override void Forget(Connection connection)
    {
        below.Forget(connection);
        _sessions.Remove(connection);
    }

    public override int Wait(TimeSpan timeout, Span<Ready> ready) => below.Wait(timeout, ready);

    public override int Receive(Connection connection, Span<byte> buffer)
    {
        int count = below.Receive(connection, _received);
        return count <= 0 ? count : _sessions[connection].Decrypt(_received.AsMemory(0, count), buffer);
    }

    public override int Send(Connection connection, ReadOnlySpan<byte> bytes)
    {
        _sessions[connection].Send(bytes.ToArray());
        return bytes.Length;
    }

    public override void Dispose() => below.Dispose();

    // One connection's: a stream that never waits, under the framework's TLS.
    private sealed class Session : Stream, IValueTaskSource<int>
    {
        private static readonly SslClientAuthenticationOptions Options = new()
        {
            TargetHost = "bench",
#pragma warning disable CA5359 // The servers have made their certificates a moment ago.
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        };

        private readonly Connection _connection;
        private readonly SslStream _tls;
        private readonly List<byte[]> _early = [];
        private readonly byte[] _plain = new byte[16 * 1024];
        private ManualResetValueTaskSourceCore<int> _pending;
        private ReadOnlyMemory<byte> _input;
        private Memory<byte> _into;
        private bool _isPending;
        private Task? _handshake;
        private ValueTask<int> _read;

        public Session(Connection connection)
        {
            _connection = connection;
            _tls = new SslStream(this);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        // The first thing that is sent begins the handshake, and waits for its end.
        public void Send(byte[] bytes)
        {
            _handshake ??= _tls.AuthenticateAsClientAsync(Options, CancellationToken.None);
            if (_handshake.IsCompletedSuccessfully && _early.Count == 0) _tls.WriteAsync(bytes).GetAwaiter().GetResult();
            else _early.Add(bytes);
        }

        // Bytes for the caller; -1 for none yet.
        public int Decrypt(ReadOnlyMemory<byte> received, Span<byte> buffer)
        {
            _input = received;
            Feed();
            if (_handshake is not { IsCompleted: true }) return -1;
            if (_early.Count > 0) Established();
            int total = 0;
            while (_read.IsCompleted)
            {
                int count = _read.Result;
                if (count == 0) return total;
                _plain.AsSpan(0, count).CopyTo(buffer[total..]);
                total += count;
                _read = _tls.ReadAsync(_plain);
            }
            return total == 0 ? -1 : total;
        }

        private void Established()
        {
            _handshake!.GetAwaiter().GetResult();
            foreach (byte[] bytes in _early) _tls.WriteAsync(bytes).GetAwaiter().GetResult();
            _early.Clear();
            _read = _tls.ReadAsync(_plain);
        }

        private void Feed()
        {
            if (!_isPending || _input.IsEmpty) return;
            int count = Take(_into);
            _isPending = false;
            _pending.SetResult(count);
        }

        private int Take(Memory<byte> into)
        {
            int count = Math.Min(into.Length, _input.Length);
            _input[..count].CopyTo(into);
            _input = _input[count..];
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_input.IsEmpty) return new ValueTask<int>(Take(buffer));
            _pending.Reset();
            _into = buffer;
            _isPending = true;
            return new ValueTask<int>(this, _pending.Version);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (!buffer.IsEmpty)
            {
                int sent = _connection.Socket.Send(buffer.Span, System.Net.Sockets.SocketFlags.None,
                    out System.Net.Sockets.SocketError error);
                if (error == System.Net.Sockets.SocketError.WouldBlock) _connection.Socket.Poll(1000,
                    System.Net.Sockets.SelectMode.SelectWrite);
                else if (error != System.Net.Sockets.SocketError.Success) break;
                buffer = buffer[sent..];
            }
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        int IValueTaskSource<int>.GetResult(short token) => _pending.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _pending.GetStatus(token);

        void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token,
            ValueTaskSourceOnCompletedFlags flags) =>
            _pending.OnCompleted(continuation, state, token, flags);
    }
}
