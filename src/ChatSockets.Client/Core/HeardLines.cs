using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>
/// The lines shown on earlier connections, so that a server's playback after a reconnection does not show them twice. The loop's thread
/// alone uses it.
/// </summary>
internal sealed class HeardLines
{
    private const int Most = 2000;

    private readonly HashSet<string> _ids = [];
    private readonly Queue<string> _order = [];
    private readonly Dictionary<string, HeardUpTo> _newest = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HeardUpTo> _before = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Records the end of a connection: later lines that are not newer were heard on it.</summary>
    public void ConnectionEnded()
    {
        foreach ((string conversation, HeardUpTo heard) in _newest) _before[conversation] = heard.Copy();
    }

    /// <summary>Whether the line was shown before; it counts as shown from now on.</summary>
    public bool WasHeard(ChatMessage said)
    {
        // With an id (IRCv3 message-ids) it is known for sure. Without one, its time tells.
        bool heard = said.Replayed && (said.Id is { } id
            ? _ids.Contains(id)
            : _before.TryGetValue(said.Conversation, out HeardUpTo? before) && before.Has(said.Time, said.From, said.Text));
        if (heard) return true;
        if (said.Id is not null && _ids.Add(said.Id))
        {
            _order.Enqueue(said.Id);
            if (_order.Count > Most) _ids.Remove(_order.Dequeue());
        }
        // Our own words carry our own clock's time where the server sends no echo.
        bool isServersTime = !said.Self || said.Id is not null;
        if (!isServersTime) return false;
        if (!_newest.TryGetValue(said.Conversation, out HeardUpTo? newest)) _newest[said.Conversation] = newest = new HeardUpTo();
        newest.Add(said.Time, said.From, said.Text);
        return false;
    }
}
