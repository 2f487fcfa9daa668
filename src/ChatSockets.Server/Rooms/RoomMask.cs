using System.Net;
using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Rooms;

/// <summary>
/// Whom an entry of a <see cref="MaskList"/> means, taken apart once so that a match allocates nothing: <c>nick!user@host</c> with wildcards,
/// the same with a network as the host (<c>*!*@10.0.0.0/8</c>), <c>~a:account</c> (<c>~a:*</c> any), and <c>~m:</c> before either of these, which
/// mutes and does not keep out. Modern IRC, "EXTBAN Parameter"; IRCv3 account-extban.
/// </summary>
internal sealed class RoomMask
{
    /// <summary>ISUPPORT EXTBAN: the sign and the letters.</summary>
    public const string ExtendedKinds = "~,am";

    /// <summary>ISUPPORT ACCOUNTEXTBAN: the letter that means an account.</summary>
    public const string AccountKind = "a";

    /// <summary>The longest mask that is taken, in bytes; what is longer is cut.</summary>
    private const int MaximumBytes = 160;

    private readonly byte[] _pattern;
    private readonly bool _isAccount;
    private readonly IPNetwork? _network;

    private RoomMask(ReadOnlySpan<byte> prefix, byte[] pattern, bool isMute, bool isAccount)
    {
        Text = [.. prefix, .. pattern];
        IsMute = isMute;
        _pattern = pattern;
        _isAccount = isAccount;
        int host = pattern.AsSpan().LastIndexOf((byte)'@') + 1;
        if (isAccount || !TryNetwork(pattern.AsSpan(host), out IPNetwork network)) return;
        _network = network;
        // What is left to compare, once the network has been.
        _pattern = [.. pattern.AsSpan(0, host), (byte)'*'];
    }

    /// <summary>The whole mask, completed, as it is listed and told.</summary>
    public byte[] Text { get; }

    /// <summary>It is about who speaks, not about who enters.</summary>
    public bool IsMute { get; }

    /// <summary>Takes a mask as somebody typed it; null where it is none, and what is wrong with it.</summary>
    public static RoomMask? Parse(ReadOnlySpan<byte> text, out string? error)
    {
        // As it is, it could not be told to anybody.
        error = text.Contains((byte)' ') ? "A mask holds no space" : null;
        if (error is not null) return null;
        text = Utf8Text.Clip(text, MaximumBytes);
        bool isMute = false;
        if (TryExtended(text, out byte kind, out ReadOnlySpan<byte> rest) && kind == (byte)'m')
        {
            isMute = true;
            text = rest;
            if (text.IsEmpty) error = "A mute needs a mask: ~m:nick!user@host or ~m:~a:account";
        }
        if (TryExtended(text, out kind, out rest))
        {
            if (kind == (byte)'a' && !rest.IsEmpty) return new RoomMask(isMute ? "~m:~a:"u8 : "~a:"u8, rest.ToArray(), isMute, isAccount: true);
            error ??= kind switch
            {
                (byte)'a' => "Which account? ~a:account, or ~a:* for any",
                (byte)'m' => "A mute cannot hold another mute",
                _ => "Of extended masks there are ~a:account and ~m:mask",
            };
        }
        byte[] full = Mask.Complete(text);
        if (full[0] == (byte)':') error ??= "A nickname does not begin with a colon";
        return error is null ? new RoomMask(isMute ? "~m:"u8 : default, full, isMute, isAccount: false) : null;
    }

    /// <summary>Whether it means a user: by the host that others see or by the address that the connection really has.</summary>
    public bool Matches(User user)
    {
        if (_isAccount) return user.Account is { } account && Mask.Matches(_pattern, account, CaseMapping.Ascii);
        if (_network is { } network)
            return user.IPAddress is { } address && network.Contains(address) && Mask.Matches(_pattern, user.Source, CaseMapping.Ascii);
        byte[] shown = user.Source, real = user.RealSource;
        return Mask.Matches(_pattern, shown, CaseMapping.Ascii) || (real != shown && Mask.Matches(_pattern, real, CaseMapping.Ascii));
    }

    // A tilde is also how a user name begins: ~bob@host is no extended mask, ~bob:host and ~bob are bad ones, since no nickname has a tilde.
    private static bool TryExtended(ReadOnlySpan<byte> text, out byte kind, out ReadOnlySpan<byte> rest)
    {
        kind = 0;
        rest = default;
        if (text.IsEmpty || text[0] != (byte)'~') return false;
        int end = text.IndexOfAny((byte)':', (byte)'!', (byte)'@');
        if (end >= 0 && text[end] != (byte)':') return false;
        if (end == 2)
        {
            kind = text[1];
            rest = text[3..];
        }
        return true;
    }

    private static bool TryNetwork(ReadOnlySpan<byte> host, out IPNetwork network)
    {
        network = default;
        return host.Contains((byte)'/') && host.ContainsAny((byte)'.', (byte)':') && IPNetwork.TryParse(host, out network);
    }
}
