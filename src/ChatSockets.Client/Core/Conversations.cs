namespace ChatSockets.Client.Core;

/// <summary>
/// The open conversations of all networks in the order in which they were opened, and the one that is typed into. The loop's thread alone
/// uses it.
/// </summary>
internal sealed class Conversations
{
    private readonly List<Conversation> _open = [];

    public IReadOnlyList<Conversation> Open => _open;

    /// <summary>Null before the first one is open and after the last one is closed.</summary>
    public Conversation? Current { get; private set; }

    public IEnumerable<Conversation> Of(Network network) => _open.Where(each => each.Network == network);

    public bool IsCurrent(Network network, string name) => Current is not null && Current == Find(network, name);

    public Conversation? Find(Network network, string name) =>
        _open.Find(each => each.Network == network && !each.IsServer && network.Names.Equals(each.Name, name));

    /// <summary>Opens it unless it is open; the current one stays the current one.</summary>
    public Conversation Ensure(Network network, string name)
    {
        if (Find(network, name) is { } found) return found;
        var conversation = new Conversation(network, name);
        int last = _open.FindLastIndex(each => each.Network == network);
        _open.Insert(last < 0 ? _open.Count : last + 1, conversation);
        return conversation;
    }

    /// <summary>The conversation of a network for what its server says, which is the first of its own.</summary>
    public Conversation Server(Network network)
    {
        if (_open.Find(each => each.Network == network && each.IsServer) is { } found) return found;
        var conversation = new Conversation(network, network.Name) { IsServer = true };
        int first = _open.FindIndex(each => each.Network == network);
        _open.Insert(first < 0 ? _open.Count : first, conversation);
        return conversation;
    }

    public void SwitchTo(Conversation conversation)
    {
        // Whoever comes back later sees where the new begins then.
        if (Current is { } left && left != conversation) left.NewFrom = null;
        Current = conversation;
        conversation.Unread = conversation.Mentions = 0;
    }

    /// <summary>Switches to the conversation with that number, from one. Returns false if there is none.</summary>
    public bool SwitchTo(int number)
    {
        if (number < 1 || number > _open.Count) return false;
        SwitchTo(_open[number - 1]);
        return true;
    }

    /// <summary>Moves on by so many, around the ends.</summary>
    public void Step(int by)
    {
        if (Current is null) return;
        int next = (_open.IndexOf(Current) + by) % _open.Count;
        SwitchTo(_open[next < 0 ? next + _open.Count : next]);
    }

    /// <summary>Switches to the next conversation with something unread, those with mentions first. False if nothing is unread.</summary>
    public bool StepToUnread()
    {
        Conversation? next = _open.Where(each => each.Unread > 0).OrderByDescending(each => each.Mentions > 0).FirstOrDefault();
        if (next is null) return false;
        SwitchTo(next);
        return true;
    }

    public void Close(Conversation gone)
    {
        int index = _open.IndexOf(gone);
        _open.RemoveAt(index);
        if (Current == gone) Current = _open.Count == 0 ? null : _open[Math.Max(0, index - 1)];
        if (Current is not null) Current.Unread = Current.Mentions = 0;
    }

    /// <summary>Somebody has another nickname: a private talk goes on under it.</summary>
    public void Rename(Network network, string oldName, string newName)
    {
        if (Find(network, oldName) is { } conversation && Find(network, newName) is null) conversation.Name = newName;
    }
}
