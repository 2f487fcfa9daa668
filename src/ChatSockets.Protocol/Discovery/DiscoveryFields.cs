using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ChatSockets.Protocol.Discovery;

/// <summary>The types of fields; <see cref="DiscoveryDatagram"/> has their form.</summary>
internal enum DiscoveryField : byte
{
    Padding = 0,
    Name = 1,
    Port = 2,
    Users = 3,
    Version = 4,
    Tls = 5,
    KeyFingerprint = 6,
    MessageOfTheDay = 7,
    Instance = 8,
}

/// <summary>Reads the fields of a datagram one after the other.</summary>
internal ref struct DiscoveryFields(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether a field was longer than the datagram.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads the next field; false if there is none, or it is broken.</summary>
    public bool TryRead(out DiscoveryField type, out ReadOnlySpan<byte> value)
    {
        type = DiscoveryField.Padding;
        value = default;
        if (_rest.IsEmpty || _rest[0] == (byte)DiscoveryField.Padding) return false;
        if (_rest.Length < 2 || _rest.Length - 2 < _rest[1])
        {
            IsBroken = true;
            return false;
        }
        type = (DiscoveryField)_rest[0];
        value = _rest.Slice(2, _rest[1]);
        _rest = _rest[(2 + value.Length)..];
        return true;
    }

    /// <summary>Reads a number; false if it has too few bytes. Those of a later version, behind the known ones, are skipped.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> value, int bytes, out ulong number)
    {
        number = 0;
        if (value.Length < bytes) return false;
        foreach (byte each in value[..bytes]) number = (number << 8) | each;
        return true;
    }

    /// <summary>Reads a text; false if it is not UTF-8.</summary>
    public static bool TryText(ReadOnlySpan<byte> value, out string text)
    {
        bool isText = Utf8.IsValid(value);
        text = isText ? Encoding.UTF8.GetString(value) : "";
        return isText;
    }
}

/// <summary>Writes the fields of a datagram one after the other.</summary>
internal ref struct DiscoveryFieldWriter(Span<byte> datagram, int start)
{
    private readonly Span<byte> _datagram = datagram;

    /// <summary>How many bytes the datagram has so far.</summary>
    public int Length { get; private set; } = start;

    public void Number(DiscoveryField type, ulong number, int bytes)
    {
        Span<byte> whole = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(whole, number);
        Add(type, whole[^bytes..]);
    }

    /// <summary>Writes a text, at most so many bytes of it and with no character cut in two; an empty one is left out.</summary>
    public void Text(DiscoveryField type, string text, int most)
    {
        if (text.Length == 0) return;
        var bytes = new Utf8Text(text, stackalloc byte[Utf8Text.StackBytes]);
        Add(type, Utf8Text.Clip(bytes.Span, most));
    }

    private void Add(DiscoveryField type, scoped ReadOnlySpan<byte> value)
    {
        _datagram[Length] = (byte)type;
        _datagram[Length + 1] = (byte)value.Length;
        value.CopyTo(_datagram[(Length + 2)..]);
        Length += 2 + value.Length;
    }
}
