using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>The rooms that we are in or have asked to join, and their members. The loop's thread alone uses it.</summary>
internal sealed class Rooms(Isupport isupport, NameComparer names)
{
    private readonly Dictionary<string, Roster> _joined = new(names);
    private readonly List<AskedRoom> _asked = [];
    private readonly Dictionary<string, List<string>> _listing = new(names);

    public IReadOnlyDictionary<string, Roster> Joined => _joined;

    /// <summary>Whether a JOIN is still unanswered.</summary>
    public bool AnyAsked => _asked.Count > 0;

    public void Ask(string room, string? key, string? label)
    {
        _asked.RemoveAll(each => names.Equals(each.Name, room));
        _asked.Add(new AskedRoom(room, key, label));
    }

    /// <summary>
    /// The JOIN that the server has answered, which is no longer asked for; null where we have not asked. By its label where it has one,
    /// else by the name, which may be folded in another way, or cut.
    /// </summary>
    public AskedRoom? Answered(string room, string? label)
    {
        AskedRoom? asked = (label is null ? null : _asked.Find(each => each.Label == label))
            ?? _asked.Find(each => names.Equals(each.Name, room))
            ?? _asked.Find(each => each.Name.Equals(room, StringComparison.OrdinalIgnoreCase))
            ?? _asked.Find(each => room.Length > 8 && each.Name.StartsWith(room, StringComparison.OrdinalIgnoreCase));
        if (asked is not null) _asked.Remove(asked);
        return asked;
    }

    /// <summary>Handles a forward to another room (470): the reply to the JOIN will have that name.</summary>
    public bool Forward(string room, string to, string? label)
    {
        if (Answered(room, label) is not { } asked) return false;
        _asked.Add(asked with { Name = to });
        return true;
    }

    public void Enter(string room) => _joined[room] = new Roster(isupport, names);

    public void Leave(string room) => _joined.Remove(room);

    public void Rename(string room, string name)
    {
        if (_joined.Remove(room, out Roster? roster)) _joined[name] = roster;
    }

    public void SetAway(string nick, bool isAway)
    {
        foreach (Roster roster in _joined.Values) roster.SetAway(nick, isAway);
    }

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

/// <summary>A room that we have asked to join, and how.</summary>
internal sealed record AskedRoom(string Name, string? Key, string? Label);
