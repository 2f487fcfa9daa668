using System.Net;
using ChatSockets.Core;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Replication;
using ChatSockets.Core.Replies;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Diagnostics.Metrics;
using ChatSockets.Server.Diagnostics.Status;
using ChatSockets.Server.Discovery;
using ChatSockets.Server.Hooks;
using ChatSockets.Server.Http;
using ChatSockets.Server.Limits;
using ChatSockets.Server.Tls;
using ChatSockets.Server.Transport;
using ChatSockets.Storage;

namespace ChatSockets.Server;

/// <summary>
/// The services shared by all parts of a running server: those of the chat, and those that carry it. <see cref="ChatServer"/> makes it.
/// </summary>
internal sealed class ServerContext : ChatContext
{
    private readonly Lock _reload = new();
    private readonly SystemLimit? _systemLimit;
    private volatile ConnectionLimit _connectionLimit;

    public ServerContext(ServerOptions options)
        : base(options, (clock, onTrouble) => OpenStore(options, clock, onTrouble), IsupportTokens.Of, CommandTable.Rows.Count)
    {
        _systemLimit = options.ReadSystemLimit();
        _connectionLimit = new ConnectionLimit(options.MaximumConnections, _systemLimit);
        Refusals = new RefusalLog(Log, Clock);
        Metrics = new ServerMetrics(this);
        Store.Committed = Metrics.Committed;
        StatusPages = new StatusPages(this);
        Lanes = new WriteLanes(options, Counters, Metrics.Passed);
        Certificates = new TlsCertificates(this);
        KeyFingerprint = Certificates.Fingerprint;
        HookEndpoint = new HookEndpoint(this);
        HookPosts = new OutgoingHooks(this);
    }

    /// <inheritdoc cref="ChatEnvironment.Options"/>
    public new ServerOptions Options => (ServerOptions)base.Options;

    /// <summary>What keeps the server at the end of the log that it shares with others; null for a chat of its own.</summary>
    public ReplicaThread? Shared { get; set; }

    /// <summary>Where the server listens; set before anybody is accepted.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints { get; set; } = [];

    /// <summary>The port of the first endpoint; 0 before there is one.</summary>
    public int Port => EndPoints.Count > 0 ? EndPoints[0].Port : 0;

    /// <summary>How many connections there may be, by the options in force and by the system.</summary>
    public ConnectionLimit ConnectionLimit => _connectionLimit;

    /// <summary>Connections that were refused because the server or the system is full.</summary>
    public RefusalLog Refusals { get; }

    /// <summary>Rereads the configuration and reloads it; null if there is nothing to reread.</summary>
    public Func<ReloadResult>? Reread { get; init; }

    /// <summary>The threads that send.</summary>
    public WriteLanes Lanes { get; }

    /// <summary>Programs that say something by HTTP.</summary>
    public HookEndpoint HookEndpoint { get; }

    /// <summary>Where what is said in rooms is posted to.</summary>
    public OutgoingHooks HookPosts { get; }

    /// <summary>The server's certificate.</summary>
    public TlsCertificates Certificates { get; }

    /// <summary>What is measured.</summary>
    public ServerMetrics Metrics { get; }

    /// <summary>The pages on which machines watch the server.</summary>
    public IStatusPages StatusPages { get; }

    /// <summary>What became of the datagrams that asked for the server.</summary>
    public DiscoveryCounts DiscoveryCounts { get; } = new();

    /// <summary>
    /// Returns the key of the certificate, as <see cref="Protocol.Discovery.DiscoveryReply.KeyFingerprint"/> has it; null without TLS. Any
    /// thread.
    /// </summary>
    public Func<string?>? KeyFingerprint { get; set; }

    /// <inheritdoc/>
    public override ReloadResult Rehash()
    {
        ReloadResult result = Reread?.Invoke() ?? new ReloadResult { Errors = ["There is no configuration to reread."] };
        foreach (string error in result.Errors) Log.Warning("The configuration stays as it is. {Reason}", error);
        if (result.Errors.Count == 0) Log.Information("The configuration was read again; changed: {Settings}", Listed(result.Changed));
        if (result.NeedsRestart.Count > 0) Log.Warning("This takes effect at the next start: {Settings}", Listed(result.NeedsRestart));
        return result;
    }

    /// <inheritdoc cref="ChatServer.Reload"/>
    public ReloadResult Reload(ServerOptions options)
    {
        string[] errors = [.. options.Errors()];
        if (errors.Length > 0) return new ReloadResult { Errors = errors };
        if (IsShared && options.SettingsOfAll() != Options.SettingsOfAll())
            return new ReloadResult { Errors = ["The servers that share a log must have the same settings: restart them with others."] };
        if (TlsCertificates.Check(options) is { } reason) return new ReloadResult { Errors = [reason] };
        ReloadResult result;
        lock (_reload)
        {
            ServerOptions now = Options;
            var changes = SettingChanges.Between(new ProgramOptions { Server = now }, new ProgramOptions { Server = options });
            Isupported before = Isupported;
            ConnectionLimit limit = ConnectionLimit;
            Apply(changes.Options.Server with
            {
                Clock = now.Clock,
                Log = now.Log,
                MaximumWait = now.MaximumWait,
                Reread = now.Reread,
                SharedLog = now.SharedLog
            });
            _connectionLimit = new ConnectionLimit(Options.MaximumConnections, _systemLimit);
            if (ConnectionLimit != limit) ConnectionLimit.Log(Log);
            Isupported.TellChanges(before, Users.All);
            Store.Limit(Options.HistoryMegabytes);
            result = new ReloadResult { Changed = changes.Changed, NeedsRestart = changes.NeedsRestart };
        }
        OperatorAccess.Review(this);
        HookPosts.Reread();
        RetentionJob.Soon();
        return result;
    }

    private static string Listed(IReadOnlyList<string> settings) => settings.Count == 0 ? "nothing" : string.Join(", ", settings);

    /// <inheritdoc/>
    public override string? StrictTransportFor(Session session) => StrictTransport.CapabilityFor(this, session);

    /// <inheritdoc/>
    public override void Pace(ref long[]? passes) => Lanes.Pace(ref passes);

    /// <inheritdoc/>
    public override void Delivered(long began) => Metrics.Delivered(began);

    /// <summary>A connection has ended for that cause.</summary>
    public void Closed(CloseCause cause) => Metrics.Closed(cause);

    /// <inheritdoc/>
    public override void HooksChanged() => HookPosts.Reread();

    /// <inheritdoc/>
    public override Outbox OutboxElsewhere() => SocketOutbox.OfAnother(Lanes.For(0));

    /// <inheritdoc/>
    public override object? Say(HookSaid said) => HookEndpoint.Say(said);

    /// <inheritdoc/>
    protected override void RoomRenamed() => HookPosts.Renamed();

    private static Store OpenStore(ServerOptions options, TimeProvider clock, Action<string?> onTrouble)
    {
        try
        {
            Store store = Store.Open(options.DataFolder, options.Durability, clock, onTrouble,
                exception => Unexpected.Report(options.Log, exception, "Writes are refused"), options.SharedLog?.Run);
            store.Limit(options.HistoryMegabytes);
            return store;
        }
        catch (StoreException exception)
        {
            throw new ServerStartException(exception.Message, exception);
        }
    }
}
