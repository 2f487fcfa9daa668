using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using ChatSockets.Server.LineMode;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// Lines on their way to any number of readers: encoded once for each <see cref="Variant"/> that the readers need, and appended to their
/// outboxes as one array. Lives on the stack of the thread that speaks.
/// </summary>
/// <remarks>
/// IRCv3 message-tags, message-ids, server-time. Where several readers must see the same order, the caller holds the room's lock from the first
/// reader to the last.
/// </remarks>
internal ref struct Broadcast
{
    private const int TimeLength = 24;

    private readonly ServerContext _server;
    private readonly byte[] _lines;
    private readonly ReadOnlySpan<Utterance> _utterances;
    private Forms _forms;
    private byte[]? _stamps;

    /// <param name="server">Whose clock and ids the lines get.</param>
    /// <param name="lines">The whole lines without tags, one behind the other. They must not change any more.</param>
    /// <param name="utterances">Which bytes are which line.</param>
    public Broadcast(ServerContext server, byte[] lines, ReadOnlySpan<Utterance> utterances)
    {
        _server = server;
        _lines = lines;
        _utterances = utterances;
    }

    /// <summary>A single line that the server says of a user, with no tags but the server's.</summary>
    public Broadcast(ServerContext server, byte[] line)
        : this(server, line, new Utterance[] { new(0, line.Length, [], false) })
    {
    }

    /// <summary>Sends to one reader.</summary>
    public void To(Outbox reader) => reader.Append(For(reader.Variant));

    /// <summary>Sends to whoever speaks, on the speaker's own thread: it never overflows.</summary>
    public void Echo(Outbox own) => own.AppendOwn(For(own.Variant));

    /// <summary>Sends to all of these but one.</summary>
    public void To(ReadOnlySpan<Outbox> readers, Outbox? except = null)
    {
        foreach (Outbox reader in readers)
        {
            if (reader != except) reader.Append(For(reader.Variant));
        }
    }

    /// <summary>The lines in one form; empty where such a reader is not told.</summary>
    public byte[] For(Variant variant) => _forms[(int)variant] ??= Encode(variant);

    private byte[] Encode(Variant variant)
    {
        if (variant == Variant.Plain && !HasTagsOnly()) return _lines;
        var form = new ArrayBufferWriter<byte>(_lines.Length + (64 * _utterances.Length));
        for (int i = 0; i < _utterances.Length; i++)
        {
            Utterance utterance = _utterances[i];
            if (utterance.IsTagsOnly && !variant.HasFlag(Variant.Tags)) continue;
            ReadOnlySpan<byte> line = _lines.AsSpan(utterance.Start, utterance.Length);
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

    private void WriteTags(ArrayBufferWriter<byte> form, Variant variant, int index)
    {
        if (variant == Variant.Plain) return;
        _stamps ??= Stamps();
        if (variant.HasFlag(Variant.Time))
        {
            form.Write("@time="u8);
            form.Write(_stamps.AsSpan(0, TimeLength));
        }
        if (variant.HasFlag(Variant.Tags))
        {
            form.Write(variant.HasFlag(Variant.Time) ? ";msgid="u8 : "@msgid="u8);
            form.Write(_stamps.AsSpan(TimeLength + (index * MessageIds.Length), MessageIds.Length));
            form.Write(_utterances[index].ClientTags);
        }
        form.Write(" "u8);
    }

    // The time, then an id for each line: the same in every form.
    private readonly byte[] Stamps()
    {
        var stamps = new byte[TimeLength + (_utterances.Length * MessageIds.Length)];
        FormatTime(_server.Clock.GetUtcNow(), stamps);
        for (int at = TimeLength; at < stamps.Length; at += MessageIds.Length) _server.MessageIds.Next(stamps.AsSpan(at));
        return stamps;
    }

    private readonly bool HasTagsOnly()
    {
        foreach (Utterance utterance in _utterances)
        {
            if (utterance.IsTagsOnly) return true;
        }
        return false;
    }

    private static void FormatTime(DateTimeOffset time, Span<byte> destination) =>
        time.UtcDateTime.TryFormat(destination, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value of a server-time tag.</summary>
    public static byte[] Time(DateTimeOffset time)
    {
        var text = new byte[TimeLength];
        FormatTime(time, text);
        return text;
    }

    [InlineArray(8)]
    private struct Forms
    {
#pragma warning disable IDE0044, IDE0051 // the inline array's element
        private byte[]? _first;
#pragma warning restore IDE0044, IDE0051
    }
}
