using System.Diagnostics;
using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

internal enum NetworkState
{
    /// <summary>There is no connection, and none is being made.</summary>
    Offline,

    /// <summary>The address is being dialled, or the server has not let us in yet.</summary>
    Connecting,

    /// <summary>Registered, and each of the rooms has let us in or has refused.</summary>
    Ready,

    /// <summary>The connection was lost; the next attempt comes when the back-off is over.</summary>
    Waiting,
}

/// <summary>
/// One chat network: its address, the connection that there is now, and what outlives connections. It connects, registers, joins, notices a
/// lost connection and connects again. The loop's thread alone uses it.
/// </summary>
internal sealed class Network : IDisposable
{
    private static readonly TimeSpan SilenceBeforePing = TimeSpan.FromSeconds(60);

    // A connection that ends sooner counts as a failed attempt.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);
    private static readonly int[] BackoffSeconds = [1, 2, 4, 8, 16, 30];

    private readonly ClientApp _app;
    private readonly List<SessionEvent> _happened = [];
    private readonly TransportPolicy _policy;
    private ILink? _link;
    private ServerAddress? _secureServer;
    private int _attempt;
    private bool _everReady;
    private bool _pinged;
    private bool _anyRoomRefused;
    private string _refusal = "";
    private long _lastHeard;
    private long _readySince;

    public Network(ClientApp app, ClientOptions options)
    {
        _app = app;
        Options = options;
        Wishes = new Wishes(options);
        Ignored = new HashSet<string>(options.Ignored, StringComparer.OrdinalIgnoreCase);
        Outbox = new Outbox(this, null);
        Alarms = new Alarms(app.Clock, this, app.Post);
        _policy = new TransportPolicy(app.Clock, words => app.TellError(this, words));
    }

    public ClientApp App => _app;

    public ClientOptions Options { get; private set; }

    /// <summary>What the user calls it.</summary>
    public string Name => Options.NetworkName ?? Options.Server.ToString();

    public Wishes Wishes { get; private set; }

    /// <summary>Nicknames, and masks nick!user@host, whose messages are not shown.</summary>
    public ISet<string> Ignored { get; }

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
        Options = Options with
        {
            Server = server,
            NetworkName = null,
            // What was said of the other one: its key, its certificate, and that it may be in clear text.
            Tls = Options.Tls with
            {
                Pinned = null,
                CertificateFile = null,
                Mode = Options.NetworkName is null ? Options.Tls.Mode : TlsMode.Auto,
            },
            Rooms = server.Rooms.Count > 0 ? server.Rooms : ["#lobby"],
            Keys = new Dictionary<string, string>(),
        };
        Wishes = new Wishes(Options with { Nick = Wishes.Nick }) { Away = Wishes.Away };
        _attempt = 0;
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
        _lastHeard = _app.Clock.GetTimestamp();
        _pinged = false;
        Alarms.Set(Alarm.Silence, SilenceBeforePing);
    }

    private static void Send(ILink link, byte[] line)
    {
        // Thousands of lines wait: this server reads nothing any more. The loss is reported by the link.
        if (!link.Send(line)) link.Dispose();
    }

    private void Receive(LinkLine line)
    {
        _lastHeard = _app.Clock.GetTimestamp();
        _pinged = false;
        _happened.Clear();
        Session!.Receive(line.Bytes, line.Status, _happened);
        foreach (SessionEvent each in _happened)
        {
            if (!_app.IsOver) Dispatch(each);
        }
        if (IsReady || Session is not { IsRegistered: true, Rooms.AnyAsked: false } session || _app.IsLeaving) return;
        State = NetworkState.Ready;
        _everReady = true;
        _readySince = _app.Clock.GetTimestamp();
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
            case Joined { Self: true } joined: Wishes.Enter(joined.Room, joined.Key, Names); break;
            case Parted { Self: true } parted: Wishes.Leave(parted.Room, Names); break;
            case Kicked { Self: true } kicked: Wishes.Leave(kicked.Room, Names); break;
            case ModeChanged changed: TakeKey(changed); break;
            case Renamed { Self: true } renamed: Wishes.Renamed(renamed.NewNick); break;
            case ChatMessage { Self: false } said when IsIgnored(said): return;
            case ChatMessage said when History is null && Heard.WasHeard(said): return;
            default: break;
        }
        _app.Dispatch(this, happened);
    }

    private bool IsIgnored(ChatMessage said) => Ignored.Count > 0 && Ignored.Any(each => each.AsSpan().ContainsAny('!', '@', '*')
        ? Mask.Matches(Mask.Complete(Encoding.UTF8.GetBytes(each)), Encoding.UTF8.GetBytes(said.Source), CaseMapping.Rfc1459)
        : Names.Equals(each, said.From));

    private void Refused(string reason)
    {
        string words = $"{Options.Server} refused us: {reason}";
        if (!_app.Frontend.Reconnects || (!_everReady && !_app.HasManyNetworks))
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

    private void TakeKey(ModeChanged changed)
    {
        if (Session!.Rooms.Find(changed.Target) is null) return;
        string[] words = changed.Modes.Split(' ');
        foreach (ModeSetting key in ModeLine.Parse(words[0], words[1..], Session.Isupport).Where(each => each.Mode == 'k'))
        {
            Wishes.ChangeKey(changed.Target, key.Given ? key.Parameter : null);
        }
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
        bool wasReady = IsReady;
        if (wasReady && _app.Clock.GetElapsedTime(_readySince) >= Lasting) _attempt = 0;
        _link!.Dispose();
        EndSession();
        State = NetworkState.Offline;
        if (closed.Refusal is { } refusal && !_app.IsLeaving && !(_everReady && refusal.MayPass))
        {
            Refuse(closed, refusal);
            return;
        }
        string reason = _refusal.Length > 0 ? _refusal : closed.Reason;
        if (_app.IsLeaving)
        {
            _app.LinkIsGone();
        }
        else if (_app.Frontend.Reconnects && (_everReady || _app.HasManyNetworks))
        {
            int seconds = BackoffSeconds[Math.Min(_attempt++, BackoffSeconds.Length - 1)];
            State = NetworkState.Waiting;
            _app.TellError(this, $"{reason}; trying again in {seconds} s");
            // Those whom one server has lost do not all come back in the same moment.
            Alarms.Set(Alarm.Reconnect, TimeSpan.FromSeconds(seconds * (1 + (Random.Shared.NextDouble() / 4))));
        }
        else if (_app.Frontend.IsUncertain)
        {
            _app.Leave(ExitCode.Unknown, $"{reason}; whether the last lines have arrived is unknown");
        }
        else if (_refusal.Length > 0)
        {
            // Who was in and is sent away (the server stops, say) has lost a connection; who never got in was refused.
            _app.Leave(_everReady ? ExitCode.Failed : ExitCode.ServerSaidNo, _refusal);
        }
        else
        {
            _app.Leave(ExitCode.Failed, closed.Advice.Length > 0 ? $"{closed.Reason}. {closed.Advice}" : closed.Reason);
        }
    }

    // Trying again would not help: somebody has to look at it.
    private void Refuse(LinkClosed closed, LinkRefusal refusal)
    {
        Refusal = refusal;
        string words = closed.Advice.Length > 0 ? $"{closed.Reason}. {closed.Advice}" : closed.Reason;
        bool asks = refusal.MayAsk && History is not null;
        if (!asks && (!_app.Frontend.Reconnects || (!_everReady && !_app.HasManyNetworks)))
        {
            _app.Leave(ExitCode.ServerSaidNo, words);
            return;
        }
        _app.TellError(this, asks ? $"{closed.Reason}." : words);
        if (!asks) return;
        _app.Tell("Compare the key with what the server prints or its operator says. /trust remembers it and connects.");
        // The last line is what a list over the screen leaves to be seen.
        _app.Tell($"{refusal.Key}");
        _app.Frontend.Offer($"Is this the key of {refusal.Server}?",
        [
            new Choice("yes", $"{refusal.Key}", () => Trust(remembers: true)),
            new Choice("only now", "trust it until the client ends", () => Trust(remembers: false)),
            new Choice("no", "stay offline", () => _app.TellError(this, $"not connected to {refusal.Server}")),
        ]);
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
        TimeSpan silent = _app.Clock.GetElapsedTime(_lastHeard);
        if (silent < SilenceBeforePing)
        {
            Alarms.Set(Alarm.Silence, SilenceBeforePing - silent);
        }
        else if (_pinged)
        {
            string words = $"the connection was lost: nothing was heard from {Options.Server} for {silent.TotalSeconds:0} s";
            LoseLink(new LinkClosed(_link!, words, ""));
        }
        else
        {
            _pinged = true;
            Alarms.Set(Alarm.Silence, SilenceBeforePing);
            Session?.Ping("alive");
        }
    }
}
