using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>
/// A room, or a private talk with one nickname: what was said there, what is being typed there, and how far it has been read. The loop's
/// thread alone uses it.
/// </summary>
internal sealed class Conversation(Network network, string name)
{
    private const int MostExtras = 20_000;

    private static readonly TimeSpan TypingLasts = TimeSpan.FromSeconds(6);

    private readonly Dictionary<string, MessageExtras> _extras = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _typing = new(network.Names);

    public Network Network => network;

    /// <summary>Changes with the other side's nickname, or the room's name.</summary>
    public string Name { get; set; } = name;

    /// <summary>The server's own messages: nobody can be spoken to there.</summary>
    public bool IsServer { get; init; }

    public bool IsRoom => !IsServer && (network.Session?.Isupport.IsRoom(Name) ?? (Name.Length > 0 && Name[0] is '#' or '&'));

    public string Topic { get; set; } = "";

    public Timeline Timeline { get; } = new();

    /// <summary>The messages that came while another conversation was current.</summary>
    public int Unread { get; set; }

    /// <summary>Those of them that are meant for us.</summary>
    public int Mentions { get; set; }

    /// <summary>Where the line "new" stands: before this position; null for nowhere.</summary>
    public long? NewFrom { get; set; }

    /// <summary>How far has been read, on any terminal of ours: IRCv3 read-marker; null if it is not known.</summary>
    public DateTimeOffset? ReadUpTo { get; set; }

    /// <summary>What has been typed and not sent.</summary>
    public string Draft { get; set; } = "";

    /// <summary>What has been sent, to walk back through.</summary>
    public List<string> Typed { get; } = [];

    public HistoryState History { get; } = new();

    /// <summary>The members and their statuses; null outside of rooms.</summary>
    public Roster? Roster => network.Session?.Rooms.Find(Name);

    public MessageExtras? ExtrasOf(string? id) => id is null ? null : _extras.GetValueOrDefault(id);

    public MessageExtras ExtrasFor(string id)
    {
        if (_extras.TryGetValue(id, out MessageExtras? extras)) return extras;
        if (_extras.Count >= MostExtras) _extras.Clear();
        return _extras[id] = new MessageExtras();
    }

    public void SetTyping(string nick, bool isActive, DateTimeOffset now)
    {
        if (isActive) _typing[nick] = now + TypingLasts;
        else _typing.Remove(nick);
    }

    /// <summary>Who is typing.</summary>
    public IReadOnlyList<string> Typing(DateTimeOffset now)
    {
        if (_typing.Count == 0) return [];
        foreach (string each in _typing.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToArray()) _typing.Remove(each);
        return [.. _typing.Keys.Order(StringComparer.OrdinalIgnoreCase)];
    }

    public override string ToString() => Name;
}
