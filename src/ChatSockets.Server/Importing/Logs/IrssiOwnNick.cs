namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// Finds out from irssi's messages in a room's log which nickname its user has, which other lines do not say. One thread.
/// </summary>
/// <remarks>
/// A server answers one's own JOIN with the names of the members, so the JOIN stands right before their number; that the JOIN was synced
/// is told of no other. A change of one's own nickname is told as such.
/// </remarks>
internal sealed class IrssiOwnNick
{
    private const string Joined = " has joined ", Renamed = "You're now known as ", Irssi = "Irssi: ", Total = ": Total of ";
    private const string JoinTo = "Join to ", Synced = " was synced ";

    private string? _joined;
    private string? _candidate;

    /// <summary>The nickname; null while it is not certain.</summary>
    public string? Nick { get; private set; }

    /// <summary>The log was opened again: perhaps under another nickname.</summary>
    public void Forget() => (_joined, _candidate, Nick) = (null, null, null);

    /// <summary>Takes one of irssi's own lines, without the time and the sign of such lines.</summary>
    public void Learn(ReadOnlySpan<char> line)
    {
        if (line.StartsWith(Renamed, StringComparison.Ordinal))
        {
            Nick = line[Renamed.Length..].Trim().ToString();
            _candidate = null;
        }
        else if (line.StartsWith(Irssi, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = line[Irssi.Length..];
            if (rest.StartsWith(JoinTo, StringComparison.Ordinal) && rest.Contains(Synced, StringComparison.Ordinal))
                Nick = _candidate ?? Nick;
            else if (rest.Contains(Total, StringComparison.Ordinal) && _joined is not null) _candidate = _joined;
        }
        // Between the JOIN and the names stands the topic, and nothing else.
        else if (!line.StartsWith("Topic ", StringComparison.Ordinal)) _joined = JoinOf(line);
    }

    // "nick [user@host] has joined #room", perhaps with an account and a real name.
    private static string? JoinOf(ReadOnlySpan<char> line)
    {
        int end = line.IndexOf(" [", StringComparison.Ordinal);
        return end > 0 && line[end..].Contains(Joined, StringComparison.Ordinal) ? line[..end].ToString() : null;
    }
}
