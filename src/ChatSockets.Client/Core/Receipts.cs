using System.Globalization;
using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>
/// Whether the server has accepted our messages. With labels (IRCv3 labeled-response) the reply with the message's label decides. Without
/// them, a message counts as accepted when the PING sent after it is answered, no refusal came before, and, with echo-message, its echo has
/// come: the one of this text, for this target, and not played back. The loop's thread alone uses it.
/// </summary>
/// <param name="network">The network on which we speak.</param>
/// <param name="settled">Told of each message that was accepted or refused.</param>
internal sealed class Receipts(Network network, Action<Receipt>? settled = null)
{
    private const string TokenPrefix = "taken-";

    private readonly List<Owed> _waiting = [];
    private long _lastNumber;
    private int _pings;
    private bool _fenced;

    /// <summary>The messages that the server has not answered for yet.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether all that was sent before the last <see cref="Fence"/> is answered.</summary>
    public bool FenceReached => _fenced && _pings == 0 && _waiting.Count == 0;

    /// <summary>Records sent messages.</summary>
    public void Sent(IReadOnlyList<SentMessage> messages)
    {
        bool echoes = network.Session is { Echoes: true };
        foreach (SentMessage message in messages) _waiting.Add(new Owed(++_lastNumber, message, echoes));
        if (_pings == 0) PingForUnlabelled();
    }

    /// <summary>Asks the server to answer when it has handled everything so far.</summary>
    public void Fence()
    {
        _fenced = true;
        Ping();
    }

    /// <summary>Handles an event. Returns whether it refused one of our messages.</summary>
    public bool Observe(SessionEvent happened)
    {
        if (happened.Label is { } label)
        {
            int index = _waiting.FindIndex(each => each.Message.Label == label);
            if (index < 0) return false;
            // Somebody is away: that is beside the answer, which is the echo. A PING finds out where there is none.
            if (happened is Informed && network.Session is { Echoes: true })
            {
                _waiting[index].IsMentioned = true;
                if (_pings == 0) Ping();
                return false;
            }
            SentMessage message = _waiting[index].Message;
            _waiting.RemoveAt(index);
            settled?.Invoke(new Receipt(message, happened as Refused, happened as ChatMessage));
            return happened is Refused;
        }
        switch (happened)
        {
            case ChatMessage { Self: true, Replayed: false } said:
                Echoed(said);
                return false;
            case Refused refused:
                return WasRefused(refused);
            case Ponged pong:
                Ponged(pong.Token);
                return false;
            default:
                return false;
        }
    }

    private void PingForUnlabelled()
    {
        if (_waiting.Exists(each => (each.Message.Label is null || each.IsMentioned) && !each.IsPonged)) Ping();
    }

    private void Ping()
    {
        _pings++;
        network.Session?.Ping(string.Create(CultureInfo.InvariantCulture, $"{TokenPrefix}{_lastNumber}"));
    }

    private void Ponged(string token)
    {
        if (!token.StartsWith(TokenPrefix, StringComparison.Ordinal)) return;
        if (!long.TryParse(token.AsSpan(TokenPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long taken)) return;
        _pings--;
        foreach (Owed each in _waiting.Where(each => each.Number <= taken)) each.IsPonged = true;
        Flush();
        if (_pings == 0) PingForUnlabelled();
    }

    // The server answers in the order in which we asked: the first one like this it is.
    private void Echoed(ChatMessage said)
    {
        IEqualityComparer<string> names = network.Names;
        Owed? owed = _waiting.Find(each =>
            each.NeedsEcho && each.Message.Label is null && each.Message.Kind == said.Kind && each.Message.Text == said.Text
            && names.Equals(each.Message.Target, said.To));
        if (owed is null) return;
        owed.NeedsEcho = false;
        owed.Echo = said;
        Flush();
    }

    // Some refusals name the command, or nothing. One whose echo has come was hardly refused: that is asked last.
    private bool WasRefused(Refused refused)
    {
        IEqualityComparer<string> names = network.Names;
        string subject = refused.Subject;
        bool unnamed = subject.Length == 0 || subject is "PRIVMSG" or "NOTICE";
        Owed? owed = _waiting.Where(each => each.Message.Label is null && (unnamed || names.Equals(each.Message.Target, subject)))
            .OrderByDescending(each => each.NeedsEcho).FirstOrDefault();
        if (owed is null) return false;
        _waiting.Remove(owed);
        settled?.Invoke(new Receipt(owed.Message, refused, null));
        return true;
    }

    /// <summary>The connection is lost: nothing will be answered.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _pings = 0;
        _fenced = false;
    }

    private void Flush()
    {
        for (int i = 0; i < _waiting.Count;)
        {
            Owed each = _waiting[i];
            bool isDone = each.IsPonged && (each.Message.Label is null ? !each.NeedsEcho : each.IsMentioned);
            if (!isDone)
            {
                i++;
                continue;
            }
            _waiting.RemoveAt(i);
            settled?.Invoke(new Receipt(each.Message, null, each.Echo));
        }
    }

    private sealed class Owed(long number, SentMessage message, bool needsEcho)
    {
        public long Number => number;

        public SentMessage Message => message;

        public bool NeedsEcho { get; set; } = needsEcho;

        public ChatMessage? Echo { get; set; }

        public bool IsPonged { get; set; }

        /// <summary>Whether a reply with its label has come that does not decide about it.</summary>
        public bool IsMentioned { get; set; }
    }
}
