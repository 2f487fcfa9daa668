using System.Net.WebSockets;

#pragma warning disable CA2012 // Nothing is awaited: each result is taken once, on the thread that has just completed it.

namespace ChatSockets.Server.Transport;

/// <summary>
/// Lines in the messages of a WebSocket (RFC 6455; IRCv3 websocket): each message becomes a line, whatever its length, so that the reader
/// of lines says what is wrong with it. What is sent does not come through here: it is made as frames
/// (<see cref="Core.Delivery.WebSocketFrames"/>).
/// </summary>
internal sealed class WebSocketLayer : Layer, IDisposable
{
    // Most lines fit in, and an idle connection keeps it.
    private const int BufferBytes = 512;

    private readonly Layer _below;
    private readonly LayerStream _stream;
    private readonly WebSocket _socket;
    private readonly byte[] _buffer = new byte[BufferBytes + 1];
    private ValueTask<ValueWebSocketReceiveResult> _read;
    private int _start;
    private int _end;
    private bool _isOver;

    /// <param name="below">In clear or encrypted.</param>
    /// <param name="first">What came behind the request.</param>
    /// <param name="answer">Takes the frames that the protocol itself sends: pongs, and the end.</param>
    public WebSocketLayer(Layer below, ReadOnlyMemory<byte> first, Action<ReadOnlyMemory<byte>> answer)
    {
        _below = below;
        _stream = new LayerStream(below, first, answer);
        _socket = WebSocket.CreateFromStream(_stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
        _read = _socket.ReceiveAsync(_buffer.AsMemory(0, BufferBytes), CancellationToken.None);
    }

    public override bool HasInput => _start < _end || (!_isOver && _read.IsCompleted);

    public override InputStatus Receive(Memory<byte> free, out int count)
    {
        count = 0;
        if (_start == _end && !_isOver && !Read()) return InputStatus.Nothing;
        if (_isOver) return InputStatus.Ended;
        count = Math.Min(free.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(free);
        _start += count;
        if (_start == _end) _read = _socket.ReceiveAsync(_buffer.AsMemory(0, BufferBytes), CancellationToken.None);
        return InputStatus.Received;
    }

    public void Dispose()
    {
        _socket.Dispose();
        (_below as IDisposable)?.Dispose();
    }

    // False if nothing has come.
    private bool Read()
    {
        try
        {
            _stream.Feed();
            if (!_read.IsCompleted) return false;
            ValueWebSocketReceiveResult result = _read.Result;
            _start = 0;
            _end = result.Count;
            if (result.EndOfMessage) _buffer[_end++] = (byte)'\n';
            _isOver = result.MessageType == WebSocketMessageType.Close;
            return _isOver || _end > 0 || Again();
        }
        catch (WebSocketException exception)
        {
            _isOver = true;
            // Most just go without a word.
            if (exception.WebSocketErrorCode != WebSocketError.ConnectionClosedPrematurely) Failure = exception.Message;
            return true;
        }
    }

    // An empty part of a message.
    private bool Again()
    {
        _read = _socket.ReceiveAsync(_buffer.AsMemory(0, BufferBytes), CancellationToken.None);
        return false;
    }
}
