using System.Diagnostics.CodeAnalysis;

namespace ChatSockets.Protocol;

/// <summary>
/// When two names are the same: Modern IRC, "Casemapping". A comparer for dictionaries of UTF-8 names, which are then looked
/// up by a span of the line without an allocation.
/// </summary>
public sealed class CaseMapping : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    /// <summary>Only A to Z are folded. Our server uses this one.</summary>
    public static readonly CaseMapping Ascii = new("ascii", (byte)'Z');

    /// <summary>ASCII, and <c>[]\^</c> are <c>{}|~</c>: the default of a server that names none.</summary>
    public static readonly CaseMapping Rfc1459 = new("rfc1459", (byte)'^');

    /// <summary>ASCII, and <c>[]\</c> are <c>{}|</c>.</summary>
    public static readonly CaseMapping Rfc1459Strict = new("rfc1459-strict", (byte)']');

    private readonly byte _lastUpper;

    private CaseMapping(string name, byte lastUpper)
    {
        Name = name;
        _lastUpper = lastUpper;
    }

    /// <summary>The name that ISUPPORT gives it.</summary>
    public string Name { get; }

    /// <summary>The mapping of that name; an unknown one is taken for ASCII, the narrowest.</summary>
    public static CaseMapping Parse(string name) => name switch
    {
        "rfc1459" => Rfc1459,
        "rfc1459-strict" or "strict-rfc1459" => Rfc1459Strict,
        _ => Ascii,
    };

    public byte Fold(byte value) => value >= (byte)'A' && value <= _lastUpper ? (byte)(value + 32) : value;

    public bool Equals(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length) return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i] && Fold(one[i]) != Fold(other[i])) return false;
        }
        return true;
    }

    public int GetHashCode(ReadOnlySpan<byte> name)
    {
        // HashCode is seeded anew in each process: nobody can prepare names that collide.
        var hash = default(HashCode);
        Span<byte> folded = stackalloc byte[64];
        while (!name.IsEmpty)
        {
            int length = Math.Min(name.Length, folded.Length);
            for (int i = 0; i < length; i++) folded[i] = Fold(name[i]);
            hash.AddBytes(folded[..length]);
            name = name[length..];
        }
        return hash.ToHashCode();
    }

    bool IEqualityComparer<byte[]>.Equals(byte[]? x, byte[]? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x, y));

    int IEqualityComparer<byte[]>.GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj);

    bool IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>.Equals(ReadOnlySpan<byte> alternate, byte[] other) =>
        Equals(alternate, other);

    int IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>.GetHashCode(ReadOnlySpan<byte> alternate) => GetHashCode(alternate);

    byte[] IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>.Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
