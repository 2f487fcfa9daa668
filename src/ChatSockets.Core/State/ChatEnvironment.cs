using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Settings;
using ChatSockets.Storage;
using Serilog;

namespace ChatSockets.Core.State;

/// <summary>
/// What surrounds everything in a chat and knows none of it: the clock, the log, the options in force, the store. The whole chat,
/// which derives from it, is known above the state and the delivery only.
/// </summary>
internal abstract class ChatEnvironment
{
    private volatile ChatOptions _options;
    private volatile bool _isStopping;

    /// <param name="options">The options.</param>
    /// <param name="openStore">
    /// Opens the store, with the clock and with what is told why nothing can be written; null when writing works again.
    /// </param>
    protected ChatEnvironment(ChatOptions options, Func<TimeProvider, Action<string?>, Store> openStore)
    {
        _options = options;
        IsShared = options.SharedLog is not null;
        Clock = IsShared ? new LogClock(options.Clock) : options.Clock;
        Log = options.Log;
        Name = System.Text.Encoding.UTF8.GetBytes(options.Name);
        Store = openStore(Clock, OnStoreTrouble);
        Cloaks = new Cloaks(this);
    }

    /// <summary>
    /// The options in force; a reload replaces them as a whole. Values that are read only once stay: a connection keeps the size of its
    /// outbox and its flood control, and a line-mode user keeps the lobby of the time they connected.
    /// </summary>
    public ChatOptions Options
    {
        get => _options;
        protected set => _options = value;
    }

    /// <summary>
    /// Whether several servers share a log: then nothing that all must agree on is changed but by the thread that applies it, and only by
    /// what stands in it.
    /// </summary>
    public bool IsShared { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    /// <summary>The server's name, the source of its own messages.</summary>
    public byte[] Name { get; }

    /// <summary>Stored messages, accounts, rooms and bans.</summary>
    public Store Store { get; }

    public MessageIds MessageIds => Store.Ids;

    /// <summary>The hosts that stand for addresses.</summary>
    public Cloaks Cloaks { get; }

    /// <summary>Where a test can stop a thread.</summary>
    public Checkpoints Checkpoints { get; } = new();

    /// <summary>What is counted.</summary>
    public Counters Counters { get; } = new();

    /// <summary>
    /// Is told what was said in rooms that have outgoing hooks, after everybody; null if there are none, as on most servers. Called under
    /// the room's lock: must not wait.
    /// </summary>
    public HeardInRoom? Heard { get; set; }

    /// <summary>Set when the server stops: from then on nobody is told who else leaves.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    /// <summary>Nothing can be written for that reason; null when writing works again. On the store's thread.</summary>
    protected abstract void OnStoreTrouble(string? why);
}

/// <summary>Takes a line that was said in a room.</summary>
/// <param name="room">The room's name.</param>
/// <param name="nickname">Who said it.</param>
/// <param name="account">Whose account that is; null for none.</param>
/// <param name="text">What they said.</param>
internal delegate void HeardInRoom(byte[] room, byte[] nickname, byte[]? account, ReadOnlySpan<byte> text);
