using System.Diagnostics;
using System.Globalization;
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

    private readonly EventLoop _loop;
    private readonly ConversationEvents _conversationEvents;
    private readonly Goodbye _goodbye;
    private readonly List<Network> _networks;
    private readonly TextWriter _errors;
    private Signals? _signals;

    public ClientApp(ClientOptions options, TimeProvider clock, TextWriter errors, Func<ClientApp, IFrontend> frontend)
        : this([options, .. options.Others], clock, errors, frontend)
    {
    }

    public ClientApp(IReadOnlyList<ClientOptions> networks, TimeProvider clock, TextWriter errors, Func<ClientApp, IFrontend> frontend)
    {
        Clock = clock;
        _errors = errors;
        _loop = new EventLoop(this);
        _conversationEvents = new ConversationEvents(this);
        Alarms = new Alarms(clock, null, Post);
        _goodbye = new Goodbye(Alarms);
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

    /// <inheritdoc cref="Network.Session"/>
    public ClientSession? Session => Network.Session;

    /// <inheritdoc cref="Network.IsReady"/>
    public bool IsReady => Network.IsReady;

    public Conversations Conversations { get; } = new();

    public ChatLines Lines { get; }

    /// <summary>Null for a front without timelines.</summary>
    public TimelineWriter? Timelines { get; }

    /// <summary>What was said, in files; null if the user wants none. Set while a front with timelines is made.</summary>
    public IChatLog? Log { get; set; }

    /// <summary>Who hears of events beside the front.</summary>
    public List<IEventListener> Listeners { get; } = [];

    /// <summary>The deadlines that belong to no network.</summary>
    public Alarms Alarms { get; }

    public bool IsLeaving => _goodbye.HasBegun;

    public bool IsOver => _goodbye.IsOver;

    /// <summary>Writes down what happens; null for nothing.</summary>
    public IRecorder? Recorder { get; set; }

    /// <summary>Makes a connection, which is not dialled yet.</summary>
    public Func<ServerAddress, TlsOptions, Action<LinkEvent>, ILink> Dialler { get; init; } =
        static (server, tls, post) => new ServerLink(server, tls, post);

    public void Post(AppEvent happened) => _loop.Post(happened);

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
        _signals = new Signals(this);
        try
        {
            Begin();
            _loop.Run();
        }
        catch (Exception mistake)
        {
            // Without this the runtime ends the process at once, and the terminal stays as the front has set it.
            _goodbye.Fail($"a mistake in chat-client: {mistake.GetType().Name}: {mistake.Message}. Please report it, with what --record "
                + $"writes, and with this: {mistake.StackTrace?.ReplaceLineEndings(" ")}");
        }
        finally
        {
            Frontend.Dispose();
        }
        _goodbye.WriteLastWords(_errors);
        _signals.Release();
        return _goodbye.ExitCode;
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
    public void Leave(int exitCode, string lastWords = "", string reason = "") =>
        _goodbye.Say(exitCode, lastWords, () => _networks.Count(network => network.Quit(reason)));

    /// <summary>Standard output cannot be written: that counts also when all is done and the goodbye is on its way.</summary>
    public void LeaveForOutput(string reason)
    {
        if (IsLeaving && _goodbye.ExitCode == ExitCode.Done) _goodbye.Fail(reason);
        else Leave(ExitCode.Failed, reason);
    }

    /// <summary>A server has heard our goodbye.</summary>
    public void LinkIsGone() => _goodbye.Heard();

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
        if (Timelines is null)
        {
            _conversationEvents.TakePassing(network, happened);
        }
        else
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
            _conversationEvents.TakeKept(network, happened);
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
        _signals?.Dispose();
        Alarms.Dispose();
        foreach (IEventListener each in Listeners) each.Dispose();
        foreach (Network network in _networks) network.Dispose();
        Log?.Dispose();
        Recorder?.Dispose();
    }

    private void Handle(AppEvent happened)
    {
        switch (happened)
        {
            // A late word of a connection that was given up has no owner.
            case LinkReported { Event: { } link }: _networks.Find(network => network.Owns(link.Link))?.Handle(link); break;
            case Posted posted: posted.Run(); break;
            case InputEvent input: if (!IsLeaving) Frontend.Handle(input); break;
            case Interrupted when IsLeaving: _goodbye.End(); break;
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
            case Alarm.Leave: _goodbye.End(); break;
            case Alarm.Script: Frontend.TimeOut(); break;
            default: rang.Alarms.Network!.Ring(rang.Alarm); break;
        }
    }
}
