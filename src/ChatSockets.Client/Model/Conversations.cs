namespace ChatSockets.Client.Model;

/// <summary>The open conversations in the order in which they were opened, and the one that is typed into. The loop's thread alone uses it.</summary>
internal sealed class Conversations
{
    private readonly List<Conversation> _open = [];

    /// <summary>How names are compared; the present connection's.</summary>
    public IEqualityComparer<string> Names { get; set; } = StringComparer.OrdinalIgnoreCase;

    public IReadOnlyList<Conversation> Open => _open;

    /// <summary>Null before the first one is open and after the last one is closed.</summary>
    public Conversation? Current { get; private set; }

    public bool IsCurrent(string name) => Current is not null && Names.Equals(Current.Name, name);

    public Conversation? Find(string name) => _open.Find(each => Names.Equals(each.Name, name));

    /// <summary>Opens it where it is not open; what is typed goes on to where it went.</summary>
    public Conversation Ensure(string name)
    {
        if (Find(name) is { } found) return found;
        var conversation = new Conversation(name);
        _open.Add(conversation);
        return conversation;
    }

    public void SwitchTo(string name) => MakeCurrent(Ensure(name));

    /// <summary>The conversation with that number, counted from one. False: there is none.</summary>
    public bool SwitchTo(int number)
    {
        if (number < 1 || number > _open.Count) return false;
        MakeCurrent(_open[number - 1]);
        return true;
    }

    /// <summary>Moves on by so many, around the ends.</summary>
    public void Step(int by)
    {
        if (Current is null) return;
        int next = (_open.IndexOf(Current) + by) % _open.Count;
        MakeCurrent(_open[next < 0 ? next + _open.Count : next]);
    }

    public void Close(string name)
    {
        if (Find(name) is not { } gone) return;
        int index = _open.IndexOf(gone);
        _open.RemoveAt(index);
        if (Current == gone) Current = _open.Count == 0 ? null : _open[Math.Max(0, index - 1)];
        if (Current is not null) Current.Unread = 0;
    }

    /// <summary>Somebody has another nickname: a private talk goes on under it.</summary>
    public void Rename(string oldName, string newName)
    {
        if (Find(oldName) is { } conversation && Find(newName) is null) conversation.Name = newName;
    }

    private void MakeCurrent(Conversation conversation)
    {
        Current = conversation;
        conversation.Unread = 0;
    }
}
