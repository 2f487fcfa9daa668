using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>
/// The client without a front: its networks, their conversations, and the one queue of events with its loop. Everything that happens on any
/// thread is handled here, one thing after the other, so that nothing else in the client needs a lock. <see cref="Post"/> is for every
/// thread, the rest for the loop's.
/// </summary>
internal sealed class ClientApp : IDisposable
{
    /// <summary>The capabilities that a front with timelines can use.</summary>
    public const Capability ForTimelines = Capability.ChatHistory | Capability.EventPlayback | Capability.ReadMarker
        | Capability.MessageRedaction | Capability.Multiline | Capability.AwayNotify | Capability.Deduplication | Capability.Search
        | Capability.ChannelRename | Capability.AccountRegistration;

    // Bounded: whatever brings more than the loop can handle (a server, a pipe) waits.
    private const int QueueLength = 1024;

    // How far back private talks are looked for that the user does not know of.
    private static readonly TimeSpan TargetsSpan = TimeSpan.FromDays(7);

    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan GoodbyeDeadline = TimeSpan.FromSeconds(2);

    // After a signal, for the goodbye and whatever is to be written yet.
    private static readonly TimeSpan SignalDeadline = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<AppEvent> _queue = new(QueueLength);
    private readonly List<Network> _networks;
    private readonly TextWriter _errors;
    private int _farewells;
    private long _flushed;
    private bool _isInputHandled;
    private ITimer? _lastResort;
    private int _exitCode;
    private string _lastWords = "";

    public ClientApp(ClientOptions options, TimeProvider clock, TextWriter errors, Func<ClientApp, IFrontend> frontend)
        : this([options, .. options.Others], clock, errors, frontend)
    {
    }

    public ClientApp(IReadOnlyList<ClientOptions> networks, TimeProvider clock, TextWriter errors, Func<ClientApp, IFrontend> frontend)
    {
        Clock = clock;
        _errors = errors;
        Alarms = new Alarms(clock, null, Post);
        _networks = [.. networks.Select(options => new Network(this, options))];
        Lines = new ChatLines(clock, Conversations);
        Frontend = frontend(this);
        if (!Frontend.KeepsTimelines) return;
        Timelines = new TimelineWriter(this, new Highlights(networks[0].Highlights), Log);
        foreach (Network network in _networks) network.KeepFor(Timelines);
    }

    public TimeProvider Clock { get; }

    public IFrontend Frontend { get; }

    public IReadOnlyList<Network> Networks => _networks;

    public bool HasManyNetworks => _networks.Count > 1;

    /// <summary>The current conversation's network, which is the one that commands are for.</summary>
    public Network Network => Conversations.Current?.Network ?? _networks[0];

    /// <inheritdoc cref="Network.Options"/>
    public ClientOptions Options => Network.Options;

    /// <inheritdoc cref="Network.Wishes"/>
    public Wishes Wishes => Network.Wishes;

    /// <inheritdoc cref="Network.Ignored"/>
    public ISet<string> Ignored => Network.Ignored;

    /// <inheritdoc cref="Network.Session"/>
    public ClientSession? Session => Network.Session;

    /// <inheritdoc cref="Network.IsReady"/>
    public bool IsReady => Network.IsReady;

    public Conversations Conversations { get; } = new();

    public ChatLines Lines { get; }

    /// <summary>Null for a front without timelines.</summary>
    public TimelineWriter? Timelines { get; }

    /// <summary>What was said, in files; null if the user wants none. Only for a front with timelines, and set before it begins.</summary>
    public IChatLog? Log { get; set; }

    /// <summary>Who hears of events beside the front.</summary>
    public List<IEventListener> Listeners { get; } = [];

    /// <summary>The deadlines that belong to no network.</summary>
    public Alarms Alarms { get; }

    public bool IsLeaving { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Writes down what happens; null for nothing.</summary>
    public IRecorder? Recorder { get; set; }

    /// <summary>Makes a connection, which is not dialled yet.</summary>
    public Func<ServerAddress, TlsOptions, Action<LinkEvent>, ILink> Dialler { get; init; } =
        static (server, tls, post) => new ServerLink(server, tls, post);

    public void Post(AppEvent happened) => _queue.Add(happened);

    /// <summary>Makes a connection whose events come to this loop.</summary>
    public ILink Dial(ServerAddress server, TlsOptions tls)
    {
        ILink link = Dialler(server, tls, happened => Post(new LinkReported(happened)));
        Recorder?.Dialled(link);
        return link;
    }

    /// <summary>Runs until the end and returns the exit code.</summary>
    public int Run()
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        try
        {
            Begin();
            while (!IsOver) Turn();
            FlushNow();
        }
        catch (Exception mistake)
        {
            // Without this the runtime ends the process at once, and the terminal stays as the front has set it.
            _exitCode = ExitCode.Failed;
            _lastWords = $"a mistake in chat-client: {mistake.GetType().Name}: {mistake.Message}. Please report it, with what --record "
                + $"writes, and with this: {mistake.StackTrace?.ReplaceLineEndings(" ")}";
        }
        finally
        {
            Frontend.Dispose();
        }
        if (_lastWords.Length > 0) _errors.WriteLine($"chat-client: {PlainText.Clean(_lastWords)}");
        return _exitCode;
    }

    /// <summary>The front begins, and the networks are connected to.</summary>
    public void Begin()
    {
        Frontend.Begin();
        foreach (Network network in _networks) network.Connect();
    }

    /// <summary>The front and the log are brought up to now.</summary>
    public void FlushNow()
    {
        Recorder?.Flush(Frontend.Size);
        Log?.Flush();
        Frontend.Flush();
    }

    /// <summary>Handles one event.</summary>
    public void Play(AppEvent happened)
    {
        Recorder?.Record(happened, _networks, Frontend.IsSecret, Conversations.Current?.Name ?? "");
        Handle(happened);
    }

    /// <summary>Ends at the user's wish.</summary>
    public void Quit(string reason) => Leave(Frontend.Result, reason: reason);

    /// <summary>Says goodbye to each server that can hear it and ends with that exit code.</summary>
    public void Leave(int exitCode, string lastWords = "", string reason = "")
    {
        if (IsLeaving) return;
        IsLeaving = true;
        _exitCode = exitCode;
        _lastWords = lastWords;
        _farewells = _networks.Count(network => network.Quit(reason));
        if (_farewells > 0) Alarms.Set(Alarm.Leave, GoodbyeDeadline);
        else IsOver = true;
    }

    /// <summary>Standard output cannot be written: that counts also when all is done and the goodbye is on its way.</summary>
    public void LeaveForOutput(string reason)
    {
        if (IsLeaving && _exitCode == ExitCode.Done) (_exitCode, _lastWords) = (ExitCode.Failed, reason);
        else Leave(ExitCode.Failed, reason);
    }

    /// <summary>A server has heard our goodbye.</summary>
    public void LinkIsGone() => IsOver |= --_farewells <= 0;

    /// <summary>Says something by the outbox of the conversation's network; only for a front with timelines.</summary>
    public static void Say(Conversation conversation, string text, SpeechKind kind, string? replyTo) =>
        conversation.Network.Outbox.Add(conversation.Name, text, kind, replyTo);

    public void Say(string conversation, string text, SpeechKind kind = SpeechKind.Message)
    {
        if (Timelines is not null) Network.Outbox.Add(conversation, text, kind, replyTo: null);
        else SayAtOnce(conversation, text, kind, MessageMarks.None);
    }

    /// <summary>
    /// Says something without an outbox, for a front that keeps no timelines. Returns how many messages it needed.
    /// </summary>
    /// <param name="target">The room or nickname.</param>
    /// <param name="text">What to say.</param>
    /// <param name="kind">How.</param>
    /// <param name="marks">What it answers, and its id.</param>
    /// <param name="firstPiece">How many messages were sent under that id before.</param>
    public int SayAtOnce(string target, string text, SpeechKind kind, MessageMarks marks, int firstPiece = 0)
    {
        if (Session is null) return 0;
        var said = new List<SessionEvent>();
        List<SentMessage> sent = Session.Speech.Say(target, text, kind, said, marks, firstPiece);
        Frontend.Sent(sent);
        foreach (SessionEvent each in said) Dispatch(Network, each);
        return sent.Count;
    }

    /// <summary>Leaves the current network's server for another one.</summary>
    public void MoveTo(ServerAddress server)
    {
        Network network = Network;
        foreach (Conversation each in Conversations.Of(network).ToArray()) Conversations.Close(each);
        Tell($"connecting to {server}");
        network.MoveTo(server);
    }

    public void Clear() => Frontend.Clear();

    /// <summary>The messages that were listed last: their numbers, from one on, are what commands name them by.</summary>
    public IReadOnlyList<MessageReference> Listed { get; private set; } = [];

    /// <summary>Lists messages, so that one can be chosen and commands can name them by their numbers.</summary>
    public void List(string heading, IReadOnlyList<MessageReference> messages)
    {
        Listed = messages;
        Frontend.Offer(heading, [.. messages.Select(each => new Choice(
            each.Find() is { } entry ? $"{entry.From}: {PlainText.Clean(entry.Text.ReplaceLineEndings(" "))}" : "",
            TimeZoneInfo.ConvertTime(each.Time, Clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            () => Frontend.Reveal(each)))]);
    }

    public void Tell(string text) => Tell(Lines.Status(text));

    public void TellError(string text) => Tell(Lines.Error(text));

    /// <summary>Something has failed on one of the networks.</summary>
    public void TellError(Network network, string text)
    {
        // Where the user talks with other people on another network, it is nothing to read.
        Conversation? where = HasManyNetworks && Network != network ? Conversations.Server(network) : null;
        Tell(Lines.Error(where is null && HasManyNetworks ? $"{network.Name}: {text}" : text), where);
    }

    private void Tell(ChatLine line, Conversation? where = null)
    {
        Timelines?.Tell(line, where);
        Frontend.Tell(line);
    }

    /// <summary>What is asked for beside the usual (IRCv3 capability negotiation).</summary>
    public Capability WantedCapabilities(ClientOptions options) =>
        Frontend.Wanted | (options.Since is null ? Capability.None : Capability.ChatHistory);

    /// <summary>Something happened on a network that is worth to be shown.</summary>
    public void Dispatch(Network network, SessionEvent happened)
    {
        if (Timelines is not null)
        {
            if (network.Outbox.Observe(happened))
            {
                Frontend.Show(network, happened);
                return;
            }
            if (network.History!.TryTake(happened))
            {
                // The end of a reply is what has changed something to be seen.
                if (happened is Acknowledged or Refused) Frontend.Show(network, happened);
                return;
            }
        }
        switch (happened)
        {
            case Registered when Timelines is not null:
                network.Outbox.Registered();
                network.History!.Registered(Clock.GetUtcNow() - TargetsSpan);
                foreach (Conversation each in Conversations.Of(network).Where(each => !each.IsServer && !each.IsRoom))
                    network.History.Opened(each);
                break;
            case Joined { Self: true } joined:
                Conversation room = Conversations.Ensure(network, joined.Room);
                // The room that a user asks for is shown; of those at the start, the first one.
                Conversation? current = Conversations.Current;
                bool isFirst = current is null || (current.IsServer && current.Network == network);
                if (isFirst || (network.IsReady && current!.Network == network)) Conversations.SwitchTo(room);
                network.History?.Opened(room);
                network.Outbox.Pump();
                break;
            case RoomRenamed renamed:
                Conversations.Rename(network, renamed.OldName, renamed.NewName);
                break;
            case Parted { Self: true } parted when Conversations.Find(network, parted.Room) is { } left:
                Conversations.Close(left);
                break;
            case Renamed renamed:
                Conversations.Rename(network, renamed.OldNick, renamed.NewNick);
                break;
            case ChatMessage said when Timelines is not null:
                if (said is { Self: true, Replayed: true }) network.Outbox.TakePlayedBack(said);
                bool isNew = said.Kind != SpeechKind.Notice && Conversations.Find(network, said.Conversation) is null;
                if (isNew) network.History!.Opened(Conversations.Ensure(network, said.Conversation));
                break;
            case ChatMessage { Kind: not SpeechKind.Notice } said when !said.Self || !network.Session!.Isupport.IsRoom(said.Conversation):
                Conversation conversation = Conversations.Ensure(network, said.Conversation);
                if (conversation != Conversations.Current) conversation.Unread++;
                break;
            default:
                break;
        }
        Timelines?.Take(network, happened);
        // What comes behind our goodbye (ngIRCd's statistics) is nobody's to read.
        if (!IsLeaving) Frontend.Show(network, happened);
        foreach (IEventListener each in Listeners) each.Happened(network, happened);
    }

    public void BecameReady(Network network)
    {
        Frontend.Ready(network);
        foreach (IEventListener each in Listeners) each.Ready(network);
    }

    /// <summary>A connection that was ready is over.</summary>
    public void Lost(Network network)
    {
        foreach (IEventListener each in Listeners) each.Lost(network);
    }

    public void Dispose()
    {
        _lastResort?.Dispose();
        Alarms.Dispose();
        foreach (IEventListener each in Listeners) each.Dispose();
        foreach (Network network in _networks) network.Dispose();
        Log?.Dispose();
        Recorder?.Dispose();
    }

    // One turn: what has come is handled, and at its end the front shows it. A screen is not drawn more often than an eye can follow,
    // unless the user has done something; and a busy server does not keep it from being drawn.
    private void Turn()
    {
        TimeSpan since = Stopwatch.GetElapsedTime(_flushed);
        bool isDue = since >= FlushEvery, canWait = Frontend.KeepsTimelines && !_isInputHandled && !isDue;
        if (isDue || !_queue.TryTake(out AppEvent? happened, canWait ? FlushEvery - since : TimeSpan.Zero))
        {
            FlushNow();
            _flushed = Stopwatch.GetTimestamp();
            _isInputHandled = false;
            if (IsOver) return;
            happened = _queue.Take();
        }
        _isInputHandled |= happened is InputEvent;
        Play(happened);
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        int number = signal.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, _ => 15 };
        // A loop that writes to a pipe which nobody reads hears of nothing. A terminal must be given back, and is read.
        if (!Frontend.KeepsTimelines)
        {
            _lastResort ??= Clock.CreateTimer(_ => Environment.Exit(ExitCode.Signalled + number), null, SignalDeadline,
                Timeout.InfiniteTimeSpan);
        }
        Post(new Interrupted(number));
    }

    private void Handle(AppEvent happened)
    {
        switch (happened)
        {
            // A late word of a connection that was given up has no owner.
            case LinkReported { Event: { } link }: _networks.Find(network => network.Owns(link.Link))?.Handle(link); break;
            case Posted posted: posted.Run(); break;
            case InputEvent input: if (!IsLeaving) Frontend.Handle(input); break;
            case Interrupted when IsLeaving: IsOver = true; break;
            case Interrupted interrupted:
                string words = Frontend.IsUncertain ? "interrupted before the server confirmed everything" : "";
                Leave(Frontend.ResultOf(interrupted.Signal), words);
                break;
            case AlarmRang rang: if (rang.Alarms.Take(rang)) Ring(rang); break;
            default: throw new UnreachableException();
        }
    }

    private void Ring(AlarmRang rang)
    {
        switch (rang.Alarm)
        {
            case Alarm.Leave: IsOver = true; break;
            case Alarm.Script: Frontend.TimeOut(); break;
            default: rang.Alarms.Network!.Ring(rang.Alarm); break;
        }
    }
}
