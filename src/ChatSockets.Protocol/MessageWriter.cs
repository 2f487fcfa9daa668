using System.Buffers;

namespace ChatSockets.Protocol;

/// <summary>
/// Writes one message into a span, in the order of the wire: tags, source, verb, parameters, end.
/// Modern IRC, "Message Format"; IRCv3 message-tags, "Size limit".
/// </summary>
/// <remarks>
/// A message never leaves longer than the wire allows: parameters are cut at a character's boundary at 512 bytes, a source
/// is cut where it would leave no room for the verb, a tag that does not fit is left out whole. A value with CR, LF or NUL
/// would let one message smuggle in another. Parameters may be free text, such as the message of an exception: it never
/// throws for what stands in it, the last parameter has spaces in these places, any other becomes <c>*</c>. A tag, a source or a verb
/// with one is refused with an <see cref="ArgumentException"/>, since no parsed line can hold one. The span should hold
/// <see cref="WireLimits.Line"/> bytes, and the tags besides.
/// </remarks>
public ref struct MessageWriter(Span<byte> destination)
{
    private static readonly SearchValues<byte> Refused = SearchValues.Create(0, (byte)'\r', (byte)'\n');
    private static readonly SearchValues<byte> Separators = SearchValues.Create(0, (byte)'\r', (byte)'\n', (byte)' ');

    // The space behind a source and a verb: the longest in use is AUTHENTICATE.
    private const int VerbRoom = 1 + 16;

    private readonly Span<byte> _destination = destination;
    private int _written;
    private int _lineStart;
    private bool _tagged;
    private bool _full;

    /// <summary>Bytes that are left for parameters with their leading spaces (and colon); none once one had to be cut.</summary>
    public readonly int Remaining => _full ? 0 : Limit - _written;

    // Where the text must end for CR LF to fit behind it.
    private readonly int Limit => Math.Min(_destination.Length, _lineStart + WireLimits.Line) - 2;

    /// <summary>A tag with its value still to be escaped.</summary>
    public void Tag(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value)
    {
        Span<byte> escaped = value.Length <= 256 ? stackalloc byte[value.Length * 2] : new byte[value.Length * 2];
        int length = MessageTags.Escape(value, escaped);
        EscapedTag(key, escaped[..length]);
    }

    /// <summary>A tag as it stands on the wire already.</summary>
    public void EscapedTag(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> escapedValue)
    {
        Refuse(key);
        Refuse(escapedValue);
        int needed = 1 + key.Length + (escapedValue.IsEmpty ? 0 : 1 + escapedValue.Length);
        if (_written + needed + 1 > Math.Min(WireLimits.TagsFromServer, _destination.Length - WireLimits.Line)) return;
        Put(_tagged ? (byte)';' : (byte)'@');
        _tagged = true;
        Put(key);
        if (!escapedValue.IsEmpty)
        {
            Put((byte)'=');
            Put(escapedValue);
        }
    }

    /// <summary>Where the message comes from, without the colon.</summary>
    public void Source(scoped ReadOnlySpan<byte> source)
    {
        EndTags();
        Refuse(source);
        Put((byte)':');
        PutSource(source);
        Put((byte)' ');
    }

    /// <summary>The source in its three parts.</summary>
    public void Source(scoped ReadOnlySpan<byte> nickname, scoped ReadOnlySpan<byte> user, scoped ReadOnlySpan<byte> host)
    {
        EndTags();
        Refuse(nickname);
        Refuse(user);
        Refuse(host);
        Put((byte)':');
        PutSource(nickname);
        PutSource("!"u8);
        PutSource(user);
        PutSource("@"u8);
        PutSource(host);
        Put((byte)' ');
    }

    /// <summary>The command.</summary>
    public void Verb(scoped ReadOnlySpan<byte> verb)
    {
        EndTags();
        Refuse(verb);
        Put(Utf8Text.Clip(verb, Remaining));
    }

    /// <summary>The command, where it is a numeric.</summary>
    public void Verb(Numeric numeric)
    {
        EndTags();
        int value = (int)numeric;
        Put((byte)('0' + (value / 100)));
        Put((byte)('0' + (value / 10 % 10)));
        Put((byte)('0' + (value % 10)));
    }

    /// <summary>
    /// Writes a parameter that others can follow. A value that cannot stand there (empty, with a space or line break, or with a leading
    /// colon) is written as <c>*</c>, as servers do when they quote a bad name.
    /// </summary>
    public void Parameter(scoped ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[0] == (byte)':' || value.ContainsAny(Separators)) value = "*"u8;
        ReadOnlySpan<byte> kept = Utf8Text.Clip(value, Remaining - 1);
        // What follows a parameter that was cut could be taken for it.
        _full = kept.Length < value.Length;
        if (kept.IsEmpty) return;
        Put((byte)' ');
        Put(kept);
    }

    /// <inheritdoc cref="Parameter(ReadOnlySpan{byte})"/>
    public void Parameter(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var bytes = new Utf8Text(value, stackalloc byte[Utf8Text.StackBytes]);
        Parameter(bytes.Span);
    }

    /// <summary>A whole number as a parameter.</summary>
    public void Parameter(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out int length, provider: System.Globalization.CultureInfo.InvariantCulture);
        Parameter(digits[..length]);
    }

    /// <summary>The last parameter: any text, empty too, cut where the line is full. CR, LF and NUL become spaces.</summary>
    public void Trailing(scoped ReadOnlySpan<byte> value)
    {
        if (Remaining < 2) return;
        Put((byte)' ');
        Put((byte)':');
        int start = _written;
        Put(Utf8Text.Clip(value, Remaining));
        Span<byte> text = _destination[start.._written];
        for (int at; (at = text.IndexOfAny(Refused)) >= 0; text = text[(at + 1)..]) text[at] = (byte)' ';
    }

    /// <inheritdoc cref="Trailing(ReadOnlySpan{byte})"/>
    public void Trailing(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var bytes = new Utf8Text(value, stackalloc byte[Utf8Text.StackBytes]);
        Trailing(bytes.Span);
    }

    /// <summary>Ends the message with CR LF and returns its length in bytes.</summary>
    public int End()
    {
        Put((byte)'\r');
        Put((byte)'\n');
        return _written;
    }

    /// <summary>Ends the message and returns a copy of it.</summary>
    public byte[] ToArray() => _destination[..End()].ToArray();

    private void EndTags()
    {
        if (!_tagged) return;
        Put((byte)' ');
        _tagged = false;
        _lineStart = _written;
    }

    // However long a source is, the verb behind it stays whole.
    private void PutSource(scoped ReadOnlySpan<byte> part) => Put(Utf8Text.Clip(part, Remaining - VerbRoom));

    private void Put(byte value) => _destination[_written++] = value;

    private void Put(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[_written..]);
        _written += bytes.Length;
    }

    private static void Refuse(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny(Refused)) Throw();

        static void Throw() => throw new ArgumentException("A part of a message may not hold CR, LF or NUL.");
    }
}
