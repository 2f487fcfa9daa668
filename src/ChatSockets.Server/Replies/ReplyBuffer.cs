using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.LineMode;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Replies;

/// <summary>
/// What the asker gets back: gathered while a command runs, then appended to the asker's outbox as one array. The connection's
/// own thread alone uses it.
/// </summary>
internal sealed class ReplyBuffer(Session session)
{
    private const int Initial = 4096;

    // One buffer serves whoever replies at the moment, so that neither idle connections keep one nor busy ones make garbage.
    private static byte[]? Spare;

    private readonly ServerContext _server = session.Server;
    private byte[] _bytes = [];
    private int _length;

    public bool IsEmpty => _length == 0;

    /// <summary>How many bytes have gathered.</summary>
    public int Length => _length;

    /// <summary>Begins a numeric reply, with source and nickname in place; <see cref="End"/> takes it in.</summary>
    public MessageWriter Begin(Numeric numeric)
    {
        MessageWriter writer = Begin();
        writer.Verb(numeric);
        writer.Parameter(session.User.Nickname);
        return writer;
    }

    /// <summary>Begins another reply from the server.</summary>
    public MessageWriter Begin(ReadOnlySpan<byte> verb)
    {
        MessageWriter writer = Begin();
        writer.Verb(verb);
        return writer;
    }

    /// <summary>Ends the message that was begun last.</summary>
    public void End(scoped ref MessageWriter writer)
    {
        int length = writer.End();
        if (session.Outbox.Variant == Variant.Typed)
        {
            byte[] text = LineModeRenderer.Render(_server, _bytes.AsSpan(_length, length));
            Reserve(text.Length);
            text.CopyTo(_bytes.AsSpan(_length));
            length = text.Length;
        }
        _length += length;
    }

    /// <summary>Puts plain text in, for people in line mode.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Sends what was gathered. Within a room's lock it puts the replies in their place among the room's lines.</summary>
    public void Flush()
    {
        if (_length == 0) return;
        session.Outbox.AppendOwn(_bytes[.._length]);
        if (_bytes.Length == Initial) Volatile.Write(ref Spare, _bytes);
        _bytes = [];
        _length = 0;
    }

    private MessageWriter Begin()
    {
        Reserve(WireLimits.Line + TimeTag.Length);
        var writer = new MessageWriter(_bytes.AsSpan(_length));
        if (session.Outbox.Variant.HasFlag(Variant.Time)) writer.EscapedTag("time"u8, Broadcast.Time(_server.Clock.GetUtcNow()));
        writer.Source(_server.Name);
        return writer;
    }

    private static ReadOnlySpan<byte> TimeTag => "@time=2026-01-01T00:00:00.000Z "u8;

    private void Reserve(int bytes)
    {
        if (_bytes.Length == 0) _bytes = Interlocked.Exchange(ref Spare, null) ?? new byte[Initial];
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_length + bytes, _bytes.Length * 2));
    }
}
