using System.Text;

namespace ChatSockets.Protocol;

/// <summary>A tag as it stands on the wire: the value is still escaped.</summary>
public readonly ref struct MessageTag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> escapedValue)
{
    public ReadOnlySpan<byte> Key { get; } = key;

    public ReadOnlySpan<byte> EscapedValue { get; } = escapedValue;

    /// <summary>Whether servers relay it untouched between clients (a leading plus sign).</summary>
    public bool IsClientOnly => Key.Length > 1 && Key[0] == (byte)'+';
}

/// <summary>The tags of one message: IRCv3 message-tags, "Format" and "Escaping values".</summary>
public readonly ref struct MessageTags(ReadOnlySpan<byte> raw)
{
    /// <summary>Everything between the @ and the space.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    public bool IsEmpty => Raw.IsEmpty;

    /// <summary>The tag with this key, plus sign included; the last one where a peer repeats itself.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> escapedValue)
    {
        bool found = false;
        escapedValue = default;
        foreach (MessageTag tag in this)
        {
            if (!tag.Key.SequenceEqual(key)) continue;
            found = true;
            escapedValue = tag.EscapedValue;
        }
        return found;
    }

    /// <summary>The tag's unescaped value as text, or null.</summary>
    public string? Get(ReadOnlySpan<byte> key)
    {
        if (!TryGet(key, out ReadOnlySpan<byte> escaped)) return null;
        Span<byte> value = escaped.Length <= 512 ? stackalloc byte[escaped.Length] : new byte[escaped.Length];
        return Encoding.UTF8.GetString(value[..Unescape(escaped, value)]);
    }

    public Enumerator GetEnumerator() => new(Raw);

    /// <summary>
    /// Reverses <see cref="Escape(ReadOnlySpan{byte}, Span{byte})"/>. The destination must be as long as the value. Returns the bytes
    /// written.
    /// </summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        int written = 0;
        for (int i = 0; i < escaped.Length; i++)
        {
            byte current = escaped[i];
            if (current == (byte)'\\')
            {
                if (++i == escaped.Length) break;
                current = escaped[i] switch
                {
                    (byte)':' => (byte)';',
                    (byte)'s' => (byte)' ',
                    (byte)'r' => (byte)'\r',
                    (byte)'n' => (byte)'\n',
                    var other => other,
                };
            }
            destination[written++] = current;
        }
        return written;
    }

    /// <summary>A copy of the value, escaped.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> value)
    {
        Span<byte> escaped = value.Length <= 256 ? stackalloc byte[value.Length * 2] : new byte[value.Length * 2];
        return escaped[..Escape(value, escaped)].ToArray();
    }

    /// <summary>Escapes a value. The destination must be twice as long as the value. Returns the bytes written.</summary>
    public static int Escape(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        int written = 0;
        foreach (byte current in value)
        {
            byte escape = current switch
            {
                (byte)';' => (byte)':',
                (byte)' ' => (byte)'s',
                (byte)'\r' => (byte)'r',
                (byte)'\n' => (byte)'n',
                (byte)'\\' => (byte)'\\',
                _ => 0,
            };
            if (escape != 0) destination[written++] = (byte)'\\';
            destination[written++] = escape != 0 ? escape : current;
        }
        return written;
    }

    public ref struct Enumerator(ReadOnlySpan<byte> raw)
    {
        private ReadOnlySpan<byte> _rest = raw;

        public MessageTag Current { get; private set; }

        public bool MoveNext()
        {
            while (!_rest.IsEmpty)
            {
                int end = _rest.IndexOf((byte)';');
                ReadOnlySpan<byte> tag = end < 0 ? _rest : _rest[..end];
                _rest = end < 0 ? default : _rest[(end + 1)..];
                int equals = tag.IndexOf((byte)'=');
                ReadOnlySpan<byte> key = equals < 0 ? tag : tag[..equals];
                if (key.IsEmpty) continue;
                Current = new MessageTag(key, equals < 0 ? default : tag[(equals + 1)..]);
                return true;
            }
            return false;
        }
    }
}
