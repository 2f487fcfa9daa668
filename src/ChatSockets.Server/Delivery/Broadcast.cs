using System.Globalization;
using System.Runtime.CompilerServices;
using ChatSockets.Protocol;
using ChatSockets.Server.LineMode;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// One message on its way to any number of readers: encoded once for each <see cref="Variant"/> that they need, and appended to their
/// outboxes. Lives on the stack of the thread that speaks.
/// </summary>
/// <remarks>
/// IRCv3 message-tags: client-only tags are relayed as they came, behind the server's own. IRCv3 message-ids, server-time.
/// Where several readers must see the same order, the caller holds the room's lock from the first reader to the last.
/// </remarks>
internal ref struct Broadcast
{
    private const int TimeLength = 24;

    private readonly ServerContext _server;
    private readonly ReadOnlySpan<byte> _body;
    private readonly ReadOnlySpan<byte> _clientTags;
    private readonly bool _tagsOnly;
    private Forms _forms;
    private byte[]? _stamp;

    /// <param name="server">Whose clock and ids the message gets.</param>
    /// <param name="body">The whole line without tags.</param>
    /// <param name="tags">The tags that the speaker sent; only client-only ones are relayed.</param>
    /// <param name="tagsOnly">For TAGMSG, which those without message-tags never see.</param>
    public Broadcast(ServerContext server, byte[] body, MessageTags tags = default, bool tagsOnly = false)
    {
        _server = server;
        _body = body;
        _clientTags = tags.Raw;
        _tagsOnly = tagsOnly;
        if (!tagsOnly) _forms[(int)Variant.Plain] = body;
    }

    /// <summary>Sends to one reader.</summary>
    public void To(Outbox reader) => reader.Append(For(reader.Variant));

    /// <summary>Sends to all of these but one.</summary>
    public void To(ReadOnlySpan<Outbox> readers, Outbox? except = null)
    {
        foreach (Outbox reader in readers)
        {
            if (reader != except) reader.Append(_forms[(int)reader.Variant] ?? For(reader.Variant));
        }
    }

    /// <summary>The message in one form; empty where such a reader is not told.</summary>
    public byte[] For(Variant variant) => _forms[(int)variant] ??= Encode(variant);

    private byte[] Encode(Variant variant)
    {
        if (_tagsOnly && !variant.HasFlag(Variant.Tags)) return [];
        if (variant.HasFlag(Variant.Typed)) return LineModeRenderer.Render(_server, _body);
        if (variant == Variant.Plain) return _body.ToArray();

        _stamp ??= Stamp();
        var tags = new List<byte>(96 + _clientTags.Length);
        if (variant.HasFlag(Variant.Time))
        {
            tags.AddRange("@time="u8);
            tags.AddRange(_stamp.AsSpan(0, TimeLength));
        }
        if (variant.HasFlag(Variant.Tags))
        {
            tags.AddRange(tags.Count == 0 ? "@msgid="u8 : ";msgid="u8);
            tags.AddRange(_stamp.AsSpan(TimeLength));
            AddClientOnly(tags);
        }
        tags.Add((byte)' ');
        tags.AddRange(_body);
        return [.. tags];
    }

    private readonly void AddClientOnly(List<byte> tags)
    {
        foreach (MessageTag tag in new MessageTags(_clientTags))
        {
            if (!tag.IsClientOnly) continue;
            tags.Add((byte)';');
            tags.AddRange(tag.Key);
            if (tag.EscapedValue.IsEmpty) continue;
            tags.Add((byte)'=');
            tags.AddRange(tag.EscapedValue);
        }
    }

    // Time and id, the same in every form.
    private readonly byte[] Stamp()
    {
        var stamp = new byte[TimeLength + MessageIds.Length];
        FormatTime(_server.Clock.GetUtcNow(), stamp);
        _server.MessageIds.Next(stamp.AsSpan(TimeLength));
        return stamp;
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
