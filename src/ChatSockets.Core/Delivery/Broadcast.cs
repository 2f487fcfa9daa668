using System.Buffers;
using System.Runtime.CompilerServices;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// Lines on their way to any number of readers: encoded once for each <see cref="Variant"/> that the readers need, and appended to their
/// outboxes as one array. Lives on the stack of the thread that speaks.
/// </summary>
/// <remarks>
/// IRCv3 message-tags, message-ids, server-time, account-tag, bot-mode. Where several readers must see the same order, the caller holds the
/// room's lock from the first reader to the last.
/// </remarks>
internal ref struct Broadcast
{
    // Fewer readers than that get even what they need not have at once.
    private const int Crowd = 64;

    private readonly ChatEnvironment _server;
    private readonly User? _from;
    private readonly byte[]? _account;
    private readonly byte[] _lines;
    private readonly byte[]? _extended;
    private readonly byte[]? _batchTarget;
    private readonly ReadOnlySpan<OutgoingMessage> _utterances;

    // The variants that make a difference for these lines: readers who differ in another only share a form.
    private readonly Variant _relevant;
    private Forms _forms;
    private FramedForm? _framed;
    private byte[]? _stamps;
    private long _firstId;
    private bool _mayWait;

    // How many lines there are in the form that was counted last.
    private Variant? _counted;
    private int _lineCount;

    /// <param name="server">Whose clock and ids the lines get.</param>
    /// <param name="from">Whose doing it is; null for the server's own.</param>
    /// <param name="lines">The whole lines without tags, one behind the other. They must not change any more.</param>
    /// <param name="messages">Which bytes are which line.</param>
    public Broadcast(ChatEnvironment server, User? from, byte[] lines, ReadOnlySpan<OutgoingMessage> messages)
    {
        _server = server;
        _from = from;
        _account = from?.Account;
        _lines = lines;
        _utterances = messages;
        _relevant = Variant.Tags | Variant.Time | Variant.Typed | (_account is null ? Variant.Plain : Variant.Account);
    }

    /// <summary>A single line, with no tags but the server's.</summary>
    public Broadcast(ChatEnvironment server, User? from, byte[] line)
        : this(server, from, line, new OutgoingMessage[] { new(0, line.Length, [], false) })
    {
    }

    /// <summary>A single line that those with IRCv3 extended-join see in a longer form.</summary>
    public Broadcast(ChatEnvironment server, User from, byte[] line, byte[] extended)
        : this(server, from, line)
    {
        _extended = extended;
        _relevant |= Variant.ExtendedJoin;
    }

    /// <summary>One message of several lines, which those with IRCv3 multiline see as a batch to that target.</summary>
    public Broadcast(ChatEnvironment server, User from, byte[] lines, ReadOnlySpan<OutgoingMessage> messages, byte[] batchTarget)
        : this(server, from, lines, messages)
    {
        _batchTarget = batchTarget;
        _relevant |= Variant.Multiline;
    }

    /// <summary>Sets the ids, and so the times, under which the lines are stored. Before anything is sent; 0 takes new ids.</summary>
    public void Use(long firstId) => _firstId = firstId;

    /// <summary>
    /// Says that nobody waits for these lines, which tell of people who come and go: many readers get them with whatever comes next, or a
    /// little later (<c>PatientOutboxes</c>).
    /// </summary>
    public void MayWait() => _mayWait = true;

    /// <summary>Sends to one reader.</summary>
    public void To(Outbox reader) => Sent(AppendTo(reader, reader.Form, mayWait: false));

    /// <summary>Sends to one of so many readers.</summary>
    public void To(Outbox reader, int readers) => Sent(AppendTo(reader, reader.Form, _mayWait && readers >= Crowd));

    /// <summary>Sends to one reader, in no more than these respects of the form that it wants.</summary>
    public void To(Outbox reader, Variant respects) => Sent(AppendTo(reader, reader.Form & respects, mayWait: false));

    /// <summary>Sends to all of these but one.</summary>
    public void To(ReadOnlySpan<Outbox> readers, Outbox? except = null)
    {
        long lines = 0;
        bool mayWait = _mayWait && readers.Length >= Crowd;
        foreach (Outbox reader in readers)
        {
            if (reader != except) lines += AppendTo(reader, reader.Form, mayWait);
        }
        Sent(lines);
    }

    /// <summary>Sends to those readers who negotiated a capability, except one.</summary>
    public void To(ReadOnlySpan<Outbox> readers, Outbox? except, Capability needed)
    {
        long lines = 0;
        bool mayWait = _mayWait && readers.Length >= Crowd;
        foreach (Outbox reader in readers)
        {
            if (reader != except && (reader.Capabilities & needed) == needed) lines += AppendTo(reader, reader.Form, mayWait);
        }
        Sent(lines);
    }

    /// <summary>The lines in one form; empty where such a reader is not told.</summary>
    public byte[] For(Variant variant)
    {
        Variant frames = variant & Variant.Frames;
        variant &= _relevant;
        byte[] lines = _forms[(int)variant] ??= Encode(variant);
        return frames == Variant.Plain ? lines : InFrames(lines, variant | frames);
    }

    /// <summary>Remembers the ids that readers have seen, if any.</summary>
    /// <param name="recent">Where to remember them.</param>
    /// <param name="who">The user to remember with them.</param>
    /// <param name="conversation">The conversation that stores them; 0 if that is known otherwise, or none.</param>
    public readonly void Remember(RecentMessages recent, long who, long conversation = 0)
    {
        if (_firstId != 0) recent.Add(_firstId, Messages, who, conversation);
    }

    // One id for each line, or one for all that are one message.
    private readonly int Messages => _batchTarget is null ? _utterances.Length : 1;

    // Returns how many lines these are: counted once for each change of the form, because a room's readers mostly want the same.
    private int AppendTo(Outbox reader, Variant form, bool mayWait)
    {
        if (!reader.Append(For(form), mayWait)) return 0;
        if (form != _counted)
        {
            _counted = form;
            _lineCount = For(form & ~Variant.Frames).AsSpan().Count((byte)'\n');
        }
        return _lineCount;
    }

    private readonly void Sent(long lines) => _server.Counters.Add(Counter.LinesSent, lines);

    // Kept as a list, because few readers need any of these, and nobody more than one or two.
    private byte[] InFrames(byte[] lines, Variant variant)
    {
        for (FramedForm? form = _framed; form is not null; form = form.Next)
        {
            if (form.Variant == variant) return form.Bytes;
        }
        _framed = new FramedForm(variant, WebSocketFrames.Of(lines, variant & Variant.Frames), _framed);
        return _framed.Bytes;
    }

    private byte[] Encode(Variant variant)
    {
        if (_batchTarget is not null) return EncodeMultiline(variant);
        byte[] lines = variant.HasFlag(Variant.ExtendedJoin) ? _extended! : _lines;
        if (variant is Variant.Plain or Variant.ExtendedJoin && !HasTagsOnly()) return lines;
        var form = new ArrayBufferWriter<byte>(lines.Length + (64 * _utterances.Length));
        for (int i = 0; i < _utterances.Length; i++)
        {
            OutgoingMessage utterance = _utterances[i];
            if (utterance.IsTagsOnly && !variant.HasFlag(Variant.Tags)) continue;
            ReadOnlySpan<byte> line = lines == _extended ? lines : lines.AsSpan(utterance.Start, utterance.Length);
            if (variant.HasFlag(Variant.Typed))
            {
                form.Write(LineModeRenderer.Render(_server, line));
                continue;
            }
            WriteTags(form, variant, i);
            form.Write(line);
        }
        return form.WrittenSpan.ToArray();
    }

    // What belongs to the whole message stands on the batch; for those who get its lines without one, on the first.
    private byte[] EncodeMultiline(Variant variant)
    {
        var form = new ArrayBufferWriter<byte>(_lines.Length + (64 * _utterances.Length));
        bool isBatch = variant.HasFlag(Variant.Multiline);
        byte[] reference = [];
        if (isBatch)
        {
            _stamps ??= Stamps();
            reference = [(byte)'m', .. _stamps.AsSpan(ServerTime.Length + MessageIds.Length - 6, 6)];
            WriteTags(form, variant, 0);
            form.Write(Lines.OpenBatch(_from!.Source, reference, _batchTarget!));
        }
        foreach (OutgoingMessage utterance in _utterances)
        {
            ReadOnlySpan<byte> line = _lines.AsSpan(utterance.Start, utterance.Length);
            if (isBatch)
            {
                form.Write("@batch="u8);
                form.Write(reference);
                form.Write(utterance.IsContinued ? ";draft/multiline-concat "u8 : " "u8);
                form.Write(line);
            }
            else if (utterance.IsBlank)
            {
                // There is no such message as one without a text.
                continue;
            }
            else if (variant.HasFlag(Variant.Typed))
            {
                form.Write(LineModeRenderer.Render(_server, line));
            }
            else
            {
                if (variant != Variant.Plain) WriteTags(form, variant, 0);
                variant &= ~Variant.Tags;
                form.Write(line);
            }
        }
        if (isBatch) form.Write(Lines.CloseBatch(_server, reference));
        return form.WrittenSpan.ToArray();
    }

    private void WriteTags(ArrayBufferWriter<byte> form, Variant variant, int index)
    {
        _stamps ??= Stamps();
        byte separator = (byte)'@';
        if (variant.HasFlag(Variant.Time)) Write(form, ref separator, "time="u8, _stamps.AsSpan(0, ServerTime.Length));
        if (variant.HasFlag(Variant.Account)) Write(form, ref separator, "account="u8, MessageTags.Escape(_account));
        if (variant.HasFlag(Variant.Tags))
        {
            Write(form, ref separator, "msgid="u8, _stamps.AsSpan(ServerTime.Length + (index * MessageIds.Length), MessageIds.Length));
            if (_from is { IsBot: true }) Write(form, ref separator, "bot"u8, default);
            form.Write(_utterances[index].ClientTags);
        }
        if (separator == (byte)';') form.Write(" "u8);
    }

    private static void Write(ArrayBufferWriter<byte> form, ref byte separator, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        form.Write([separator]);
        form.Write(key);
        form.Write(value);
        separator = (byte)';';
    }

    // The time, then an id for each line, or one for all that are one message: the same in every form.
    private byte[] Stamps()
    {
        var stamps = new byte[ServerTime.Length + (Messages * MessageIds.Length)];
        if (_firstId == 0) _firstId = _server.MessageIds.Take(Messages);
        ServerTime.Write(_server.MessageIds.TimeOf(_firstId), stamps);
        long id = _firstId;
        for (int at = ServerTime.Length; at < stamps.Length; at += MessageIds.Length) _server.MessageIds.Write(id++, stamps.AsSpan(at));
        return stamps;
    }

    private readonly bool HasTagsOnly()
    {
        foreach (OutgoingMessage utterance in _utterances)
        {
            if (utterance.IsTagsOnly) return true;
        }
        return false;
    }

    private sealed record FramedForm(Variant Variant, byte[] Bytes, FramedForm? Next);

    [InlineArray(64)]
    private struct Forms
    {
#pragma warning disable IDE0044, IDE0051 // the inline array's element
        private byte[]? _first;
#pragma warning restore IDE0044, IDE0051
    }
}
