using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>
/// What the user wants on every connection: a nickname, rooms with their keys, an away message. Only the user changes it; the end of a
/// connection or a temporary refusal does not. The loop's thread alone uses it.
/// </summary>
internal sealed class Wishes
{
    private readonly List<string> _rooms;
    private readonly Dictionary<string, string> _keys;
    private string? _askedNick;

    public Wishes(ClientOptions options)
    {
        Nick = options.Nick;
        _rooms = [.. options.Rooms];
        _keys = new(options.Keys, StringComparer.OrdinalIgnoreCase);
    }

    public string Nick { get; private set; }

    /// <summary>Why the user is away; null while they are here.</summary>
    public string? Away { get; set; }

    public IReadOnlyList<string> Rooms => _rooms;

    public string? KeyOf(string room) => _keys.GetValueOrDefault(room);

    /// <summary>The user has asked for another nickname, which the server may still refuse.</summary>
    public void AskNick(string nick) => _askedNick = nick;

    /// <summary>What was wished for has happened, or has ended.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="names">How the server compares names.</param>
    /// <param name="session">The connection; null if it has just ended.</param>
    public void Observe(SessionEvent happened, IEqualityComparer<string> names, ClientSession? session)
    {
        switch (happened)
        {
            case Joined { Self: true } joined: Enter(joined.Room, joined.Key, names); break;
            case Parted { Self: true } parted: Leave(parted.Room, names); break;
            case Kicked { Self: true } kicked: Leave(kicked.Room, names); break;
            case ModeChanged changed when session?.Rooms.Find(changed.Target) is not null: TakeKey(changed, session); break;
            case Renamed { Self: true } renamed: Renamed(renamed.NewNick); break;
            default: break;
        }
    }

    /// <summary>We have another nickname. One that a service gave us is no wish.</summary>
    public void Renamed(string nick)
    {
        if (string.Equals(nick, _askedNick, StringComparison.OrdinalIgnoreCase)) Nick = nick;
    }

    public void Enter(string room, string? key, IEqualityComparer<string> names)
    {
        if (!_rooms.Contains(room, names)) _rooms.Add(room);
        if (key is not null) _keys[room] = key;
    }

    public void Leave(string room, IEqualityComparer<string> names)
    {
        _rooms.RemoveAll(each => names.Equals(each, room));
        _keys.Remove(room);
    }

    /// <summary>The room has another key, or none.</summary>
    public void ChangeKey(string room, string? key)
    {
        if (key is null) _keys.Remove(room);
        else _keys[room] = key;
    }

    private void TakeKey(ModeChanged changed, ClientSession session)
    {
        string[] words = changed.Modes.Split(' ');
        foreach (ModeSetting key in ModeLine.Parse(words[0], words[1..], session.Isupport).Where(each => each.Mode == 'k'))
        {
            ChangeKey(changed.Target, key.Given ? key.Parameter : null);
        }
    }
}
