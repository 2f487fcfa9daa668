using System.Globalization;
using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// Whether the server has taken what we sent. With echo-message, the echo of a message is its receipt; without it,
/// the answer to a PING that was sent after it. What the server refused counts as answered. The loop's thread alone uses it.
/// </summary>
internal sealed class Receipts(ClientApp app)
{
    private const string TokenPrefix = "taken-";

    private readonly List<(long Number, string Target, bool Echo)> _waiting = [];
    private long _lastNumber;
    private int _pings;
    private bool _fenced;

    /// <summary>The messages that the server has not answered for yet.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Whether the <see cref="Fence"/> has been answered, and everything before it.</summary>
    public bool FenceReached => _fenced && _pings == 0 && _waiting.Count == 0;

    /// <summary>Notes that so many messages were sent to that target.</summary>
    public void Sent(string target, int messages)
    {
        bool echo = app.Session is { Echoes: true };
        for (int i = 0; i < messages; i++) _waiting.Add((++_lastNumber, target, echo));
        if (!echo && messages > 0 && _pings == 0) Ping();
    }

    /// <summary>Asks the server to answer when it has handled everything so far.</summary>
    public void Fence()
    {
        if (_fenced) return;
        _fenced = true;
        Ping();
    }

    /// <summary>Takes note of what happened; answers whether it was a refusal of something that we said.</summary>
    public bool Observe(SessionEvent happened)
    {
        switch (happened)
        {
            case Said { Self: true } said:
                Answered(said.Conversation, echoed: true);
                return false;
            case Refused refused when Answered(refused.Subject, echoed: false):
                Refused++;
                return true;
            case Ponged pong:
                Ponged(pong.Token);
                return false;
            default:
                return false;
        }
    }

    private void Ping()
    {
        _pings++;
        app.Session?.Ping(string.Create(CultureInfo.InvariantCulture, $"{TokenPrefix}{_lastNumber}"));
    }

    private void Ponged(string token)
    {
        if (!token.StartsWith(TokenPrefix, StringComparison.Ordinal)) return;
        if (!long.TryParse(token.AsSpan(TokenPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long taken)) return;
        _pings--;
        _waiting.RemoveAll(each => !each.Echo && each.Number <= taken);
        if (_pings == 0 && _waiting.Exists(each => !each.Echo)) Ping();
    }

    // The server answers in the order in which we asked: the first one to that target it is.
    private bool Answered(string target, bool echoed)
    {
        IEqualityComparer<string> names = app.Conversations.Names;
        int index = _waiting.FindIndex(each => (each.Echo || !echoed) && names.Equals(each.Target, target));
        if (index >= 0) _waiting.RemoveAt(index);
        return index >= 0;
    }
}
