using System.Net;
using System.Text;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>
/// An entry of a <see cref="MaskList"/>, parsed once so that a match allocates nothing: <c>nick!user@host</c> with wildcards, the same with
/// a network as the host (<c>*!*@10.0.0.0/8</c>), <c>~a:account</c> (<c>~a:*</c> for any), and <c>~m:</c> before any of these, which mutes
/// instead of keeping out. Modern IRC, "EXTBAN Parameter"; IRCv3 account-extban.
/// </summary>
internal sealed class RoomMask
{
    /// <summary>ISUPPORT EXTBAN: the sign and the letters.</summary>
    public const string ExtendedKinds = "~,am";

    /// <summary>ISUPPORT ACCOUNTEXTBAN: the letter that means an account.</summary>
    public const string AccountKind = "a";

    /// <summary>The longest mask in bytes; a longer one is cut.</summary>
    private const int MaximumBytes = 160;

    private readonly byte[] _pattern;
    private readonly bool _isAccount;
    private readonly IPNetwork? _network;

    private RoomMask(ReadOnlySpan<byte> prefix, byte[] pattern, bool isMute, bool isAccount, IPNetwork? network = null)
    {
        Text = [.. prefix, .. pattern];
        IsMute = isMute;
        _pattern = pattern;
        _isAccount = isAccount;
        _network = network;
        // What is left to compare, once the network has been.
        if (network is not null) _pattern = [.. pattern.AsSpan(0, HostOf(pattern)), (byte)'*'];
    }

    /// <summary>The whole mask, completed, as it is listed and told.</summary>
    public byte[] Text { get; }

    /// <summary>Whether it bans from speaking only.</summary>
    public bool IsMute { get; }

    /// <summary>The network whose users it all matches; null if it also names a nickname or user, or no network.</summary>
    public IPNetwork? AnybodyFrom => _network is not null && !_pattern.AsSpan().ContainsAnyExcept("*?!@"u8) ? _network : null;

    /// <summary>Reads a typed mask; null, and the error, if it is invalid.</summary>
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
            if (kind == (byte)'a' && !rest.IsEmpty)
                return new RoomMask(isMute ? "~m:~a:"u8 : "~a:"u8, rest.ToArray(), isMute, isAccount: true);
            error ??= kind switch
            {
                (byte)'a' => "Which account? ~a:account, or ~a:* for any",
                (byte)'m' => "A mute cannot hold another mute",
                _ => "Of extended masks there are ~a:account and ~m:mask",
            };
        }
        byte[] full = Mask.Complete(text);
        if (full[0] == (byte)':') error ??= "A nickname does not begin with a colon";
        IPNetwork? network = null;
        if (NetworkText.IsMeant(full.AsSpan(HostOf(full)))) error ??= Flush(ref full, out network);
        return error is null ? new RoomMask(isMute ? "~m:"u8 : default, full, isMute, isAccount: false, network) : null;
    }

    // An address or a network gets its one spelling; an address stays text, which is compared with the host, too.
    private static string? Flush(ref byte[] mask, out IPNetwork? network)
    {
        network = null;
        int host = HostOf(mask);
        if (!NetworkText.TryParse(mask.AsSpan(host), out IPNetwork found))
            return $"{Encoding.UTF8.GetString(mask.AsSpan(host))} is {NetworkText.Invalid}";
        string text = NetworkText.Format(found);
        // A host that others see does not begin with a colon.
        if (NetworkText.IsAddress(found) && text[0] == ':') text = "0" + text;
        mask = [.. mask.AsSpan(0, host), .. Encoding.ASCII.GetBytes(text)];
        if (!NetworkText.IsAddress(found)) network = found;
        return null;
    }

    /// <summary>Whether it means a user: by the host that others see or by the address that one of the connections really has.</summary>
    public bool Matches(User user)
    {
        if (MatchesShown(user) || MatchesAt(user, user.Address, user.IPAddress)) return true;
        foreach (Session session in user.Sessions)
        {
            if (MatchesAt(session.User, session.Address, session.IPAddress)) return true;
        }
        return false;
    }

    /// <summary>Whether it means a user as this connection has it: by the host that others see or by the address of this one.</summary>
    public bool Matches(Session session) => MatchesShown(session.User) || MatchesAt(session.User, session.Address, session.IPAddress);

    private bool MatchesShown(User user)
    {
        if (_isAccount) return user.Account is { } account && Mask.Matches(_pattern, account, CaseMapping.Ascii);
        return _network is null && Mask.Matches(_pattern, user.Source, CaseMapping.Ascii);
    }

    private bool MatchesAt(User user, byte[] address, IPAddress? ip)
    {
        if (_isAccount) return false;
        if (_network is { } network)
            return ip is not null && network.Contains(ip) && Mask.Matches(_pattern, user.Source, CaseMapping.Ascii);
        ReadOnlySpan<byte> source = user.Source;
        Span<byte> real = stackalloc byte[Nickname.MaximumBytes + User.MaximumUsernameBytes + HostPattern.MaximumHostBytes + "!@".Length];
        int host = source.LastIndexOf((byte)'@') + 1;
        if (host + address.Length > real.Length) return false;
        source[..host].CopyTo(real);
        address.CopyTo(real[host..]);
        return Mask.Matches(_pattern, real[..(host + address.Length)], CaseMapping.Ascii);
    }

    private static int HostOf(ReadOnlySpan<byte> mask) => mask.LastIndexOf((byte)'@') + 1;

    // A tilde is also how a user name begins: ~bob@host is no extended mask, ~bob:host and ~bob are bad ones, since no nickname has a
    // tilde.
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
}
