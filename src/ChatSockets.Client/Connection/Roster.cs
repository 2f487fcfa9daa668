using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>The members of one room and their statuses. The loop's thread alone uses it.</summary>
internal sealed class Roster(Isupport isupport, NameComparer names)
{
    private readonly Dictionary<string, string> _prefixes = new(names);
    private readonly HashSet<string> _away = new(names);

    public int Count => _prefixes.Count;

    /// <summary>Whether the server has listed the members: until then it tells about the room unasked.</summary>
    public bool IsListed { get; private set; }

    /// <summary>The nicknames, without prefixes.</summary>
    public IEnumerable<string> Nicks => _prefixes.Keys;

    public bool Contains(string nick) => _prefixes.ContainsKey(nick);

    /// <summary>A member's status prefixes, the highest first: <c>@+</c>; empty for everybody else.</summary>
    public string PrefixesOf(string nick) => _prefixes.GetValueOrDefault(nick, "");

    public void Add(string nick) => _prefixes.TryAdd(nick, "");

    public bool IsAway(string nick) => _away.Contains(nick);

    public void SetAway(string nick, bool isAway)
    {
        if (isAway && Contains(nick)) _away.Add(nick);
        else _away.Remove(nick);
    }

    public bool Remove(string nick)
    {
        _away.Remove(nick);
        return _prefixes.Remove(nick);
    }

    public void Rename(string oldNick, string newNick)
    {
        if (_prefixes.Remove(oldNick, out string? prefixes)) _prefixes[newNick] = prefixes;
        if (_away.Remove(oldNick)) _away.Add(newNick);
    }

    /// <summary>
    /// Replaces the members by those of RPL_NAMREPLY: nicknames after their prefixes (and, with userhost-in-names, before an address).
    /// </summary>
    public void Replace(IEnumerable<string> listed)
    {
        _prefixes.Clear();
        IsListed = true;
        foreach (string entry in listed)
        {
            int prefixes = 0;
            while (prefixes < entry.Length && isupport.PrefixSymbols.Contains(entry[prefixes], StringComparison.Ordinal)) prefixes++;
            string nick = entry[prefixes..].Split('!')[0];
            if (nick.Length > 0) _prefixes[nick] = entry[..prefixes];
        }
    }

    /// <summary>Gives or takes a member mode: <c>o</c>, <c>v</c>.</summary>
    public void SetStatus(string nick, char mode, bool given)
    {
        int rank = isupport.PrefixModes.IndexOf(mode, StringComparison.Ordinal);
        if (rank < 0 || !_prefixes.TryGetValue(nick, out string? prefixes)) return;
        char sign = isupport.PrefixSymbols[rank];
        string without = prefixes.Replace(sign.ToString(), "", StringComparison.Ordinal);
        _prefixes[nick] = given
            ? string.Concat(isupport.PrefixSymbols.Where(each => each == sign || without.Contains(each, StringComparison.Ordinal)))
            : without;
    }
}
