namespace ChatSockets.Protocol;

/// <summary>Who a message comes from, taken apart: Modern IRC, "Source".</summary>
public readonly ref struct Source
{
    private Source(ReadOnlySpan<byte> name, ReadOnlySpan<byte> user, ReadOnlySpan<byte> host)
    {
        Name = name;
        User = user;
        Host = host;
    }

    /// <summary>The nickname, or the server's name.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Empty where the source names none.</summary>
    public ReadOnlySpan<byte> User { get; }

    /// <summary>Empty where the source names none.</summary>
    public ReadOnlySpan<byte> Host { get; }

    /// <summary>A name with a dot and nothing else: no nickname has one.</summary>
    public bool IsServer => User.IsEmpty && Host.IsEmpty && Name.Contains((byte)'.');

    public static Source Parse(ReadOnlySpan<byte> source)
    {
        int at = source.LastIndexOf((byte)'@');
        ReadOnlySpan<byte> host = at < 0 ? default : source[(at + 1)..];
        ReadOnlySpan<byte> rest = at < 0 ? source : source[..at];
        int bang = rest.IndexOf((byte)'!');
        return bang < 0 ? new Source(rest, default, host) : new Source(rest[..bang], rest[(bang + 1)..], host);
    }
}
