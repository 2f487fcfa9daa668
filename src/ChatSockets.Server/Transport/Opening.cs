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

    /// <summary>A request of HTTP.</summary>
    Http,
}

/// <summary>
/// The first bytes of a connection, or of what is within TLS, until they show what is spoken: no person and no client of one protocol
/// begins as another does. For the connection's own thread.
/// </summary>
internal sealed class Opening
{
    // Longer than what anybody types, and less than half of what the reader of lines takes at once.
    private const int LongestFirstLine = 500;

    private static readonly string[] Methods = ["GET ", "HEAD ", "POST ", "PUT ", "PATCH ", "DELETE ", "OPTIONS "];

    private byte[] _bytes = [];
    private int _count;

    /// <summary>What has come so far.</summary>
    public ReadOnlySpan<byte> First => _bytes.AsSpan(0, _count);

    /// <summary>Whether there is something, and a person can have typed it.</summary>
    public bool IsTyped => _count > 0 && _bytes[0] >= (byte)' ';

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
        return isTls.Value ? Opened.Tls : LookForHttp();
    }

    // A person might begin with such a word, but does not end the line as a program does.
    private Opened LookForHttp()
    {
        string start = System.Text.Encoding.Latin1.GetString(First[..Math.Min(_count, 8)]);
        if (!Methods.Any(method => start.StartsWith(method, StringComparison.Ordinal)
            || method.StartsWith(start, StringComparison.Ordinal))) return Opened.Text;
        int end = First.IndexOf((byte)'\n');
        if (end >= 0) return First[..end].IndexOf(" HTTP/1."u8) > 0 ? Opened.Http : Opened.Text;
        return _count > LongestFirstLine ? Opened.Http : Opened.Undecided;
    }
}
