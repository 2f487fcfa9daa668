using System.Buffers;
using System.ComponentModel;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

#pragma warning disable CA2012 // Nothing is awaited: each of these results is taken once, on the thread that has just completed it.

namespace ChatSockets.Server.Transport;

/// <summary>
/// Lines in TLS 1.2 or 1.3 (RFC 5246, RFC 8446). The connection's thread carries out the handshake and decrypts; its write lane encrypts
/// what has gathered, a record for every 16 KiB. While nothing comes, a read of nothing is pending, for which no buffer is needed.
/// </summary>
internal sealed class TlsLayer : Layer, IDisposable
{
    private readonly Socket _socket;
    private readonly LayerStream _below;
    private readonly SslStream _tls;
    private readonly Lock _writing = new();
    private Task? _handshake;
    private ValueTask<int> _idle;
    private ArrayBufferWriter<byte>? _records;
    private bool _isOver;

    /// <param name="socket">The connection's socket.</param>
    /// <param name="first">What the client has sent already: its ClientHello.</param>
    /// <param name="options">The certificate and what else belongs to the handshake.</param>
    public TlsLayer(Socket socket, ReadOnlyMemory<byte> first, SslServerAuthenticationOptions options)
    {
        _socket = socket;
        _below = new LayerStream(new ClearLayer(socket), first, Write);
        _tls = new SslStream(_below);
        _handshake = _tls.AuthenticateAsServerAsync(options, CancellationToken.None);
    }

    /// <summary>
    /// Called on the connection's thread when the handshake is complete; with the SHA-256 of the client's certificate, null for none.
    /// </summary>
    public Action<string?>? Established { get; init; }

    /// <summary>Whether the handshake is still going on.</summary>
    public bool IsHandshaking => _handshake is not null;

    public override bool HasInput => _handshake is { } handshake ? handshake.IsCompleted : !_isOver && _idle.IsCompleted;

    public override InputStatus Receive(Memory<byte> free, out int count)
    {
        count = 0;
        if (_isOver) return InputStatus.Ended;
        try
        {
            _below.Feed();
            if (_handshake is { } handshake)
            {
                if (!handshake.IsCompleted) return InputStatus.Nothing;
                Establish(handshake);
            }
            if (!_idle.IsCompleted) return InputStatus.Nothing;
            // There is something, or the end: the next read is complete at once.
            _ = _idle.Result;
            count = _tls.ReadAsync(free).Result;
            _isOver = count == 0;
            if (!_isOver) _idle = _tls.ReadAsync(Memory<byte>.Empty);
        }
        catch (Exception exception) when (IsOfPeer(exception))
        {
            _isOver = true;
            Failure = exception.GetBaseException().Message;
        }
        return _isOver ? InputStatus.Ended : InputStatus.Received;
    }

    /// <summary>
    /// Encrypts for the socket. For the thread that sends: the write lane, or the connection's own where the lane has nothing to send.
    /// </summary>
    /// <param name="plain">Any number of bytes.</param>
    /// <param name="records">Gets the records; what was in there is gone.</param>
    /// <returns>False if nothing can be sent any more.</returns>
    public bool Encrypt(ReadOnlyMemory<byte> plain, ArrayBufferWriter<byte> records)
    {
        records.ResetWrittenCount();
        lock (_writing)
        {
            if (_handshake is not null || !_tls.CanWrite) return false;
            _records = records;
            try
            {
                // It goes to a buffer, so that it is complete at once.
                _tls.WriteAsync(plain).GetAwaiter().GetResult();
                return true;
            }
            catch (Exception exception) when (IsOfPeer(exception))
            {
                return false;
            }
        }
    }

    /// <summary>
    /// The records that end the connection, so that the peer knows that nothing is missing; for the thread that sends last.
    /// </summary>
    public ReadOnlyMemory<byte> Goodbye()
    {
        var records = new ArrayBufferWriter<byte>(64);
        lock (_writing)
        {
            if (_handshake is not null || !_tls.CanWrite) return default;
            _records = records;
            try
            {
                _tls.ShutdownAsync().GetAwaiter().GetResult();
            }
            catch (Exception exception) when (IsOfPeer(exception))
            {
                // Then it has no use for it.
            }
        }
        return records.WrittenMemory;
    }

    public void Dispose()
    {
        // The lane may be encrypting what nobody waits for any more.
        lock (_writing) _tls.Dispose();
    }

    // A handshake's part goes to the socket at once: it is much shorter than what a new socket takes, and who has no room for it does not
    // read.
    private void Write(ReadOnlyMemory<byte> bytes)
    {
        if (_records is { } records) records.Write(bytes.Span);
        else if (_socket.Send(bytes.Span, SocketFlags.None, out _) < bytes.Length) throw new IOException("The peer does not read");
    }

    private static bool IsOfPeer(Exception exception) =>
        exception is IOException or AuthenticationException or InvalidOperationException or CryptographicException or Win32Exception;

    private void Establish(Task handshake)
    {
        handshake.GetAwaiter().GetResult();
        string? fingerprint = null;
        using (X509Certificate? certificate = _tls.RemoteCertificate)
        {
            if (certificate is not null) fingerprint = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
        }
        lock (_writing) _handshake = null;
        Established?.Invoke(fingerprint);
        _idle = _tls.ReadAsync(Memory<byte>.Empty);
    }
}
