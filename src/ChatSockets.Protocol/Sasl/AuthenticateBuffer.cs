namespace ChatSockets.Protocol.Sasl;

/// <summary>The state of a SASL message after one more <c>AUTHENTICATE</c>.</summary>
public enum AuthenticateResult
{
    /// <summary>There is more to come.</summary>
    Incomplete,

    /// <summary>The message is whole.</summary>
    Complete,

    /// <summary>A piece, or all of them together, are longer than they may be (905).</summary>
    TooLong,

    /// <summary>It is not base64 (904).</summary>
    Invalid,
}

/// <summary>
/// SASL messages as <c>AUTHENTICATE</c> carries them (IRCv3 sasl-3.1, "The AUTHENTICATE command"): base64 in pieces of 400 bytes. A shorter
/// piece is the last one, and <c>+</c> is the piece of no bytes. Both sides; one for each exchange, used by one thread at a time. The name
/// of the mechanism and <c>*</c>, with which a client gives up, are not for here.
/// </summary>
/// <param name="maximumBytes">The longest message that is gathered, in bytes of base64.</param>
public sealed class AuthenticateBuffer(int maximumBytes = AuthenticateBuffer.DefaultMaximumBytes)
{
    /// <summary>The longest piece, in bytes.</summary>
    public const int PieceBytes = 400;

    /// <summary>Ten pieces and a bit: far more than any mechanism here needs.</summary>
    public const int DefaultMaximumBytes = 4096;

    private byte[] _gathered = [];

    /// <summary>
    /// Takes the next piece. The message is empty unless it is complete; after that, or after an error, a new one begins.
    /// </summary>
    public AuthenticateResult Append(ReadOnlySpan<byte> piece, out byte[] message)
    {
        message = [];
        AuthenticateResult result = Gather(piece);
        if (result == AuthenticateResult.Incomplete) return result;
        if (result == AuthenticateResult.Complete)
        {
            if (StrictBase64.TryDecode(_gathered, out byte[]? decoded)) message = decoded;
            else result = AuthenticateResult.Invalid;
        }
        _gathered = [];
        return result;
    }

    private AuthenticateResult Gather(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty) return AuthenticateResult.Invalid;
        if (piece.SequenceEqual("+"u8)) return AuthenticateResult.Complete;
        if (piece.Length > PieceBytes || piece.Length > maximumBytes - _gathered.Length) return AuthenticateResult.TooLong;
        _gathered = [.. _gathered, .. piece];
        return piece.Length == PieceBytes ? AuthenticateResult.Incomplete : AuthenticateResult.Complete;
    }

    /// <summary>The pieces of a message, in their order; at least one.</summary>
    public static IReadOnlyList<byte[]> Cut(ReadOnlySpan<byte> message)
    {
        byte[] base64 = StrictBase64.Encode(message);
        var pieces = new List<byte[]>(base64.Length / PieceBytes + 1);
        int start = 0;
        for (; base64.Length - start >= PieceBytes; start += PieceBytes) pieces.Add(base64[start..(start + PieceBytes)]);
        pieces.Add(start == base64.Length ? "+"u8.ToArray() : base64[start..]);
        return pieces;
    }
}
