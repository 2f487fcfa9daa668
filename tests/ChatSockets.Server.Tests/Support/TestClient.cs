using System.IO.Enumeration;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Xunit.Sdk;

namespace ChatSockets.Server.Tests.Support;

/// <summary>
/// A client that sends and reads raw lines. That nothing else arrived it finds out without a pause: <see cref="SyncAsync"/> sends a PING
/// and collects what comes before its PONG.
/// </summary>
internal sealed class TestClient : IDisposable
{
    private static int LastToken;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _partial = [];
    private readonly List<string> _heard = [];
    private int _start;
    private int _end;

    private TestClient(Socket socket, Stream? stream = null)
    {
        _socket = socket;
        _stream = stream ?? new NetworkStream(socket);
    }

    public static async Task<TestClient> ConnectAsync(IPEndPoint endPoint, int receiveBuffer = 0)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0) socket.ReceiveBufferSize = receiveBuffer;
        await socket.ConnectAsync(endPoint).WithinDeadlineAsync($"a connection to {endPoint}");
        return new TestClient(socket);
    }

    /// <summary>A client that goes on in TLS, with whatever certificate the server has.</summary>
    /// <param name="endPoint">Where the server listens.</param>
    /// <param name="options">What the handshake is like; the certificate need not be checked.</param>
    /// <param name="receiveBuffer">The size of the system's buffer, in bytes; 0 for its default.</param>
    public static async Task<TestClient> ConnectTlsAsync(IPEndPoint endPoint, SslClientAuthenticationOptions? options = null,
        int receiveBuffer = 0)
    {
        TestClient clear = await ConnectAsync(endPoint, receiveBuffer);
        var tls = new SslStream(clear._stream);
        options ??= new SslClientAuthenticationOptions();
        options.TargetHost ??= "chat.local";
#pragma warning disable CA5359 // The server has made its own.
        options.RemoteCertificateValidationCallback ??= (_, _, _, _) => true;
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync(options).WithinDeadlineAsync("a TLS handshake");
        return new TestClient(clear._socket, tls);
    }

    /// <summary>The TLS that it speaks.</summary>
    public SslStream Tls => (SslStream)_stream;

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    /// <summary>What is waited for before it says anything, and before it is asked what has come.</summary>
    public Func<Task> CatchUp { get; set; } = static () => Task.CompletedTask;

    /// <summary>How many lines <see cref="SendAsync"/> has sent.</summary>
    public int LinesSent { get; private set; }

    /// <summary>Sends lines, with CR LF behind each.</summary>
    public async Task SendAsync(params string[] lines)
    {
        LinesSent += lines.Length;
        await CatchUp();
        await SendBytesAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));
    }

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        using var end = new CancellationTokenSource(Waiting.Deadline);
        try
        {
            await _stream.WriteAsync(bytes, end.Token);
        }
        catch (IOException exception) when (exception.InnerException is SocketException inner)
        {
            throw new SocketException((int)inner.SocketErrorCode);
        }
    }

    /// <summary>Each byte in a segment of its own.</summary>
    public async Task SendByteByByteAsync(ReadOnlyMemory<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++) await SendBytesAsync(bytes.Slice(i, 1));
    }

    /// <summary>Nothing more will be sent; what comes can still be read.</summary>
    public void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Goes without a word, as a machine does that crashes.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <summary>The next line, without its end.</summary>
    public async Task<string> NextAsync(string awaited = "a line") => await ReadAsync(awaited) ?? throw Closed(awaited);

    /// <summary>The next line that fits a pattern with wildcards; those before it are passed over.</summary>
    public async Task<string> ExpectAsync(string pattern)
    {
        while (true)
        {
            string line = await NextAsync(pattern);
            if (FileSystemName.MatchesSimpleExpression(pattern, line, ignoreCase: false)) return line;
        }
    }

    /// <summary>Everything that came, or was on its way, before this was called.</summary>
    public async Task<IReadOnlyList<string>> SyncAsync()
    {
        await CatchUp();
        string token = $"sync-{Interlocked.Increment(ref LastToken)}";
        await SendAsync($"PING {token}");
        var lines = new List<string>();
        while (true)
        {
            string line = await NextAsync($"PONG {token}");
            if (line.EndsWith($"PONG chat.local :{token}", StringComparison.Ordinal)) return lines;
            lines.Add(line);
        }
    }

    /// <summary>Sends lines and answers everything that came back.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(params string[] lines)
    {
        await SendAsync(lines);
        return await SyncAsync();
    }

    /// <summary>Every line until the server closed the connection.</summary>
    public async Task<IReadOnlyList<string>> ReadToEndAsync()
    {
        var lines = new List<string>();
        while (await ReadAsync("the end of the connection") is { } line) lines.Add(line);
        return lines;
    }

    /// <summary>
    /// What comes until the server closes the connection, whether it is whole lines or not; without an end of line at its end.
    /// </summary>
    public async Task<string> RestAsync()
    {
        var rest = new List<byte>();
        do
        {
            rest.AddRange(_buffer.AsSpan(_start, _end - _start));
        }
        while (await ReceiveAsync("the end of the connection"));
        return Encoding.UTF8.GetString([.. rest]).TrimEnd('\n');
    }

    private async Task<string?> ReadAsync(string awaited)
    {
        while (true)
        {
            int found = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int end = found < 0 ? _end : found + 1;
            _partial.AddRange(_buffer.AsSpan(_start, end - _start));
            _start = end;
            if (found >= 0) return TakeLine();
            if (!await ReceiveAsync(awaited))
            {
                _partial.Should().BeEmpty("the server ends with a whole line");
                return null;
            }
        }
    }

    private string TakeLine()
    {
        string line = Encoding.UTF8.GetString([.. _partial]);
        _partial.Clear();
        line.Should().EndWith("\r\n", "every line ends with CR LF");
        line = line[..^2];
        _heard.Add(line);
        return line;
    }

    private async Task<bool> ReceiveAsync(string awaited)
    {
        using var end = new CancellationTokenSource(Waiting.Deadline);
        try
        {
            _start = 0;
            _end = 0;
            _end = await _stream.ReadAsync(_buffer, end.Token);
            return _end > 0;
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            throw new XunitException($"Waited in vain for {awaited}. Heard before:\n{Heard}");
        }
    }

    private XunitException Closed(string awaited) => new($"The connection was closed while {awaited} was awaited. Heard before:\n{Heard}");

    private string Heard => string.Join('\n', _heard.TakeLast(20));
}
