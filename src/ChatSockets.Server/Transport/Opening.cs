using ChatSockets.Server.Tls;

namespace ChatSockets.Server.Transport;

/// <summary>What a connection's first bytes show.</summary>
internal enum Opened
{
    /// <summary>Too few of them are there.</summary>
    Undecided,

    /// <summary>Lines: IRC, or a person.</summary>
    Text,

    /// <summary>The whole first record of a TLS handshake.</summary>
    Tls,
}

/// <summary>
/// The first bytes of a connection, or of what is within TLS, until they show what is spoken: no person and no client of one protocol begins as another does. For the
/// connection's own thread.
/// </summary>
internal sealed class Opening
{
    private byte[] _bytes = [];
    private int _count;

    /// <summary>What has come so far.</summary>
    public ReadOnlySpan<byte> First => _bytes.AsSpan(0, _count);

    /// <summary>Adds what came next.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_count + bytes.Length, _bytes.Length * 2));
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
    }

    /// <summary>Decides, if that can be done.</summary>
    /// <param name="mayBeTls">Whether it is asked for, and not within TLS already.</param>
    public Opened Look(bool mayBeTls)
    {
        bool? isTls = mayBeTls ? ClientHello.Look(First) : false;
        if (isTls is null || (isTls.Value && _count < ClientHello.LengthOfFirst(First))) return Opened.Undecided;
        return isTls.Value ? Opened.Tls : Opened.Text;
    }
}
