using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Model;
using ChatSockets.Protocol;

namespace ChatSockets.Client;

/// <summary>
/// The one queue of events and its loop: everything that happens on any thread is handled here, one thing after the other, so
/// that nothing else in the client needs a lock. <see cref="Post"/> is for every thread, the rest for the loop's.
/// </summary>
internal sealed class ClientApp : IDisposable
{
    // Bounded: who brings more than the loop can handle (a server, a pipe) waits.
    private const int QueueLength = 1024;

    private static readonly TimeSpan GoodbyeDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceBeforePing = TimeSpan.FromSeconds(60);
    // A connection that ends sooner counts as a failed attempt.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);
    private static readonly int[] BackoffSeconds = [1, 2, 4, 8, 16, 30];

    private readonly BlockingCollection<AppEvent> _queue = new(QueueLength);
    private readonly List<SessionEvent> _happened = [];
    private readonly IFrontend _frontend;
    private readonly TimeProvider _clock;
    private readonly TextWriter _errors;
    private ServerLink? _link;
    private readonly HeardLines _heard = new();
    private readonly HashSet<string> _ignored = new(StringComparer.OrdinalIgnoreCase);
    private int _attempt;
    private bool _everReady;
    private bool _ready;
    private bool _pinged;
    private bool _leaving;
    private bool _anyRoomRefused;
    private bool _over;
    private int _exitCode;
    private string _lastWords = "";
    private string _refusal = "";
    private long _lastHeard;
    private long _readySince;

    public ClientApp(ClientOptions options, TimeProvider clock, TextWriter errors, Func<ClientApp, IFrontend> frontend)
    {
        Options = options;
        _clock = clock;
        _errors = errors;
        Wishes = new Wishes(options);
        Alarms = new Alarms(clock, Post);
        Lines = new ChatLines(clock, Conversations);
        _frontend = frontend(this);
    }

    public ClientOptions Options { get; private set; }

    public Wishes Wishes { get; private set; }

    /// <summary>Nicknames whose words are not shown.</summary>
    public ISet<string> Ignored => _ignored;

    public Conversations Conversations { get; } = new();

    public ChatLines Lines { get; }

    public Alarms Alarms { get; }

    /// <summary>Null while there is no connection that one could talk on.</summary>
    public ClientSession? Session { get; private set; }

    public bool IsReady => _ready;

    public void Post(AppEvent happened) => _queue.Add(happened);

    /// <summary>Runs until the end, and answers the exit code.</summary>
    public int Run()
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        try
        {
            _frontend.Begin();
            Connect();
            while (!_over)
            {
                if (!_queue.TryTake(out AppEvent? happened))
                {
                    _frontend.Flush();
                    if (_over) break;
                    happened = _queue.Take();
                }
                Handle(happened);
            }
            _frontend.Flush();
        }
        finally
        {
            _frontend.Dispose();
        }
        if (_lastWords.Length > 0) _errors.WriteLine($"chat-client: {PlainText.Clean(_lastWords)}");
        return _exitCode;
    }

    /// <summary>The user has had enough.</summary>
    public void Quit(string reason) => Leave(_frontend.Result, reason: reason);

    /// <summary>Says goodbye where there is a server to hear it, and ends with that exit code.</summary>
    public void Leave(int exitCode, string lastWords = "", string reason = "")
    {
        if (_leaving) return;
        _leaving = true;
        _exitCode = exitCode;
        _lastWords = lastWords;
        if (Session is { IsRegistered: true } session)
        {
            session.Quit(reason);
            Alarms.Set(Alarm.Leave, GoodbyeDeadline);
            return;
        }
        _over = true;
    }

    public void Say(string conversation, string text, SpeechKind kind = SpeechKind.Message)
    {
        if (Session is null) return;
        var said = new List<SessionEvent>();
        _frontend.Sent(Session.Speech.Say(conversation, text, kind, said));
        foreach (SessionEvent each in said) Dispatch(each);
    }

    /// <summary>Leaves this server for another one.</summary>
    public void MoveTo(ServerAddress server)
    {
        Session?.Quit("");
        _link?.Dispose();
        Options = Options with
        {
            Server = server,
            Rooms = server.Rooms.Count > 0 ? server.Rooms : ["#lobby"],
            Keys = new Dictionary<string, string>(),
        };
        Wishes = new Wishes(Options with { Nick = Wishes.Nick }) { Away = Wishes.Away };
        foreach (Conversation each in Conversations.Open.ToArray()) Conversations.Close(each.Name);
        Session = null;
        _ready = false;
        _attempt = 0;
        Alarms.Clear(Alarm.Silence);
        Alarms.Clear(Alarm.Reconnect);
        Tell($"connecting to {server}");
        Connect();
    }

    public void Clear() => _frontend.Clear();

    public void Tell(string text) => _frontend.Tell(Lines.Status(text));

    public void TellError(string text) => _frontend.Tell(Lines.Error(text));

    public void Dispose()
    {
        Alarms.Dispose();
        _link?.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Post(new Interrupted(signal.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, _ => 15 }));
    }

    private void Handle(AppEvent happened)
    {
        switch (happened)
        {
            case LinkEvent late when late.Link != _link: break;
            case LinkOpened: Register(); break;
            case LinkLine line: Receive(line); break;
            case LinkClosed closed: LoseLink(closed); break;
            case InputEvent input: if (!_leaving) _frontend.Handle(input); break;
            case Interrupted when _leaving: _over = true; break;
            case Interrupted interrupted:
                string words = _frontend.IsUncertain ? "interrupted before the server confirmed everything" : "";
                Leave(ExitCode.Signalled + interrupted.Signal, words);
                break;
            case AlarmRang rang: if (Alarms.Take(rang)) Ring(rang.Alarm); break;
            default: throw new UnreachableException();
        }
    }

    private void Connect()
    {
        _link = new ServerLink(Options.Server, Post);
        _refusal = "";
        _anyRoomRefused = false;
        Alarms.Set(Alarm.Connect, Options.Timeout);
        _link.Start();
    }

    private void Register()
    {
        ServerLink link = _link!;
        Session = new ClientSession(
            Wishes.Nick, Options.Password, line => Send(link, line), _clock, Options.Account,
            Options.Since is null ? Capability.None : Capability.ChatHistory)
        {
            AnswersCtcp = Options.AnswersCtcp,
        };
        Conversations.Names = Session.Names;
        Session.Start();
        _lastHeard = _clock.GetTimestamp();
        _pinged = false;
        Alarms.Set(Alarm.Silence, SilenceBeforePing);
    }

    private static void Send(ServerLink link, byte[] line)
    {
        // Thousands of lines wait: this server reads nothing any more. The loss is reported by the link.
        if (!link.Send(line)) link.Dispose();
    }

    private void Receive(LinkLine line)
    {
        _lastHeard = _clock.GetTimestamp();
        _pinged = false;
        _happened.Clear();
        Session!.Receive(line.Bytes, line.Status, _happened);
        foreach (SessionEvent each in _happened)
        {
            if (!_over) Dispatch(each);
        }
        if (_ready || !Session.IsRegistered || Session.Rooms.AnyAsked || _leaving) return;
        _ready = _everReady = true;
        _readySince = _clock.GetTimestamp();
        Alarms.Clear(Alarm.Connect);
        bool refused = _anyRoomRefused && (_frontend.NeedsAllRooms || Session.Rooms.Joined.Count == 0);
        if (refused && !_frontend.Reconnects) Leave(ExitCode.ServerSaidNo, _refusal);
        else _frontend.Ready();
    }

    // What an event means for the whole client; then it is shown.
    private void Dispatch(SessionEvent happened)
    {
        switch (happened)
        {
            case Registered:
                if (Wishes.Away is { } away) Session!.Outgoing.Send(Verbs.Away, away);
                // A bouncer may have us in some of them already, and never answers for those.
                foreach (string room in Wishes.Rooms.Where(room => Session!.Rooms.Find(room) is null))
                {
                    Session!.Join(room, Wishes.KeyOf(room));
                }
                break;
            case RegistrationRefused refused:
                Leave(ExitCode.ServerSaidNo, $"{Options.Server} refused us: {refused.Reason}");
                return;
            case ServerClosing closing:
                _refusal = $"{Options.Server} closed the connection: {closing.Reason}";
                if (_leaving) return;
                break;
            case JoinRefused refused:
                _refusal = $"cannot join {refused.Room}: {refused.Reason}";
                _anyRoomRefused = true;
                break;
            case Joined { Self: true } joined:
                Wishes.Enter(joined.Room, joined.Key, Session!.Names);
                if (_ready || Conversations.Current is null) Conversations.SwitchTo(joined.Room);
                else Conversations.Ensure(joined.Room);
                break;
            case Parted { Self: true } parted:
                Wishes.Leave(parted.Room, Session!.Names);
                Conversations.Close(parted.Room);
                break;
            case Kicked { Self: true } kicked:
                Wishes.Leave(kicked.Room, Session!.Names);
                break;
            case ModeChanged changed when Session!.Rooms.Find(changed.Target) is not null:
                string[] words = changed.Modes.Split(' ');
                foreach (ModeSetting key in ModeLine.Parse(words[0], words[1..], Session.Isupport).Where(each => each.Mode == 'k'))
                {
                    Wishes.ChangeKey(changed.Target, key.Given ? key.Parameter : null);
                }
                break;
            case Renamed renamed:
                if (renamed.Self) Wishes.Renamed(renamed.NewNick);
                Conversations.Rename(renamed.OldNick, renamed.NewNick);
                break;
            case ChatMessage said when _heard.WasHeard(said) || (!said.Self && _ignored.Contains(said.From)):
                return;
            case ChatMessage { Kind: not SpeechKind.Notice } said when !said.Self || !Session!.Isupport.IsRoom(said.Conversation):
                if (!Conversations.IsCurrent(said.Conversation)) Conversations.Ensure(said.Conversation).Unread++;
                break;
            default:
                break;
        }
        // What comes behind our goodbye (ngIRCd's statistics) is nobody's to read.
        if (!_leaving) _frontend.Show(happened);
    }

    private void LoseLink(LinkClosed closed)
    {
        if (_ready && _clock.GetElapsedTime(_readySince) >= Lasting) _attempt = 0;
        _heard.ConnectionEnded();
        Session = null;
        _ready = false;
        _link!.Dispose();
        Alarms.Clear(Alarm.Silence);
        Alarms.Clear(Alarm.Connect);
        if (_leaving)
        {
            _over = true;
        }
        else if (_frontend.Reconnects && _everReady)
        {
            int seconds = BackoffSeconds[Math.Min(_attempt++, BackoffSeconds.Length - 1)];
            TellError($"{(_refusal.Length > 0 ? _refusal : closed.Reason)}; trying again in {seconds} s");
            Alarms.Set(Alarm.Reconnect, TimeSpan.FromSeconds(seconds));
        }
        else if (_frontend.IsUncertain)
        {
            Leave(ExitCode.Unknown, $"{(_refusal.Length > 0 ? _refusal : closed.Reason)}; whether the last lines have arrived is unknown");
        }
        else if (_refusal.Length > 0)
        {
            // Who was in and is sent away (the server stops, say) has lost a connection; who never got in was refused.
            Leave(_everReady ? ExitCode.Failed : ExitCode.ServerSaidNo, _refusal);
        }
        else
        {
            Leave(ExitCode.Failed, closed.Advice.Length > 0 ? $"{closed.Reason}. {closed.Advice}" : closed.Reason);
        }
    }

    private void Ring(Alarm alarm)
    {
        switch (alarm)
        {
            case Alarm.Connect: GiveUpConnecting(); break;
            case Alarm.Silence: CheckSilence(); break;
            case Alarm.Reconnect: Connect(); break;
            case Alarm.Leave: _over = true; break;
            case Alarm.Script: _frontend.TimeOut(); break;
            default: throw new UnreachableException();
        }
    }

    private void GiveUpConnecting()
    {
        string words = $"timed out: {Options.Server} did not let us in within {Options.Timeout.TotalSeconds:0.###} s. "
            + "Is it a chat server? A longer --timeout may help.";
        if (_everReady || (_frontend.Reconnects && Session is { IsRegistered: true })) LoseLink(new LinkClosed(_link!, words, ""));
        else Leave(ExitCode.TimedOut, words);
    }

    private void CheckSilence()
    {
        TimeSpan silent = _clock.GetElapsedTime(_lastHeard);
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
