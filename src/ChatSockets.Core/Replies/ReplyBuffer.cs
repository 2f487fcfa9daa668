using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>
/// The replies to the running command: collected while it runs, then appended to the client's outbox as one array. The client's own copy of
/// a broadcast goes this way too, so that labels and batches are handled in one place. Used only by the connection's own thread.
/// </summary>
/// <remarks>IRCv3 batch, labeled-response.</remarks>
internal sealed class ReplyBuffer(Session session)
{
    private const int Initial = 4096;

    // One buffer serves whoever replies at the moment, so that neither idle connections keep one nor busy ones make garbage.
    private static byte[]? Spare;

    private readonly ChatEnvironment _server = session.Server;
    private byte[] _bytes = [];
    private int _length;
    private byte[]? _batch;
    private LabeledReply? _labeled;
    private int _answered;

    public bool IsEmpty => _length == 0;

    /// <summary>How many bytes have gathered.</summary>
    public int Length => _length;

    /// <summary>How many bytes have been sent since this was asked last.</summary>
    public int TakeAnswered()
    {
        int answered = _answered;
        _answered = 0;
        return answered;
    }

    /// <summary>Whether the command that runs has a label.</summary>
    public bool IsLabeled => _labeled is not null;

    /// <summary>Begins the reply to a command with that label, as on the wire; <see cref="End()"/> ends it.</summary>
    public void Label(ReadOnlySpan<byte> label) => _labeled = new LabeledReply(label.ToArray());

    /// <summary>Removes the label, because another thread will reply later. Null if there is none.</summary>
    public byte[]? TakeLabel()
    {
        byte[]? label = _labeled?.Label;
        _labeled = null;
        return label;
    }

    /// <summary>More will follow after the next <see cref="Flush"/>: a command with several targets says so at its beginning.</summary>
    public void ExpectMore()
    {
        if (_labeled is not null) _labeled.ExpectsMore = true;
    }

    /// <summary>Begins a numeric reply, with source and nickname in place; <see cref="End(ref MessageWriter)"/> takes it in.</summary>
    public MessageWriter Begin(Numeric numeric)
    {
        MessageWriter writer = BeginFrom(_server.Name);
        writer.Verb(numeric);
        writer.Parameter(session.User.Nickname);
        return writer;
    }

    /// <summary>Begins another reply from the server.</summary>
    public MessageWriter Begin(ReadOnlySpan<byte> verb) => Begin(_server.Name, verb);

    /// <summary>Begins a reply from another source, such as a service.</summary>
    public MessageWriter Begin(ReadOnlySpan<byte> source, ReadOnlySpan<byte> verb)
    {
        MessageWriter writer = BeginFrom(source);
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
        Gathered(length);
    }

    /// <summary>
    /// Begins a batch of replies for clients that negotiated it; others get the replies without. The batch's parameters can follow.
    /// </summary>
    public void BeginBatch(ReadOnlySpan<byte> type, ReadOnlySpan<byte> about = default)
    {
        if (!session.Has(Capability.Batch)) return;
        byte[] reference = NewReference();
        MessageWriter writer = Begin(Verbs.Batch);
        writer.Parameter([(byte)'+', .. reference]);
        writer.Parameter(type);
        if (!about.IsEmpty) writer.Parameter(about);
        End(ref writer);
        _batch = reference;
    }

    /// <summary>The reference of the open batch; null if none is open.</summary>
    public byte[]? Batch => _batch;

    /// <summary>Ends the batch, if one is open.</summary>
    public void EndBatch()
    {
        if (_batch is not { } reference) return;
        _batch = null;
        MessageWriter writer = Begin(Verbs.Batch);
        writer.Parameter([(byte)'-', .. reference]);
        End(ref writer);
    }

    /// <summary>
    /// Adds the client's own copy of a broadcast: whole lines in the client's form, of which the first takes a label. It is sent
    /// immediately, after the collected replies, unless a label has to wait.
    /// </summary>
    public void Own(byte[] lines)
    {
        if (_labeled is null)
        {
            Flush();
            session.Outbox.AppendOwn(lines);
        }
        else
        {
            Add(lines);
        }
    }

    /// <summary>Puts whole lines in that are in the asker's form already and belong together: the first of them takes a label.</summary>
    public void Add(ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty) return;
        Reserve(lines.Length);
        lines.CopyTo(_bytes.AsSpan(_length));
        Gathered(lines.Length);
    }

    /// <summary>
    /// Returns the tag of an own copy that another thread may send in its place among the room's lines; null for none. <see cref="Echoed"/>
    /// confirms that it was sent.
    /// </summary>
    public byte[]? EchoTag()
    {
        if (_labeled is null || !session.Has(Capability.EchoMessage)) return null;
        if (_labeled.ExpectsMore)
        {
            session.Outbox.AppendOwn(_labeled.Take(this, _bytes.AsSpan(0, _length), isLast: false));
            Release();
        }
        return _labeled.EchoTag;
    }

    /// <summary>Confirms that a message was delivered, including the own copy if one is wanted.</summary>
    public void Echoed()
    {
        if (session.Has(Capability.EchoMessage)) _labeled?.Echoed();
    }

    /// <summary>Puts plain text in, for people in line mode.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Sends the collected replies. Within a room's lock this gives them their place among the room's lines.</summary>
    public void Flush()
    {
        if (_length == 0) return;
        ReadOnlySpan<byte> gathered = _bytes.AsSpan(0, _length);
        session.Outbox.AppendOwn(_labeled is null ? gathered.ToArray() : _labeled.Take(this, gathered, isLast: !_labeled.ExpectsMore));
        Release();
    }

    /// <summary>Sends the rest of the reply and whatever its label still requires.</summary>
    public void End()
    {
        if (_labeled is { IsComplete: false } labeled)
        {
            session.Outbox.AppendOwn(labeled.Take(this, _bytes.AsSpan(0, _length), isLast: true));
            Release();
        }
        _labeled = null;
        Flush();
    }

    /// <summary>A name for a batch that no other open one of this connection has.</summary>
    public byte[] NewReference() => System.Text.Encoding.ASCII.GetBytes($"b{session.NextBatch()}");

    /// <summary>A line from the server in the asker's form, not gathered.</summary>
    public byte[] Line(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> first = default, ReadOnlySpan<byte> second = default,
        ReadOnlySpan<byte> third = default, ReadOnlySpan<byte> text = default)
    {
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line + TagRoom.Length]);
        WriteHead(ref writer, _server.Name);
        writer.Verb(verb);
        if (!first.IsEmpty) writer.Parameter(first);
        if (!second.IsEmpty) writer.Parameter(second);
        if (!third.IsEmpty) writer.Parameter(third);
        if (!text.IsEmpty) writer.Trailing(text);
        return writer.ToArray();
    }

    private void Gathered(int length)
    {
        _labeled?.Begins(_length);
        _length += length;
    }

    private MessageWriter BeginFrom(ReadOnlySpan<byte> source)
    {
        Reserve(WireLimits.Line + TagRoom.Length);
        var writer = new MessageWriter(_bytes.AsSpan(_length));
        if (_batch is not null) writer.EscapedTag("batch"u8, _batch);
        WriteHead(ref writer, source);
        return writer;
    }

    private void WriteHead(scoped ref MessageWriter writer, ReadOnlySpan<byte> source)
    {
        if (session.Outbox.Variant.HasFlag(Variant.Time)) writer.EscapedTag("time"u8, ServerTime.Of(_server.Clock.GetUtcNow()));
        writer.Source(source);
    }

    private static ReadOnlySpan<byte> TagRoom => "@batch=b1234567890;time=2026-01-01T00:00:00.000Z "u8;

    /// <summary>
    /// Sends the collected lines to a client that did not ask for them: they count as other people's messages. Any thread, with a context
    /// made for it.
    /// </summary>
    public void FlushUnasked()
    {
        session.Outbox.AppendLines(_bytes.AsSpan(0, _length).ToArray());
        Release();
    }

    private void Release()
    {
        _answered += _length;
        if (_bytes.Length == Initial) Volatile.Write(ref Spare, _bytes);
        _bytes = [];
        _length = 0;
    }

    private void Reserve(int bytes)
    {
        if (_bytes.Length == 0) _bytes = Interlocked.Exchange(ref Spare, null) ?? new byte[Initial];
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_length + bytes, _bytes.Length * 2));
    }
}
