using System.Text.Unicode;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The attributes of a SCRAM message, <c>a=1,b=2</c>, read in the order that the message must have them in: RFC 5802, sections 5.1 and 7.
/// </summary>
internal ref struct ScramAttributes(ReadOnlySpan<byte> message)
{
    private readonly int _length = message.Length;
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Whether all have been read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Where in the message the next attribute begins.</summary>
    public readonly int Position => _length - _rest.Length;

    /// <summary>Whether the next attribute is this one.</summary>
    public readonly bool IsNext(char name) => !IsAtEnd && _rest.Length > 1 && _rest[0] == name && _rest[1] == (byte)'=';

    /// <summary>Reads the next attribute, which must be this one and have a value.</summary>
    public bool TryRead(char name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!IsNext(name)) return false;
        int comma = _rest.IndexOf((byte)',');
        value = comma < 0 ? _rest[2..] : _rest[2..comma];
        _rest = comma < 0 ? default : _rest[(comma + 1)..];
        IsAtEnd = comma < 0;
        return !value.IsEmpty;
    }

    /// <summary>Reads extensions that may be ignored, as far as the end or the attribute before which they stand.</summary>
    public bool TrySkipExtensions(char? before = null)
    {
        while (!IsAtEnd && !(before is { } last && IsNext(last)))
        {
            char name = _rest.IsEmpty ? '\0' : (char)_rest[0];
            // A mandatory one has its place at the beginning, and there it was refused.
            if (!char.IsAsciiLetter(name) || name == 'm' || !TryRead(name, out _)) return false;
        }
        return true;
    }

    /// <summary>Whether the bytes can be a message at all.</summary>
    public static bool IsText(ReadOnlySpan<byte> message) => !message.Contains((byte)0) && Utf8.IsValid(message);
}
