using System.Globalization;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// Which nickname to try when the server refuses one: an underscore, two, then digits; a shorter one where it was too long.
/// </summary>
internal sealed class NickChoice
{
    private const int Attempts = 12;

    // RFC 1459's limit, which every server that refuses a name for its length still takes.
    private const int ShortLength = 9;

    private readonly string _wanted;
    private int _taken;
    private int _refused;

    public NickChoice(string wanted) => _wanted = Current = wanted;

    public string Current { get; private set; }

    /// <summary>The next one to try, or null when it is time to give up.</summary>
    public string? Next(Numeric refusal)
    {
        if (refusal == Numeric.ERR_ERRONEUSNICKNAME)
        {
            string? simpler = _refused++ switch
            {
                0 when _wanted.Length > ShortLength => _wanted[..ShortLength],
                0 or 1 => "guest" + Random.Shared.Next(100, 1000).ToString(CultureInfo.InvariantCulture),
                _ => null,
            };
            return simpler is null ? null : Current = simpler;
        }
        if (++_taken > Attempts) return null;
        int limit = _refused > 0 ? ShortLength : Nickname.MaximumBytes;
        string suffix = _taken <= 2 ? new string('_', _taken) : (_taken - 1).ToString(CultureInfo.InvariantCulture);
        string stem = _wanted[..Math.Min(_wanted.Length, limit - suffix.Length)];
        return Current = stem + suffix;
    }
}
