using ChatSockets.Core.Accounts;
using ChatSockets.Core.Bans;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Hooks;
using ChatSockets.Core.Limits;
using ChatSockets.Core.Replies;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core;

/// <summary>
/// The services shared by all parts of a running chat, and what the chat asks of the program that runs it, which derives from this. Servers
/// in one process share no state except the counters that number users and rooms, and a spare buffer for replies.
/// </summary>
internal abstract class ChatContext : ChatEnvironment
{
    private readonly Func<ChatOptions, string[]> _features;
    private volatile Live _live;

    /// <param name="options">The options.</param>
    /// <param name="openStore">
    /// Opens the store, with the clock and with what is told why nothing can be written; null when writing works again.
    /// </param>
    /// <param name="features">What the server tells of itself with ISUPPORT.</param>
    /// <param name="commands">How many commands there are to be counted.</param>
    protected ChatContext(ChatOptions options, Func<TimeProvider, Action<string?>, Store> openStore,
        Func<ChatOptions, string[]> features, int commands)
        : base(options, openStore)
    {
        _features = features;
        _live = new Live(options, features);
        CommandCounts = new StripedCounts(commands);
        Conversations = new Conversations(Store);
        Retention = new Retention(Store);
        RetentionJob = new RetentionJob(Store, Conversations, Retention, new RetentionHost(this, () => Rooms!.All), Clock);
        RoomConversations = new RoomConversations(Store);
        StoredUsers = new StoredUsers(Store);
        LastTold = new LastTold(Store);
        Leavers = new Leavers(Clock, MessageIds, LastTold);
        var registry = new RoomRegistry(Store) { Ended = room => RoleChange.OnEnd(this, Events!, room) };
        Rooms = new RoomDirectory(registry, RoomConversations, StoredUsers, Leavers, MessageIds)
        {
            Closing = RoomConversations.Close,
            Renamed = OnRenamed,
        };
        CommitPipeline = new CommitPipeline(Store, Log, Conversations, RoomConversations, Retention, RetentionJob);
        Events = new RoomEvents(Store, Name, Retention);
        Accounts = new AccountDirectory(Store, Clock)
        {
            Changed = () => Users!.AccountChanged(),
            Dropped = OnAccountDropped,
            ToPropose = () => ToPropose,
        };
        Mailbox = new Mailbox(Store);
        ReadMarkers = new ReadMarkers(Store);
        LoginAttempts = new LoginAttempts(Clock, () => Options.LoginAttempts);
        PasswordChecks = new PasswordChecks(Clock, Log, Counters, Checkpoints, LoginAttempts);
        Monitors = new Monitors((numeric, target, watchers) => MonitorNews.Tell(this, numeric, target, watchers));
        Users = new UserDirectory(Monitors, StoredUsers, Mailbox);
        Started = Clock.GetUtcNow();
        Bans = new ServerBans(Clock, new StoredBans(Store));
        Hooks = new StoredHooks(Store);
        OutgoingHooks = new StoredOutgoingHooks(Store);
    }

    public DateTimeOffset Started { get; }

    /// <summary>The features that the server advertises.</summary>
    public Isupported Isupported => _live.Isupported;

    /// <summary>The password that everybody must give; null for none.</summary>
    public ServerPassword? Password => _live.Password;

    /// <summary>Which conversation of two users has which number in the store.</summary>
    public Conversations Conversations { get; }

    /// <summary>Which one is a room's.</summary>
    public RoomConversations RoomConversations { get; }

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

    /// <summary>
    /// Where what changes the chat is proposed, if several servers share a log; null in a chat of its own, where it is done at once.
    /// </summary>
    public Proposals? Proposals { get; set; }

    /// <summary>The same for a thread that applies no entry itself; null on one that does.</summary>
    public Proposals? ToPropose => Proposals is null || AppliedMoment.IsThere ? null : Proposals;

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

    /// <summary>Bans of the whole server.</summary>
    public ServerBans Bans { get; }

    /// <summary>How often each command was used.</summary>
    public StripedCounts CommandCounts { get; }

    /// <summary>Held by a disconnecting user while the others are told; the first in the order of locks.</summary>
    public Lock DisconnectGate { get; } = new();

    /// <summary>Whose connection is lost.</summary>
    public LostConnections LostConnections { get; } = new();

    /// <summary>The hooks of programs that say something in rooms.</summary>
    public StoredHooks Hooks { get; }

    /// <summary>Where what is said in rooms is posted to.</summary>
    public StoredOutgoingHooks OutgoingHooks { get; }

    /// <summary>
    /// Rereads the program's configuration and applies it: SIGHUP, REHASH. Any thread, under no lock, because it may read files. The result
    /// is also logged.
    /// </summary>
    public abstract ReloadResult Rehash();

    /// <summary>The capability of IRCv3 sts with its value, for that client; null where it gets none.</summary>
    public abstract string? StrictTransportFor(Session session);

    /// <summary>Lets those who send keep up with a speaker of many lines. Under no lock.</summary>
    /// <param name="passes">What the last call of this speaker has left; null at first.</param>
    public abstract void Pace(ref long[]? passes);

    /// <summary>The lines of one read, or of one message, are committed and queued for every reader. Any thread.</summary>
    /// <param name="began">The timestamp of <see cref="System.Diagnostics.Stopwatch"/> when they were handled.</param>
    public abstract void Delivered(long began);

    /// <summary>The outgoing hooks of rooms are others now. Under no lock.</summary>
    public abstract void HooksChanged();

    /// <summary>An outbox for a session whose connection is another server's, which sends nothing and is always empty.</summary>
    public abstract Outbox OutboxElsewhere();

    /// <summary>A program says something in a room. On the thread that applies a shared log.</summary>
    /// <returns>The answer to the program.</returns>
    public abstract object? Say(HookSaid said);

    /// <summary>A room has another name, and the store is told so before it is asked. Any thread, also under a lock.</summary>
    protected abstract void RoomRenamed();

    /// <summary>Puts other options in force.</summary>
    protected void Apply(ChatOptions options)
    {
        _live = new Live(options, _features);
        Options = options;
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
        RoomRenamed();
    }

    /// <inheritdoc/>
    protected override void OnStoreTrouble(string? why)
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
            var reply = new Reply(session);
            reply.Notice(text);
            reply.Buffer.FlushUnasked();
        }
    }

    /// <summary>What is derived from the options.</summary>
    private sealed class Live(ChatOptions options, Func<ChatOptions, string[]> features)
    {
        public Isupported Isupported { get; } = new(features(options));

        public ServerPassword? Password { get; } = options.Password is { } password ? new ServerPassword(password) : null;
    }
}
