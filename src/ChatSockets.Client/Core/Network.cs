using System.Diagnostics;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>
/// One chat network: its address, the connection that there is now, and what outlives connections. It connects, registers, joins, notices a
/// lost connection and connects again. The loop's thread alone uses it.
/// </summary>
internal sealed class Network : IDisposable
{
    private readonly ClientApp _app;
    private readonly List<SessionEvent> _happened = [];
    private readonly TransportPolicy _policy;
    private readonly SilenceWatch _silence;
    private readonly Backoff _backoff;
    private ILink? _link;
    private ServerAddress? _secureServer;
    private bool _everReady;
    private bool _anyRoomRefused;
    private string _refusal = "";

    public Network(ClientApp app, ClientOptions options)
    {
        _app = app;
        Options = options;
        Wishes = new Wishes(options);
        Ignored = new IgnoreList(options.Ignored);
        Outbox = new Outbox(this, null);
        Alarms = new Alarms(app.Clock, this, app.Post);
        _policy = new TransportPolicy(app.Clock, words => app.TellError(this, words));
        _silence = new SilenceWatch(app.Clock, Alarms);
        _backoff = new Backoff(app.Clock);
    }

    public ClientApp App => _app;

    public ClientOptions Options { get; private set; }

    /// <summary>What the user calls it.</summary>
    public string Name => Options.NetworkName ?? Options.Server.ToString();

    public Wishes Wishes { get; private set; }

    /// <inheritdoc cref="IgnoreList"/>
    public IgnoreList Ignored { get; }

    /// <summary>What we have said and the server has not accepted yet.</summary>
    public Outbox Outbox { get; private set; }

    /// <summary>What the server has of earlier times; null for a front without timelines.</summary>
    public HistoryLoader? History { get; private set; }

    public HeardLines Heard { get; } = new();

    public Alarms Alarms { get; }

    /// <summary>Null while there is no connection to talk on.</summary>
    public ClientSession? Session { get; private set; }

    /// <summary>How the present or last connection compares names.</summary>
    public IEqualityComparer<string> Names { get; private set; } = StringComparer.OrdinalIgnoreCase;

    public NetworkState State { get; private set; }

    /// <summary>Where the server is: the address that the user named, or the port to which the server has sent us for TLS.</summary>
    public ServerAddress Server => _secureServer ?? Options.Server;

    /// <summary>Why the last connection was refused by us; null if it was not.</summary>
    public LinkRefusal? Refusal { get; private set; }

    public bool IsReady => State == NetworkState.Ready;

    /// <summary>Our nickname: the server's word for it, or the one that is wished for.</summary>
    public string Nick => Session?.Nick ?? Wishes.Nick;

    public DateTimeOffset Now => _app.Clock.GetUtcNow();

    // Whether a connection that is lost is made again, rather than the end of the client.
    private bool ComesBack => _app.Frontend.Reconnects && (_everReady || _app.HasManyNetworks);

    /// <summary>The front has timelines: what is said and read is kept for them.</summary>
    public void KeepFor(TimelineWriter writer)
    {
        Outbox = new Outbox(this, Options.StateFolder)
        {
            Accepted = entry => writer.Take(this, new ChatMessage(entry.Time, entry.Kind, Session!.SplitStatus(entry.Target).Target, Nick,
                entry.Text, Self: true, Id: null)),
        };
        History = new HistoryLoader(_app, this, writer, Outbox);
    }

    public void Connect()
    {
        _link = _app.Dial(Server, Options.Tls);
        _refusal = "";
        Refusal = null;
        _anyRoomRefused = false;
        State = NetworkState.Connecting;
        Alarms.Set(Alarm.Connect, Options.Timeout);
        _link.Start();
    }

    /// <summary>Says goodbye; the link's end is reported as any other. False: there is nobody to say it to.</summary>
    public bool Quit(string reason)
    {
        Alarms.Clear(Alarm.Reconnect);
        if (Session is not { IsRegistered: true } session) return false;
        session.Quit(reason);
        return true;
    }

    /// <summary>Ends the connection for good; it can be made again by <see cref="Connect"/>.</summary>
    public void Disconnect(string reason)
    {
        Quit(reason);
        _link?.Dispose();
        _link = null;
        EndSession();
        State = NetworkState.Offline;
    }

    /// <summary>Leaves this server for another one.</summary>
    public void MoveTo(ServerAddress server)
    {
        Disconnect("");
        Options = Options.MovedTo(server);
        Wishes = new Wishes(Options with { Nick = Wishes.Nick }) { Away = Wishes.Away };
        _backoff.Reset();
        _secureServer = null;
        Connect();
    }

    /// <summary>Trusts the key that the server has shown, and connects again.</summary>
    /// <param name="remembers">Whether it is trusted after this run, too.</param>
    public void Trust(bool remembers)
    {
        if (Refusal is not { Key: { } key } refusal) return;
        try
        {
            if (remembers) Options.Tls.Store?.Remember(refusal.Server, key);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _app.TellError(this, $"the key cannot be remembered: {failure.Message}");
            remembers = false;
        }
        if (!remembers || Options.Tls.Store is null) Options = Options with { Tls = Options.Tls with { Pinned = key } };
        Connect();
    }

    public bool Owns(ILink link) => link == _link;

    public void Handle(LinkEvent happened)
    {
        switch (happened)
        {
            case LinkOpened opened:
                _secureServer = opened.Elsewhere ?? _secureServer;
                Register(opened.Security);
                break;
            case LinkLine line: Receive(line); break;
            case LinkClosed closed: LoseLink(closed); break;
            default: throw new UnreachableException();
        }
    }

    public void Ring(Alarm alarm)
    {
        switch (alarm)
        {
            case Alarm.Connect: GiveUpConnecting(); break;
            case Alarm.Silence: CheckSilence(); break;
            case Alarm.Reconnect: Connect(); break;
            default: throw new UnreachableException();
        }
    }

    public void Dispose()
    {
        _policy.ConnectionEnded(Server, Options.Tls.Store);
        Alarms.Dispose();
        Outbox.Dispose();
        _link?.Dispose();
    }

    private void Register(LinkSecurity security)
    {
        if (!security.IsPrivate && History is not null && !_everReady)
            _app.TellError(this, $"the connection to {Server} is NOT ENCRYPTED: others can read and change what is sent");
        ILink link = _link!;
        Session = new ClientSession(
            Wishes.Nick, Options.Password, line => Send(link, line), _app.Clock, Options.Account, _app.WantedCapabilities(Options),
            security)
        {
            AnswersCtcp = Options.AnswersCtcp,
        };
        Names = Session.Names;
        Session.Start();
        _silence.Begin();
    }

    private static void Send(ILink link, byte[] line)
    {
        // Thousands of lines wait: this server reads nothing any more. The loss is reported by the link.
        if (!link.Send(line)) link.Dispose();
    }

    private void Receive(LinkLine line)
    {
        _silence.Heard();
        _happened.Clear();
        Session!.Receive(line.Bytes, line.Status, _happened);
        foreach (SessionEvent each in _happened)
        {
            if (!_app.IsOver) Dispatch(each);
        }
        if (IsReady || Session is not { IsRegistered: true, Rooms.AnyAsked: false } session || _app.IsLeaving) return;
        State = NetworkState.Ready;
        _everReady = true;
        _backoff.Ready();
        Alarms.Clear(Alarm.Connect);
        bool refused = _anyRoomRefused && (_app.Frontend.NeedsAllRooms || session.Rooms.Joined.Count == 0);
        if (refused && !_app.Frontend.Reconnects) _app.Leave(ExitCode.ServerSaidNo, _refusal);
        else _app.BecameReady(this);
    }

    // What an event means for the connection and the user's wishes; then the client has it.
    private void Dispatch(SessionEvent happened)
    {
        switch (happened)
        {
            case Registered:
                if (Wishes.Away is { } away) Session!.Outgoing.Send(Verbs.Away, away);
                // A bouncer may have us in some of them already, and never answers for those.
                foreach (string room in Wishes.Rooms.Where(room => Session!.Rooms.Find(room) is null))
                    Session!.Join(room, Wishes.KeyOf(room));
                break;
            case RegistrationRefused refused:
                Refused(refused.Reason);
                return;
            case StrictTransportSeen seen:
                if (_policy.Take(seen.Offer, Session!.Security, Server, Options.Tls.Store) is { } port) MoveToTls(port);
                return;
            case ServerClosing closing:
                _refusal = $"{Options.Server} closed the connection: {closing.Reason}";
                if (_app.IsLeaving) return;
                break;
            case JoinRefused refused:
                _refusal = $"cannot join {refused.Room}: {refused.Reason}";
                _anyRoomRefused = true;
                break;
            case ChatMessage { Self: false } said when Ignored.Covers(said, Names): return;
            case ChatMessage said when History is null && Heard.WasHeard(said): return;
            default: Wishes.Observe(happened, Names, Session); break;
        }
        _app.Dispatch(this, happened);
    }

    private void Refused(string reason)
    {
        string words = $"{Options.Server} refused us: {reason}";
        if (!ComesBack)
        {
            _app.Leave(ExitCode.ServerSaidNo, words);
            return;
        }
        // A person reads why, and can do something about it; the other networks go on.
        Disconnect("");
        _app.TellError(this, words);
    }

    private void MoveToTls(int port)
    {
        _link?.Dispose();
        EndSession();
        _secureServer = Server with { Port = port, RequiresTls = true };
        // Nobody who reads the output of a script needs to know.
        if (History is not null) _app.Tell($"{Options.Server} asks for encryption (STS): connecting to port {port}");
        Connect();
    }

    private void EndSession()
    {
        if (IsReady) _app.Lost(this);
        Heard.ConnectionEnded();
        Outbox.ConnectionLost();
        History?.ConnectionLost();
        _policy.ConnectionEnded(Server, Options.Tls.Store);
        Session = null;
        Alarms.Clear(Alarm.Silence);
        Alarms.Clear(Alarm.Connect);
        Alarms.Clear(Alarm.Reconnect);
    }

    private void LoseLink(LinkClosed closed)
    {
        if (IsReady) _backoff.Ended();
        _link!.Dispose();
        EndSession();
        State = NetworkState.Offline;
        if (closed.Refusal is { } refusal && !_app.IsLeaving && !(_everReady && refusal.MayPass))
        {
            Refuse(closed, refusal);
            return;
        }
        if (_app.IsLeaving)
        {
            _app.LinkIsGone();
        }
        else if (ComesBack)
        {
            int seconds = _backoff.Next();
            State = NetworkState.Waiting;
            _app.TellError(this, $"{(_refusal.Length > 0 ? _refusal : closed.Reason)}; trying again in {seconds} s");
            Alarms.Set(Alarm.Reconnect, Backoff.Spread(seconds));
        }
        else
        {
            var end = LostConnection.Of(closed, _refusal, _everReady, _app.Frontend.IsUncertain);
            _app.Leave(end.ExitCode, end.Words);
        }
    }

    // Trying again would not help: somebody has to look at it.
    private void Refuse(LinkClosed closed, LinkRefusal refusal)
    {
        Refusal = refusal;
        string words = LostConnection.WordsOf(closed);
        bool asks = refusal.MayAsk && History is not null;
        if (!asks && !ComesBack)
        {
            _app.Leave(ExitCode.ServerSaidNo, words);
            return;
        }
        _app.TellError(this, asks ? $"{closed.Reason}." : words);
        if (asks) TrustQuestion.Ask(_app, this, refusal);
    }

    private void GiveUpConnecting()
    {
        string words = $"timed out: {Options.Server} did not let us in within {Options.Timeout.TotalSeconds:0.###} s. "
            + "Is it a chat server? A longer --timeout may help.";
        bool goesOn = _everReady || (_app.Frontend.Reconnects && (Session is { IsRegistered: true } || _app.HasManyNetworks));
        if (goesOn) LoseLink(new LinkClosed(_link!, words, ""));
        else _app.Leave(ExitCode.TimedOut, words);
    }

    private void CheckSilence()
    {
        if (_silence.Check(() => Session?.Ping("alive")) is not { } silent) return;
        string words = $"the connection was lost: nothing was heard from {Options.Server} for {silent.TotalSeconds:0} s";
        LoseLink(new LinkClosed(_link!, words, ""));
    }
}
