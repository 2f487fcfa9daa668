using System.Collections.Immutable;
using System.Net;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>
/// One connection of a user: its dialect, its capabilities, its registration. Properties of a terminal are here, those of a person in
/// <see cref="User"/>. Used only by its connection's thread, except <see cref="Close"/>, which any thread can call.
/// </summary>
internal sealed class Session : IGuesser
{
    /// <summary>The reason when something unexpected has happened.</summary>
    public const string InternalError = "Internal error";

    /// <summary>The reason of those who leave with QUIT and give none.</summary>
    public const string NoReason = "Quit";

    private static readonly ImmutableSortedSet<string> NoSubscriptions = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private readonly Action _wake;
    private volatile User _user;
    private Closing? _closing;
    private long? _pinged;
    private long _lag = -1;
    private int _batches;
    private volatile ImmutableSortedSet<string> _subscriptions = NoSubscriptions;

    /// <param name="server">The server it belongs to.</param>
    /// <param name="outbox">Where its lines go.</param>
    /// <param name="host">The peer's address, as a parameter can hold it.</param>
    /// <param name="wake">Makes the connection's thread look at <see cref="CloseReason"/>; any thread, never waits.</param>
    public Session(ChatEnvironment server, Outbox outbox, string host, Action wake)
    {
        Server = server;
        Outbox = outbox;
        Began = server.Clock.GetUtcNow();
        LastHeard = server.Clock.GetTimestamp();
        _wake = wake;
        _user = new User(server, host, this);
        Address = _user.Address;
        IPAddress = _user.IPAddress;
        outbox.Overflowed = () =>
        {
            Lose();
            Close("Send queue exceeded: you did not read fast enough", CloseCause.SendQueueExceeded);
        };
        outbox.Failed = () => Close(InternalError, CloseCause.InternalError);
    }

    public ChatEnvironment Server { get; }

    /// <summary>The connection's number at its server, where several share a log.</summary>
    public long Number { get; init; }

    /// <summary>
    /// Whether the connection is another server's, of those that share a log: it is told nothing here, and only counts. Its own server does
    /// what it asks for.
    /// </summary>
    public bool IsElsewhere { get; init; }

    public Outbox Outbox { get; }

    /// <summary>
    /// Whose it is. Before registration a user that nobody sees; then that one, or the one whose session this has become.
    /// </summary>
    public User User
    {
        get => _user;
        set => _user = value;
    }

    /// <summary>The address that the connection really has, as a parameter can hold it.</summary>
    public byte[] Address { get; private set; }

    /// <summary>The same to compare with networks; null where it is no IP address.</summary>
    public IPAddress? IPAddress { get; private set; }

    /// <summary>Since when the connection is there.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>Bytes read so far, without TLS's own. Added to by the connection's thread, read by any.</summary>
    public long BytesReceived { get; set; }

    /// <summary>When something was read last, by the clock's timestamp. Set by the connection's thread, read by any.</summary>
    public long LastHeard { get; set; }

    /// <summary>The verb of the last command; null before there was one. Set by the connection's thread, read by any.</summary>
    public string? LastCommand { get; set; }

    /// <summary>The time from the last PING to its PONG; null before there was one. Any thread.</summary>
    public TimeSpan? Lag => Interlocked.Read(ref _lag) is >= 0 and long ticks ? new TimeSpan(ticks) : null;

    /// <summary>A PING is sent. On the connection's thread.</summary>
    public void Pinged() => _pinged = Server.Clock.GetTimestamp();

    /// <summary>A PONG has come. On the connection's thread.</summary>
    public void Ponged()
    {
        if (_pinged is not { } pinged) return;
        _pinged = null;
        Interlocked.Exchange(ref _lag, Server.Clock.GetElapsedTime(pinged).Ticks);
    }

    /// <summary>What the peer speaks, in a word, for the figures. Set by the connection's thread, read by any.</summary>
    public string DialectName { get; set; } = "";

    public Capability Capabilities
    {
        get => Outbox.Capabilities;
        set
        {
            Outbox.Capabilities = value;
            Outbox.Variant = VariantOf(value);
        }
    }

    /// <summary>The highest version that came with CAP LS; 0 before.</summary>
    public int CapabilityVersion { get; set; }

    /// <summary>The away message of this terminal; null if it is attended. Changed by <see cref="Presence"/>.</summary>
    public byte[]? Away { get; set; }

    /// <summary>The higher, the later that was said.</summary>
    public long AwayOrder { get; set; }

    /// <summary>Registration waits for CAP END.</summary>
    public bool IsNegotiating { get; set; }

    /// <summary>A taken nickname that may turn out to be the session's own when its registration is complete; null for none.</summary>
    public byte[]? WantedNickname { get; set; }

    /// <summary>Whether a command was carried out, so that none that comes now is the first.</summary>
    public bool HasUsedCommand { get; set; }

    /// <summary>How often OPER was wrong.</summary>
    public int WrongOperatorPasswords { get; set; }

    /// <summary>
    /// Whether nobody on the way can read what is said: the connection is encrypted, and where it is a gateway's (IRCv3 WebIRC, "secure"),
    /// the user's way to that, too. Set by the connection's thread, read by any.
    /// </summary>
    public bool IsSecure { get; set; }

    /// <summary>The rate limit of the client's commands; null for none.</summary>
    public CommandRateLimit? CommandRateLimit { get; set; }

    /// <summary>The metadata keys that the client has subscribed to: IRCv3 metadata. Read by any thread.</summary>
    public ImmutableSortedSet<string> Subscriptions
    {
        get => _subscriptions;
        set => _subscriptions = value;
    }

    /// <summary>
    /// Gives the connection another address, from a gateway (WEBIRC), for bans, address limits and flood control. Returns the reason if it
    /// must not connect, in words for the client; otherwise null. On the connection's own thread.
    /// </summary>
    public Func<IPAddress, string?>? Readdress { get; set; }

    /// <summary>Since when it is unknown whether the client has read what it was sent; null if it has, as far as is known.</summary>
    public DateTimeOffset? Unheard { get; set; }

    /// <summary>The peer has not shown for so long that it reads, and the connection ends for that. Before <see cref="Close"/>.</summary>
    public void Lose()
    {
        ChatOptions options = Server.Options;
        Unheard ??= Server.Clock.GetUtcNow() - options.PingInterval - options.PingTimeout;
    }

    /// <summary>SHA-256 of the certificate with which the client came, in small hexadecimal digits; null where it came with none.</summary>
    public string? CertificateFingerprint { get; set; }

    /// <summary>The parameter of PASS.</summary>
    public byte[]? Password { get; set; }

    /// <summary>Sets the real address and host that a gateway passes on. Before registration, by the connection's own thread.</summary>
    /// <param name="address">The address, as a parameter can hold it.</param>
    /// <param name="host">The host that others see.</param>
    public void Relocate(string address, string host)
    {
        _user.Relocate(address, host);
        Address = _user.Address;
        IPAddress = _user.IPAddress;
    }

    /// <summary>Whether all of these were negotiated. Any thread.</summary>
    public bool Has(Capability capability) => (Capabilities & capability) == capability;

    /// <summary>A number that no batch of this connection has had. Any thread.</summary>
    public int NextBatch() => Interlocked.Increment(ref _batches);

    /// <summary>Why the connection ends; null while it does not.</summary>
    public string? CloseReason => Volatile.Read(ref _closing)?.Reason;

    /// <summary>The kind of that reason.</summary>
    public CloseCause CloseCause => Volatile.Read(ref _closing)?.Cause ?? default;

    /// <summary>Ends the connection, from any thread: its own thread says goodbye with the first reason given.</summary>
    public void Close(string reason, CloseCause cause = CloseCause.Other)
    {
        if (Interlocked.CompareExchange(ref _closing, new Closing(reason, cause), null) is null) _wake();
    }

    private sealed record Closing(string Reason, CloseCause Cause);

    private static Variant VariantOf(Capability capabilities)
    {
        return When(Capability.MessageTags, Variant.Tags) | When(Capability.ServerTime, Variant.Time)
            | When(Capability.AccountTag, Variant.Account)
            | When(Capability.ExtendedJoin, Variant.ExtendedJoin) | When(Capability.Multiline | Capability.Batch, Variant.Multiline);

        Variant When(Capability needed, Variant variant) => (capabilities & needed) == needed ? variant : Variant.Plain;
    }
}
