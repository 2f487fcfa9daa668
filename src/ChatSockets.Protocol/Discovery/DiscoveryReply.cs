namespace ChatSockets.Protocol.Discovery;

/// <summary>
/// What a server says of itself to somebody who asked: <see cref="DiscoveryDatagram"/>. Its address is the one that the datagram came from.
/// </summary>
public sealed record DiscoveryReply
{
    /// <summary>The most bytes of the name, the version and the fingerprint each; a longer text is cut.</summary>
    public const int MaximumTextBytes = 63;

    /// <summary>The most bytes of the message of the day; a longer one is cut.</summary>
    public const int MaximumMessageBytes = 200;

    /// <summary>The request's.</summary>
    public ulong Nonce { get; init; }

    /// <summary>
    /// A random number of the running server: two replies with the same one are of one server, whichever network they came through. 0 if
    /// the server does not say.
    /// </summary>
    public ulong Instance { get; init; }

    /// <summary>The server's name; never empty in a reply that was read.</summary>
    public required string Name { get; init; }

    /// <summary>The TCP port; never 0 in a reply that was read.</summary>
    public required ushort Port { get; init; }

    /// <summary>How many users are there.</summary>
    public uint Users { get; init; }

    /// <summary>The program and its version; empty if the server does not say.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether the port takes TLS.</summary>
    public bool HasTls { get; init; }

    /// <summary>
    /// The key of the server's certificate: <c>SHA256:</c> and the SHA-256 of the SubjectPublicKeyInfo (RFC 5280, section 4.1) in Base64
    /// without padding. Empty without TLS.
    /// </summary>
    public string KeyFingerprint { get; init; } = "";

    /// <summary>The first line of the message of the day; empty if there is none.</summary>
    public string MessageOfTheDay { get; init; } = "";

    /// <summary>
    /// Writes the datagram into a buffer of at least <see cref="DiscoveryDatagram.Length"/> bytes, and returns its length, which is never
    /// more than that: all fields at their longest have 432 bytes.
    /// </summary>
    public int Write(Span<byte> datagram)
    {
        DiscoveryDatagram.WriteHeader(datagram, DiscoveryDatagram.Reply, Nonce);
        var fields = new DiscoveryFieldWriter(datagram, DiscoveryDatagram.HeaderLength);
        if (Instance != 0) fields.Number(DiscoveryField.Instance, Instance, sizeof(ulong));
        fields.Text(DiscoveryField.Name, Name, MaximumTextBytes);
        fields.Number(DiscoveryField.Port, Port, sizeof(ushort));
        fields.Number(DiscoveryField.Users, Users, sizeof(uint));
        fields.Text(DiscoveryField.Version, Version, MaximumTextBytes);
        if (HasTls) fields.Number(DiscoveryField.Tls, 1, sizeof(byte));
        fields.Text(DiscoveryField.KeyFingerprint, KeyFingerprint, MaximumTextBytes);
        fields.Text(DiscoveryField.MessageOfTheDay, MessageOfTheDay, MaximumMessageBytes);
        return fields.Length;
    }

    /// <summary>
    /// Reads any bytes; null if they are no reply, or one without a name or a port. The texts are a stranger's: show them only as
    /// <see cref="PlainText.Clean"/> leaves them.
    /// </summary>
    public static DiscoveryReply? Read(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > DiscoveryDatagram.Length
            || !DiscoveryDatagram.TryReadHeader(datagram, DiscoveryDatagram.Reply, out ulong nonce)) return null;
        var reply = new DiscoveryReply { Nonce = nonce, Name = "", Port = 0 };
        var fields = new DiscoveryFields(datagram[DiscoveryDatagram.HeaderLength..]);
        while (fields.TryRead(out DiscoveryField type, out ReadOnlySpan<byte> value))
        {
            if (reply.With(type, value) is not { } next) return null;
            reply = next;
        }
        return fields.IsBroken || reply.Name.Length == 0 || reply.Port == 0 ? null : reply;
    }

    // Null if the value is not what the field must have.
    private DiscoveryReply? With(DiscoveryField type, ReadOnlySpan<byte> value)
    {
        return type switch
        {
            DiscoveryField.Name => DiscoveryFields.TryText(value, out string text) ? this with { Name = text } : null,
            DiscoveryField.Version => DiscoveryFields.TryText(value, out string text) ? this with { Version = text } : null,
            DiscoveryField.KeyFingerprint => DiscoveryFields.TryText(value, out string text) ? this with { KeyFingerprint = text } : null,
            DiscoveryField.MessageOfTheDay => DiscoveryFields.TryText(value, out string text) ? this with { MessageOfTheDay = text } : null,
            DiscoveryField.Port => DiscoveryFields.TryNumber(value, sizeof(ushort), out ulong port) ? this with { Port = (ushort)port } : null,
            DiscoveryField.Users => DiscoveryFields.TryNumber(value, sizeof(uint), out ulong users) ? this with { Users = (uint)users } : null,
            DiscoveryField.Tls => DiscoveryFields.TryNumber(value, sizeof(byte), out ulong tls) ? this with { HasTls = tls != 0 } : null,
            DiscoveryField.Instance => DiscoveryFields.TryNumber(value, sizeof(ulong), out ulong id) ? this with { Instance = id } : null,
            _ => this,
        };
    }
}
