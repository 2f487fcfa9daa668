using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>
/// Messages of ours until the server has accepted them, so that each arrives once whatever happens to the connection or the program. What
/// was typed while there is no connection is sent when there is one. What was on its way when the connection was lost is sent again under
/// the same id where the server takes an id once (chatsockets/once, with an account); else it is looked for in the history; where there is
/// none, the user decides. The loop's thread alone uses it.
/// </summary>
internal sealed class Outbox : IDisposable
{
    // How far the server's clock may be behind ours.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private readonly Network _network;
    private readonly Receipts _receipts;
    private readonly OutboxFile? _file;
    private readonly List<OutboxEntry> _entries;
    private readonly Dictionary<SentMessage, OutboxEntry> _sent = new(ReferenceEqualityComparer.Instance);
    private readonly string _run = Guid.NewGuid().ToString("N");
    private long _lastNumber;

    /// <param name="network">The network to speak on.</param>
    /// <param name="folder">Where messages outlive the program; null for nowhere.</param>
    public Outbox(Network network, string? folder)
    {
        _network = network;
        _receipts = new Receipts(network, Settled);
        List<OutboxEntry> entries = [];
        _file = folder is null ? null : OutboxFile.Open(folder, network.Name, out entries);
        _entries = entries;
    }

    /// <summary>What was accepted without an echo to show it (a server without echo-message).</summary>
    public Action<OutboxEntry>? Accepted { get; set; }

    public IReadOnlyList<OutboxEntry> All => _entries;

    public IEnumerable<OutboxEntry> Of(string conversation) =>
        _entries.Where(each => _network.Names.Equals(Conversation(each.Target), conversation));

    /// <summary>When the oldest message was typed of which it is not known whether it has arrived; null if there is none.</summary>
    public DateTimeOffset? OldestUncertain(string conversation) =>
        Of(conversation).Where(each => each.State == OutboxState.Uncertain).Select(each => (DateTimeOffset?)(each.Time - ClockSkew)).Min();

    /// <summary>Takes a text to be said, as one message or as many as it needs.</summary>
    public void Add(string target, string text, SpeechKind kind, string? replyTo)
    {
        foreach (string piece in Speech.Cut(target, text, kind, _network.Nick, Multiline))
        {
            string token = string.Create(CultureInfo.InvariantCulture, $"{_run}-{++_lastNumber}");
            var entry = new OutboxEntry(token, target, piece, kind, replyTo, _network.Now);
            _entries.Add(entry);
            // A password does not outlive the program.
            if (Secrets.Start(target, piece) is null) _file?.Added(entry);
        }
        Pump();
    }

    /// <summary>Sends what can be sent now, in order.</summary>
    public void Pump()
    {
        if (_network.Session is not { IsRegistered: true } session) return;
        var blocked = new HashSet<string>(_network.Names);
        var sent = new List<SentMessage>();
        foreach (OutboxEntry each in _entries)
        {
            string conversation = Conversation(each.Target);
            if (each.State == OutboxState.Uncertain) blocked.Add(conversation);
            if (each.State != OutboxState.Queued || blocked.Contains(conversation)) continue;
            if (session.Isupport.IsRoom(conversation) && session.Rooms.Find(conversation) is null) continue;
            _file?.Sent(each);
            each.State = OutboxState.Sent;
            SentMessage message = session.Speech.Send(each.Target, each.Text, each.Kind, each.ReplyTo, Deduplicates ? each.Token : null);
            _sent[message] = each;
            sent.Add(message);
        }
        if (sent.Count > 0) _receipts.Sent(sent);
    }

    /// <summary>Handles an event. Returns whether it refused one of our messages, which is shown with that message.</summary>
    public bool Observe(SessionEvent happened) => _receipts.Observe(happened);

    /// <summary>A message of ours that is played back: whether it is one that was uncertain, and has arrived.</summary>
    public bool TakePlayedBack(ChatMessage message)
    {
        OutboxEntry? entry = _entries.Find(each => each.State == OutboxState.Uncertain && each.Kind == message.Kind
            && each.Text == message.Text
            && _network.Names.Equals(Conversation(each.Target), message.Conversation) && message.Time >= each.Time - ClockSkew);
        if (entry is null) return false;
        Remove(entry);
        return true;
    }

    /// <summary>A connection is registered: with ids that the server takes once, everything uncertain can be sent again.</summary>
    public void Registered()
    {
        if (!Deduplicates) return;
        foreach (OutboxEntry each in _entries.Where(each => each.State == OutboxState.Uncertain)) each.State = OutboxState.Queued;
        Pump();
    }

    /// <summary>
    /// A conversation's history has been filled up to now, or cannot be: what is still uncertain has not arrived, or may have.
    /// </summary>
    public void CaughtUp(string conversation, bool isComplete)
    {
        foreach (OutboxEntry each in Of(conversation).Where(each => each.State == OutboxState.Uncertain))
        {
            each.State = isComplete ? OutboxState.Queued : OutboxState.Unknown;
        }
        Pump();
    }

    public void ConnectionLost()
    {
        _receipts.Clear();
        _sent.Clear();
        foreach (OutboxEntry each in _entries.Where(each => each.State == OutboxState.Sent)) each.State = OutboxState.Uncertain;
    }

    /// <summary>Sends a refused or unknown message again.</summary>
    public void Retry(OutboxEntry entry)
    {
        entry.State = OutboxState.Queued;
        entry.Reason = "";
        Pump();
    }

    /// <summary>Gives a message up.</summary>
    public void Remove(OutboxEntry entry)
    {
        if (!_entries.Remove(entry)) return;
        _file?.Done(entry);
        if (_entries.Count == 0) _file?.Clear();
    }

    public void Dispose() => _file?.Dispose();

    private bool Deduplicates => _network.Session is { } session && session.Has(Capability.Deduplication)
        && _network.Options.Account is not null;

    // IRCv3 draft/multiline: max-bytes=4096,max-lines=24.
    private (int Bytes, int Lines) Multiline
    {
        get
        {
            if (_network.Session is not { } session || !session.Has(Capability.Multiline | Capability.Batch)) return (0, 1);
            int bytes = 4096, lines = 24;
            foreach (string each in session.ValueOf("draft/multiline").Split(','))
            {
                string[] pair = each.Split('=');
                if (pair.Length < 2 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) continue;
                if (pair[0] == "max-bytes") bytes = number;
                if (pair[0] == "max-lines") lines = number;
            }
            return (bytes, lines);
        }
    }

    private string Conversation(string target) => _network.Session?.SplitStatus(target).Target ?? target;

    private void Settled(Receipt receipt)
    {
        if (!_sent.Remove(receipt.Message, out OutboxEntry? entry)) return;
        if (receipt.Refusal is { } refused)
        {
            (entry.State, entry.Reason) = (OutboxState.Refused, refused.Text);
            return;
        }
        bool isEchoed = _network.Session is { Echoes: true };
        Remove(entry);
        if (!isEchoed) Accepted?.Invoke(entry);
    }
}
