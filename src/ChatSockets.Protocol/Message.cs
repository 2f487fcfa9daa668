using System.Runtime.CompilerServices;

namespace ChatSockets.Protocol;

/// <summary>
/// One parsed message: views into the line it was parsed from, and as short-lived as that line.
/// Made by <see cref="MessageParser"/>; see Modern IRC, "Message Format".
/// </summary>
public readonly ref struct Message
{
    /// <summary>How many parameters are found without scanning; RFC 1459 knew no more than these.</summary>
    internal const int IndexedParameters = 15;

    private readonly ReadOnlySpan<byte> _line;
    private readonly ParameterIndex _index;

    internal Message(
        ReadOnlySpan<byte> line, ReadOnlySpan<byte> tags, ReadOnlySpan<byte> source, ReadOnlySpan<byte> verb,
            scoped in ParameterIndex index, int count)
    {
        _line = line;
        Tags = new MessageTags(tags);
        Source = source;
        Verb = verb;
        _index = index;
        Count = count;
    }

    /// <summary>The whole line, without its end.</summary>
    public ReadOnlySpan<byte> Line => _line;

    /// <summary>The tags; empty if there are none.</summary>
    public MessageTags Tags { get; }

    /// <summary>The source without its colon; empty if there is none. <see cref="Protocol.Source.Parse"/> takes it apart.</summary>
    public ReadOnlySpan<byte> Source { get; }

    /// <summary>The command's name or a numeric's three digits, as it was sent.</summary>
    public ReadOnlySpan<byte> Verb { get; }

    /// <summary>The number of parameters.</summary>
    public int Count { get; }

    /// <summary>The parameter at that index, trailing or not; empty if there are fewer.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) return default;
            if (index < IndexedParameters)
            {
                var (start, length) = _index[index];
                return _line.Slice(start, length);
            }
            var (lastStart, lastLength) = _index[IndexedParameters - 1];
            int position = lastStart + lastLength;
            Range range = default;
            for (int i = IndexedParameters; i <= index; i++) MessageParser.NextParameter(_line, ref position, out range);
            return _line[range];
        }
    }

    /// <summary>The last parameter; empty if there are none.</summary>
    public ReadOnlySpan<byte> Last => this[Count - 1];

    /// <summary>Whether the verb is this one; names are written in capitals, the wire may use any case.</summary>
    public bool Is(ReadOnlySpan<byte> verb) => System.Text.Ascii.EqualsIgnoreCase(Verb, verb);

    /// <summary>The numeric that the verb is, or 0.</summary>
    public Numeric Numeric => NumericNames.Parse(Verb);

    [InlineArray(IndexedParameters)]
    internal struct ParameterIndex
    {
#pragma warning disable IDE0044, IDE0051 // the inline array's element
        private (int Start, int Length) _first;
#pragma warning restore IDE0044, IDE0051
    }
}
