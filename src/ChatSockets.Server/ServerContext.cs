using ChatSockets.Server.Accounts;
using ChatSockets.Server.Bans;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Diagnostics.Metrics;
using ChatSockets.Server.Diagnostics.Status;
using ChatSockets.Server.Discovery;
using ChatSockets.Server.Hooks;
using ChatSockets.Server.Operators;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Tls;
using ChatSockets.Server.Transport;
using ChatSockets.Storage;
using Serilog;

namespace ChatSockets.Server;

/// <summary>
/// The services shared by all parts of a running server. <see cref="ChatServer"/> makes it. Servers in one process share no state except
/// the counters that number users and rooms, and a spare buffer for replies.
/// </summary>
internal sealed class ServerContext
{
    public ServerContext(ServerOptions options)
    {
        _systemLimit = options.ReadSystemLimit();
        _live = new Live(options, _systemLimit);
        Clock = options.Clock;
        Log = options.Log;
        Refusals = new RefusalLog(Log, Clock);
        Name = System.Text.Encoding.UTF8.GetBytes(options.Name);
        Store = OpenStore(options);
        Store.Limit(options.HistoryMegabytes);
        Conversations = new Conversations(Store);
        Retention = new Retention(Store);
        RetentionJob = new RetentionJob(Store, Conversations, Retention, new RetentionHost(this), Clock);
        RoomConversations = new RoomConversations(Store);
        Rooms = new RoomDirectory(new RoomRegistry(Store)) { Closing = RoomConversations.Close, Renamed = OnRenamed };
        CommitPipeline = new CommitPipeline(this);
        Events = new RoomEvents(this);
        Accounts = new AccountDirectory(Store, Clock) { Changed = () => Users!.AccountChanged(), Dropped = OnAccountDropped };
        StoredUsers = new StoredUsers(Store);
        Mailbox = new Mailbox(Store);
        ReadMarkers = new ReadMarkers(Store);
        LastTold = new LastTold(Store);
        Leavers = new Leavers(this);
        LoginAttempts = new LoginAttempts(this);
        PasswordChecks = new PasswordChecks(this);
        Metrics = new ServerMetrics(this);
        Store.Committed = Metrics.Committed;
        StatusPages = new StatusPages(this);
        Lanes = new WriteLanes(options, Metrics);
        Monitors = new Monitors(this);
        Users = new UserDirectory(Monitors);
        Cloaks = new Cloaks(this);
        Started = Clock.GetUtcNow();
        Bans = new ServerBans(Clock, new StoredBans(Store));
        Certificates = new TlsCertificates(this);
        KeyFingerprint = Certificates.Fingerprint;
        Hooks = new HookEndpoint(this);
        OutgoingHooks = new OutgoingHooks(this);
    }

    /// <summary>
    /// The options in force; a reload replaces them as a whole. Values that are read only once stay: a connection keeps the size of its
    /// outbox and its flood control, and a line-mode user keeps the lobby of the time they connected.
    /// </summary>
    public ServerOptions Options => _live.Options;

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    /// <summary>The server's name, the source of its own messages.</summary>
    public byte[] Name { get; }

    public DateTimeOffset Started { get; }

    /// <summary>The port of the first endpoint; set before anybody is accepted.</summary>
    public int Port { get; set; }

    /// <summary>The features that the server advertises.</summary>
    public Isupported Isupported => _live.Isupported;

    /// <summary>How many connections there may be, by the options in force and by the system.</summary>
    public ConnectionLimit ConnectionLimit => _live.ConnectionLimit;

    /// <summary>Connections that were refused because the server or the system is full.</summary>
    public RefusalLog Refusals { get; }

    /// <summary>The password that everybody must give; null for none.</summary>
    public ServerPassword? Password => _live.Password;

    /// <summary>Rereads the configuration and reloads it; null if there is nothing to reread.</summary>
    public Func<ReloadResult>? Reread { get; init; }

    /// <summary>The threads that send.</summary>
    public WriteLanes Lanes { get; }

    /// <summary>Stored messages, accounts, rooms and bans.</summary>
    public Store Store { get; }

    /// <summary>Which conversation of two users has which number in the store.</summary>
    public Conversations Conversations { get; }

    /// <summary>Which one is a room's.</summary>
    public RoomConversations RoomConversations { get; }

    public MessageIds MessageIds => Store.Ids;

    /// <summary>How long messages are stored.</summary>
    public Retention Retention { get; }

    /// <summary>Deletes expired messages.</summary>
    public RetentionJob RetentionJob { get; }

    /// <summary>The accounts.</summary>
    public AccountDirectory Accounts { get; }

    /// <summary>The always-on users.</summary>
    public StoredUsers StoredUsers { get; }

    /// <summary>Messages that wait for users who are not connected.</summary>
    public Mailbox Mailbox { get; }

    /// <summary>Limits login attempts.</summary>
    public LoginAttempts LoginAttempts { get; }

    /// <summary>Where passwords are hashed.</summary>
    public PasswordChecks PasswordChecks { get; }

    /// <summary>Where searches and other expensive commands take turns: they have half of the processors at the most.</summary>
    public FairGate ExpensiveWork { get; } = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Commits messages and delivers them.</summary>
    public CommitPipeline CommitPipeline { get; }

    /// <summary>How far accounts have read.</summary>
    public ReadMarkers ReadMarkers { get; }

    /// <summary>How far accounts have been told.</summary>
    public LastTold LastTold { get; }

    /// <summary>Users who left rooms in the last minutes, and what they know of them.</summary>
    public Leavers Leavers { get; }

    /// <summary>Records events in rooms.</summary>
    public RoomEvents Events { get; }

    public UserDirectory Users { get; }

    /// <summary>The users who watch nicknames.</summary>
    public Monitors Monitors { get; }

    public RoomDirectory Rooms { get; }

    public WhowasHistory Whowas { get; } = new();

    /// <summary>The hosts that stand for addresses.</summary>
    public Cloaks Cloaks { get; }

    /// <summary>Bans of the whole server.</summary>
    public ServerBans Bans { get; }

    /// <summary>Programs that say something by HTTP.</summary>
    public HookEndpoint Hooks { get; }

    /// <summary>Where what is said in rooms is posted to.</summary>
    public OutgoingHooks OutgoingHooks { get; }

    /// <summary>The server's certificate.</summary>
    public TlsCertificates Certificates { get; }

    /// <summary>How often each command was used.</summary>
    public StripedCounts CommandCounts { get; } = new(CommandTable.Rows.Count);

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

    /// <summary>Where a test can stop a thread.</summary>
    public Checkpoints Checkpoints { get; } = new();

    /// <summary>Held by a disconnecting user while the others are told; the first in the order of locks.</summary>
    public Lock DisconnectGate { get; } = new();

    /// <summary>Whose connection is lost.</summary>
    public LostConnections LostConnections { get; } = new();

    /// <summary>Set when the server stops: from then on nobody is told who else leaves.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    private readonly Lock _reload = new();
    private readonly SystemLimit? _systemLimit;
    private volatile Live _live;
    private volatile bool _isStopping;

    /// <summary>
    /// Rereads the program's configuration and applies it: SIGHUP, REHASH. Any thread, under no lock, because it may read files. The result
    /// is also logged.
    /// </summary>
    public ReloadResult Rehash()
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
        if (TlsCertificates.Check(options) is { } reason) return new ReloadResult { Errors = [reason] };
        ReloadResult result;
        lock (_reload)
        {
            ServerOptions now = Options;
            var changes = SettingChanges.Between(new ProgramOptions { Server = now }, new ProgramOptions { Server = options });
            Isupported before = Isupported;
            ConnectionLimit limit = ConnectionLimit;
            _live = new Live(changes.Options.Server with
            {
                Clock = now.Clock,
                Log = now.Log,
                MaximumWait = now.MaximumWait,
                Reread = now.Reread
            }, _systemLimit);
            if (ConnectionLimit != limit) ConnectionLimit.Log(Log);
            Isupported.TellChanges(before, Users.All);
            Store.Limit(Options.HistoryMegabytes);
            result = new ReloadResult { Changed = changes.Changed, NeedsRestart = changes.NeedsRestart };
        }
        OperatorAccess.Review(this);
        OutgoingHooks.Reread();
        RetentionJob.Soon();
        return result;
    }

    private void OnAccountDropped(Account account)
    {
        Rooms.Registry.Dropped(account.Name, Rooms);
        Retention.Reread();
    }

    private void OnRenamed(Room room, byte[] before)
    {
        Retention.Rename(Store, before, room.Name);
        RoomConversations.Rename(room);
        StoredHooks.Rename(Store, before, room.Name);
        OutgoingHooks.Renamed();
    }

    private Store OpenStore(ServerOptions options)
    {
        try
        {
            return Store.Open(options.DataFolder, options.Durability, Clock, OnStoreTrouble,
                exception => Unexpected.Report(Log, exception, "Writes are refused"));
        }
        catch (StoreException exception)
        {
            throw new ServerStartException(exception.Message, exception);
        }
    }

    // On the store's thread.
    private void OnStoreTrouble(string? why)
    {
        if (why is null) Log.Warning("Messages can be stored again");
        else Log.Error("Messages cannot be stored and are refused: {Reason}", why);
        TellOperators(why is null ? "Messages can be stored again." : $"Messages cannot be stored and are refused: {why}");
        if (why is null) Rooms.Registry.KeepAgain(Rooms);
    }

    private void TellOperators(string text)
    {
        foreach (Session session in Users.All.Where(user => user.IsOperator).SelectMany(user => user.Sessions))
        {
            var context = CommandContext.OfAnother(session);
            context.Reply.Notice(text);
            context.Reply.Buffer.FlushUnasked();
        }
    }

    private static string Listed(IReadOnlyList<string> settings) => settings.Count == 0 ? "nothing" : string.Join(", ", settings);

    /// <summary>The options and everything derived from them.</summary>
    private sealed class Live(ServerOptions options, SystemLimit? systemLimit)
    {
        public ServerOptions Options => options;

        public ConnectionLimit ConnectionLimit { get; } = new(options.MaximumConnections, systemLimit);

        public Isupported Isupported { get; } = new(options);

        public ServerPassword? Password { get; } = options.Password is { } password ? new ServerPassword(password) : null;
    }
}
