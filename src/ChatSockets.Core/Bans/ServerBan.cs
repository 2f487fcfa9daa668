using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;

namespace ChatSockets.Core.Bans;

/// <summary>A ban from the server, by mask nick!user@host or by address. Immutable, plain data.</summary>
internal sealed record ServerBan
{
    /// <summary>The longest reason, in bytes.</summary>
    public const int MaximumReasonBytes = 255;

    // What is not part of a name.
    private static readonly SearchValues<byte> MeansAnybody = SearchValues.Create("*?!@.:~\\/"u8);

    private readonly RoomMask? _mask;

    private ServerBan(string text, RoomMask? mask, IPNetwork network)
    {
        Text = text;
        _mask = mask;
        Network = network;
    }

    /// <summary>The number by which people lift the ban. Assigned by <see cref="ServerBans"/>.</summary>
    public long Id { get; init; }

    /// <summary>The mask, completed, or the address or network.</summary>
    public string Text { get; }

    /// <summary>Whether it is an address or a network, and not a mask.</summary>
    public bool IsNetwork => _mask is null;

    /// <summary>The network; an address is one of full length. Only where it <see cref="IsNetwork"/>.</summary>
    public IPNetwork Network { get; }

    public string Reason { get; init; } = "";

    public string SetBy { get; init; } = "";

    public DateTimeOffset SetAt { get; init; }

    /// <summary>When it is over; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The message to a banned user.</summary>
    public string Refusal => $"You are banned from this server: {Reason}"
        + (Expires is { } end ? string.Create(CultureInfo.InvariantCulture, $" (until {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC)") : "");

    /// <summary>
    /// Reads a typed mask: <c>*!*@*.example.org</c>, <c>*@10.0.0.0/8</c>, <c>bob</c>. Null if it is invalid or matches everybody.
    /// </summary>
    public static ServerBan? OfMask(ReadOnlySpan<byte> text, out string? error)
    {
        if (RoomMask.Parse(text, out error) is not { } mask) return null;
        if (mask.Text[0] == (byte)'~') error = "A ban of the server is by nick!user@host";
        else if (mask.AnybodyFrom is { } network) error = NetworkText.WhyTooWide(network);
        else if (!mask.Text.AsSpan().ContainsAnyExcept(MeansAnybody)) error = $"{Encoding.UTF8.GetString(mask.Text)} would ban everybody";
        return error is null ? new ServerBan(Encoding.UTF8.GetString(mask.Text), mask, default) : null;
    }

    /// <summary>Reads an address or network. Null if it is invalid or so wide that it must be a mistake.</summary>
    public static ServerBan? OfNetwork(ReadOnlySpan<byte> text, out string? error)
    {
        error = null;
        if (!NetworkText.TryParse(text, out IPNetwork network))
        {
            error = $"That is {NetworkText.Invalid}";
            return null;
        }
        error = NetworkText.WhyTooWide(network);
        return error is null ? new ServerBan(NetworkText.Format(network), null, network) : null;
    }

    public bool IsOver(DateTimeOffset now) => Expires <= now;

    /// <summary>
    /// Whether it means a connection: by its address, or by its user's mask, with the host that others see or the connection's real
    /// address.
    /// </summary>
    public bool Hits(Session session) =>
        _mask is not null ? _mask.Matches(session) : session.IPAddress is { } address && HostPattern.Contains(Network, address);

    /// <summary>
    /// Whether it is by mask and means a user with all there is of it: by the host that others see, or by the addresses of all its
    /// sessions. Else it means only those of its sessions that it <see cref="Hits"/>.
    /// </summary>
    public bool HitsWhole(User user)
    {
        if (_mask is null) return false;
        Session[] all = user.Sessions;
        return all.Length == 0 ? _mask.Matches(user) : Array.TrueForAll(all, _mask.Matches);
    }
}
