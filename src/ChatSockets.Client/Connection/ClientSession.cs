using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// One connection's conversation with the server: its lines become events, the user's wishes become lines. No I/O: lines leave
/// through a sink. The loop's thread alone calls it. Modern IRC, and IRCv3 where the server offers it.
/// </summary>
internal sealed class ClientSession
{
    private const string TypingLabel = "typing";

    private readonly Registration _registration;
    private readonly TimeProvider _clock;
    private readonly IncomingChat _chat;
    private readonly AccountLogin? _login;
    private readonly Batches _batches = new();
    private readonly List<SessionEvent> _gathered = [];
    private readonly DateTimeOffset _started;
    private DateTimeOffset? _serverStarted;
    private long _lastLabel;
    private bool _welcomed;

    public ClientSession(string nick, string? password, Action<byte[]> sink, TimeProvider clock, Credentials? account = null,
        Capability more = Capability.None, LinkSecurity? security = null)
    {
        Security = security ?? LinkSecurity.None;
        _clock = clock;
        _started = clock.GetUtcNow();
        Nick = nick;
        Outgoing = new Outgoing(sink);
        Names = new NameComparer(Isupport);
        Rooms = new Rooms(Isupport, Names);
        Speech = new Speech(this);
        Credentials? shown = account is null ? null : account with { MayBeShown = account.MayBeShown || Security.IsPrivate };
        bool mayUseCertificate = Security.HasCertificate && account is not { WithoutCertificate: true };
        if (shown is not null || mayUseCertificate) _login = new AccountLogin(shown, mayUseCertificate, Outgoing);
        _registration = new Registration(nick, password, Outgoing, _login, more, Security.IsPrivate);
        _chat = new IncomingChat(this);
    }

    /// <summary>How safe the connection is.</summary>
    public LinkSecurity Security { get; }

    /// <summary>Whether our certificate has logged us in (SASL EXTERNAL).</summary>
    public bool UsedCertificate => _login is { IsDone: true, IsExternal: true };

    public Outgoing Outgoing { get; }

    public Isupport Isupport { get; } = new();

    public NameComparer Names { get; }

    public Rooms Rooms { get; }

    public Speech Speech { get; }

    public OwnCopies OwnCopies { get; } = new();

    /// <summary>Our nickname, as the server last named it.</summary>
    public string Nick { get; set; }

    /// <summary>Our whole source (nick!user@host), once one of our messages has shown it; others receive our messages with it.</summary>
    public string? Source { get; set; }

    /// <summary>Whether the greeting is over and rooms can be joined.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>Whether CTCP VERSION, PING and TIME are answered.</summary>
    public bool AnswersCtcp { get; init; } = true;

    public bool Echoes => _registration.Capabilities.HasFlag(Capability.EchoMessage);

    public bool Has(Capability capability) => _registration.Capabilities.HasFlag(capability);

    public DateTimeOffset Now => _clock.GetUtcNow();

    public bool IsMe(string nick) => Names.Equals(nick, Nick);

    public void Start() => _registration.Start();

    /// <summary>The label of the next command, where the server has labels (IRCv3 labeled-response), else null.</summary>
    public string? NextLabel() =>
        Has(Capability.LabeledResponse | Capability.Batch)
            ? (++_lastLabel).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// Takes the status off a target (ISUPPORT STATUSMSG): <c>@</c> and <c>#lobby</c> of <c>@#lobby</c>; empty where it has none.
    /// </summary>
    public (string Status, string Target) SplitStatus(string target)
    {
        int prefixes = 0;
        while (prefixes < target.Length && Isupport.PrefixSymbols.Contains(target[prefixes], StringComparison.Ordinal)) prefixes++;
        return prefixes > 0 && prefixes < target.Length
            && Isupport.IsRoom(target[prefixes..]) ? (target[..prefixes], target[prefixes..]) : ("", target);
    }

    /// <summary>
    /// Tells others that this user is typing (https://ircv3.net/specs/client-tags/typing). What the server replies is nobody's concern:
    /// where it is refused, what is said will be, too, and tells why.
    /// </summary>
    public void SendTyping(string target) =>
        Outgoing.SendTagged(NextLabel() is null ? "+typing=active" : $"label={TypingLabel};+typing=active", Verbs.Tagmsg, target);

    public void Join(string room, string? key = null)
    {
        string? label = NextLabel();
        Rooms.Ask(room, key, label);
        if (key is null) Outgoing.SendLabeled(label, Verbs.Join, room);
        else Outgoing.SendLabeled(label, Verbs.Join, room, key);
    }

    /// <summary>
    /// Requests the messages after a reference (<c>timestamp=...</c>, <c>msgid=...</c>), as many as the server returns at once: IRCv3
    /// draft/chathistory, AFTER. Returns the label of the reply; null if the server has no labels.
    /// </summary>
    public string? AskHistory(string room, string reference)
    {
        string? label = NextLabel();
        string limit = MostHistory.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Outgoing.SendLabeled(label, Verbs.ChatHistory, "AFTER", room, reference, limit);
        return label;
    }

    /// <summary>The most messages that <see cref="AskHistory"/> requests at once.</summary>
    public int MostHistory => Isupport.Number("CHATHISTORY", 100) is var most && most is > 0 and < 1000 ? most : 1000;

    /// <summary>
    /// Requests messages: IRCv3 draft/chathistory. They come with the label that is returned, and an <see cref="Acknowledged"/> with it
    /// ends them; null if the server has no labels, and nothing was requested.
    /// </summary>
    public string? RequestHistory(params ReadOnlySpan<string> parameters)
    {
        if (!Has(Capability.ChatHistory) || NextLabel() is not { } label) return null;
        Outgoing.SendLabeled(label, Verbs.ChatHistory, parameters);
        return label;
    }

    /// <summary>The most messages that may be requested at once.</summary>
    public int HistoryLimit => Math.Clamp(Isupport.Number("CHATHISTORY", 100), 1, 200);

    /// <summary>The value that the server has given a capability when it offered it; empty without one.</summary>
    public string ValueOf(string capability) => _registration.ValueOf(capability);

    public void Ping(string token) => Outgoing.Send(Verbs.Ping, token);

    public void Quit(string reason)
    {
        if (reason.Length > 0) Outgoing.Send(Verbs.Quit, reason);
        else Outgoing.Send(Verbs.Quit);
    }

    /// <summary>Handles one line and adds its events.</summary>
    public void Receive(ReadOnlySpan<byte> line, LineStatus status, ICollection<SessionEvent> events)
    {
        // Bad UTF-8 is read as Latin-1; a line that was too long is gone, and one with a NUL in it is nobody's chat.
        if (status is LineStatus.TooLong or LineStatus.ForbiddenByte) return;
        if (!MessageParser.TryParse(line, out Message message)) return;
        DateTimeOffset time = TimeOf(message, out bool isServers);
        bool isSpeech = message.Is(Verbs.Privmsg) || message.Is(Verbs.Notice);
        (bool replayed, string? label) = _batches.OriginOf(message);
        if (isSpeech && _batches.TryTakeLine(message)) return;
        if (message.Is(Verbs.Batch))
        {
            EndedBatch ended = _batches.Handle(message);
            if (ended.Message is not null) ReceiveJoined(ended, events);
            _gathered.Clear();
            Acknowledge(ended.Label, time, _gathered);
            foreach (SessionEvent each in _gathered) events.Add(each);
            return;
        }
        if (label == TypingLabel) return;
        replayed |= isSpeech && isServers && IsOld(time);
        if (isServers && !isSpeech && !replayed) _serverStarted ??= time;

        _gathered.Clear();
        // What is played back is there to be read, and changes nothing that we know.
        if (replayed && !isSpeech) PastEvents.Add(this, message, time, _gathered);
        else if (_login is { IsDone: false, Failure: null } login) LogIn(login, message, time, _gathered);
        else Receive(message, time, label, replayed, _gathered);
        Pass(replayed, label, message.Tags.Get("msgid"u8), events);
    }

    private void ReceiveJoined(EndedBatch ended, ICollection<SessionEvent> events)
    {
        if (!MessageParser.TryParse(ended.Message, out Message message)) return;
        DateTimeOffset time = TimeOf(message, out _);
        _gathered.Clear();
        _chat.Receive(message, time, ended.MessageLabel, ended.Replayed, _gathered);
        Pass(ended.Replayed, ended.MessageLabel, null, events);
    }

    private void Pass(bool replayed, string? label, string? id, ICollection<SessionEvent> events)
    {
        foreach (SessionEvent each in _gathered)
        {
            string? own = each is ChatMessage ? null : id;
            bool isPlain = !replayed && label is null && own is null;
            events.Add(isPlain ? each : each with { Replayed = replayed, Label = each.Label ?? label, EventId = own });
        }
    }

    // Where there are no batches, the time tells: it is before the first that this connection has seen. By our own clock, which may be
    // wrong, if the server has told no other.
    private bool IsOld(DateTimeOffset time) =>
        time < (_serverStarted is { } known ? known - TimeSpan.FromSeconds(1) : _started - TimeSpan.FromMinutes(1));

    // Until we are logged in, whatever comes may be about that.
    private void LogIn(AccountLogin login, in Message message, DateTimeOffset time, List<SessionEvent> events)
    {
        if (message.Is(Verbs.Authenticate)) login.Receive(message[0]);
        else if (message.Numeric == Numeric.RPL_WELCOME) login.NotOffered();
        else if (message.Numeric == Numeric.RPL_SASLMECHS && message.Count > 1) login.Available(WireText.Decode(message[1]));
        else if (message.Numeric != Numeric.None) login.Receive(message.Numeric, WireText.Decode(message.Last));
        if (login.Failure is null) Receive(message, time, null, false, events);
        if (login is { IsDone: true, Note: { } note }) events.Add(new Informed(time, "", note));
        if (login.IsDone && !_welcomed) _registration.LoggedIn();
        if (login.Failure is not null) events.Add(new RegistrationRefused(time, login.Failure));
    }

    private void Receive(in Message message, DateTimeOffset time, string? label, bool replayed, List<SessionEvent> events)
    {
        if (message.Numeric != Numeric.None) ReceiveNumeric(message, time, label, events);
        else if (message.Is(Verbs.Ping)) Outgoing.Send(Verbs.Pong, WireText.Decode(message[0]));
        else if (message.Is(Verbs.Pong)) events.Add(new Ponged(time, WireText.Decode(message.Last)));
        else if (message.Is(Verbs.Cap)) HandleCap(message, time, events);
        else if (message.Is(Verbs.Error)) events.Add(new ServerClosing(time, WireText.Decode(message.Last)));
        else if (message.Is(Verbs.Ack)) Acknowledge(label, time, events);
        else _chat.Receive(message, time, label, replayed, events);
    }

    private void HandleCap(in Message message, DateTimeOffset time, List<SessionEvent> events)
    {
        _registration.HandleCap(message);
        if (_registration.TakeStrictTransport() is { } offer) events.Add(new StrictTransportSeen(time, offer));
    }

    private void Acknowledge(string? label, DateTimeOffset time, List<SessionEvent> events)
    {
        if (label is null) return;
        // A room that we are in already has no other answer.
        Rooms.Answered("", label);
        events.Add(new Acknowledged(time) { Label = label });
    }

    private void ReceiveNumeric(in Message message, DateTimeOffset time, string? label, List<SessionEvent> events)
    {
        Numeric numeric = message.Numeric;
        if (IsRegistered)
        {
            NumericEvents.Add(this, message, time, label, events);
            return;
        }
        switch (numeric)
        {
            case Numeric.RPL_WELCOME:
                _welcomed = true;
                Nick = WireText.Decode(message[0]);
                events.Add(new Greeted(time, WireText.Decode(message.Last)));
                break;
            case Numeric.RPL_ISUPPORT:
                Isupport.Read(message);
                break;
            case Numeric.RPL_NAMREPLY or Numeric.RPL_ENDOFNAMES or Numeric.RPL_TOPIC when _welcomed:
                // A bouncer, or a network that puts everybody into a room, has us in it before its greeting is over.
                NumericEvents.Add(this, message, time, label, events);
                break;
            case Numeric.RPL_MOTD:
                events.Add(new Greeted(time, WireText.Decode(message.Last)));
                break;
            case Numeric.RPL_ENDOFMOTD or Numeric.ERR_NOMOTD when _welcomed:
                IsRegistered = true;
                events.Add(new Registered(time, Nick) { Security = Security });
                break;
            case Numeric.ERR_NICKNAMEINUSE or Numeric.ERR_ERRONEUSNICKNAME or (Numeric)436 or (Numeric)437 when !_welcomed:
                string refused = _registration.Nick;
                string? next = _registration.TryNextNick(numeric);
                string reason = WireText.Decode(message.Last);
                if (next is null) events.Add(new RegistrationRefused(time, $"no nickname was accepted, the last was {refused} ({reason})"));
                else events.Add(new NickRefused(time, refused, next, reason));
                break;
            case Numeric.ERR_PASSWDMISMATCH or Numeric.ERR_YOUREBANNEDCREEP or (Numeric)463 when !_welcomed:
                events.Add(new RegistrationRefused(time, WireText.Decode(message.Last)));
                break;
            default:
                // Counts of users, the server's version and such: nobody reads them on the way in.
                break;
        }
    }

    private DateTimeOffset TimeOf(in Message message, out bool isServers)
    {
        DateTimeOffset time = default;
        isServers = message.Tags.Get("time"u8) is { } stamp
            && DateTimeOffset.TryParse(stamp, System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out time);
        return isServers ? time : Now;
    }
}
