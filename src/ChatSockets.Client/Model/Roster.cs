using ChatSockets.Protocol;

namespace ChatSockets.Client.Model;

/// <summary>Who is in one room, and with what status. The loop's thread alone uses it.</summary>
internal sealed class Roster(Isupport isupport, NameComparer names)
{
    private readonly Dictionary<string, string> _signs = new(names);

    public int Count => _signs.Count;

    /// <summary>The nicknames, without signs.</summary>
    public IEnumerable<string> Nicks => _signs.Keys;

    public bool Contains(string nick) => _signs.ContainsKey(nick);

    /// <summary>A member's status signs, the highest first: <c>@+</c>; empty for everybody else.</summary>
    public string SignsOf(string nick) => _signs.GetValueOrDefault(nick, "");

    public void Add(string nick) => _signs.TryAdd(nick, "");

    public bool Remove(string nick) => _signs.Remove(nick);

    public void Rename(string oldNick, string newNick)
    {
        if (_signs.Remove(oldNick, out string? signs)) _signs[newNick] = signs;
    }

    /// <summary>Takes over what RPL_NAMREPLY lists: nicknames with their signs in front (and, with userhost-in-names, the address behind).</summary>
    public void Replace(IEnumerable<string> listed)
    {
        _signs.Clear();
        foreach (string entry in listed)
        {
            int signs = 0;
            while (signs < entry.Length && isupport.PrefixSigns.Contains(entry[signs], StringComparison.Ordinal)) signs++;
            string nick = entry[signs..].Split('!')[0];
            if (nick.Length > 0) _signs[nick] = entry[..signs];
        }
    }

    /// <summary>Gives or takes a member mode: <c>o</c>, <c>v</c>.</summary>
    public void SetStatus(string nick, char mode, bool given)
    {
        int rank = isupport.PrefixModes.IndexOf(mode, StringComparison.Ordinal);
        if (rank < 0 || !_signs.TryGetValue(nick, out string? signs)) return;
        char sign = isupport.PrefixSigns[rank];
        string without = signs.Replace(sign.ToString(), "", StringComparison.Ordinal);
        _signs[nick] = given
            ? string.Concat(isupport.PrefixSigns.Where(each => each == sign || without.Contains(each, StringComparison.Ordinal)))
            : without;
    }
}
