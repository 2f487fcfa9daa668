using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ChatSockets.Server.Rooms;

/// <summary>
/// So many in so many seconds, as the room modes f (lines) and j (joins) say it: <c>5:10</c>, and for f <c>*5:10</c>, which kicks. Counts in windows
/// of that length, one behind the other: the first that comes when the last window is over opens the next. Guarded by the room's lock.
/// </summary>
internal sealed class FloodLimit
{
    /// <summary>The most that may be counted, and the longest window in seconds.</summary>
    public const int Maximum = 3600;

    // Within one window only, so that it does not grow with those who have left.
    private readonly Dictionary<object, int> _counts = [];
    private long _windowBegan;

    private FloodLimit(int most, int seconds, bool kicks)
    {
        Most = most;
        Seconds = seconds;
        Kicks = kicks;
        Text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(kicks ? "*" : "")}{most}:{seconds}"));
    }

    public int Most { get; }

    public int Seconds { get; }

    /// <summary>Whoever is over the limit is not only refused but kicked.</summary>
    public bool Kicks { get; }

    /// <summary>As the mode's argument.</summary>
    public byte[] Text { get; }

    /// <summary>Null where the text is no limit.</summary>
    public static FloodLimit? Parse(ReadOnlySpan<byte> text, bool mayKick)
    {
        bool kicks = mayKick && text.StartsWith("*"u8);
        if (kicks) text = text[1..];
        int colon = text.IndexOf((byte)':');
        if (colon < 0 || !TryNumber(text[..colon], out int most) || !TryNumber(text[(colon + 1)..], out int seconds)) return null;
        return new FloodLimit(most, seconds, kicks);
    }

    /// <summary>Counts one more; false when that is over the limit.</summary>
    /// <param name="who">Who is counted each for himself.</param>
    /// <param name="clock">The server's.</param>
    public bool TryCount(object who, TimeProvider clock)
    {
        if (_counts.Count > 0 && clock.GetElapsedTime(_windowBegan).TotalSeconds >= Seconds) _counts.Clear();
        if (_counts.Count == 0) _windowBegan = clock.GetTimestamp();
        int count = _counts.GetValueOrDefault(who);
        if (count >= Most) return false;
        _counts[who] = count + 1;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out int read) && read == text.Length && number is > 0 and <= Maximum && text[0] != (byte)'+';
}
