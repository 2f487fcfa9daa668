using ChatSockets.Client.Model;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>The rooms that we are in, those that we have asked to join, and who is where. The loop's thread alone uses it.</summary>
internal sealed class Rooms(Isupport isupport, NameComparer names)
{
    private readonly Dictionary<string, Roster> _joined = new(names);
    private readonly HashSet<string> _asked = new(names);
    private readonly Dictionary<string, List<string>> _listing = new(names);

    public IReadOnlyDictionary<string, Roster> Joined => _joined;

    /// <summary>Whether a JOIN is still without an answer.</summary>
    public bool AnyAsked => _asked.Count > 0;

    public void Ask(string room) => _asked.Add(room);

    /// <summary>Whether we had asked for the room; it is no longer asked for.</summary>
    public bool Answered(string room) => _asked.Remove(room);

    public void Enter(string room)
    {
        _asked.Remove(room);
        _joined[room] = new Roster(isupport, names);
    }

    public void Leave(string room) => _joined.Remove(room);

    public Roster? Find(string room) => _joined.GetValueOrDefault(room);

    public List<string> With(string nick) => [.. _joined.Where(room => room.Value.Contains(nick)).Select(room => room.Key)];

    /// <summary>RPL_NAMREPLY: one of several lines.</summary>
    public void Listing(string room, string members)
    {
        if (!_listing.TryGetValue(room, out List<string>? gathered)) _listing[room] = gathered = [];
        gathered.AddRange(members.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>RPL_ENDOFNAMES: the list is complete.</summary>
    public IReadOnlyList<string> EndListing(string room)
    {
        _listing.Remove(room, out List<string>? gathered);
        gathered ??= [];
        if (gathered.Count > 0) Find(room)?.Replace(gathered);
        return gathered;
    }
}
