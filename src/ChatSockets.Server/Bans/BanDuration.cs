using System.Globalization;
using System.Text;

namespace ChatSockets.Server.Bans;

/// <summary>How long a ban lasts, as people write it: <c>10m</c>, <c>2h</c>, <c>1d12h</c>, <c>permanent</c>. Units are s, m, h, d and w.</summary>
internal static class BanDuration
{
    /// <summary>The longest that is taken; longer is permanent.</summary>
    public static readonly TimeSpan Maximum = TimeSpan.FromDays(3650);

    /// <summary>Reads one; false where the text is none, but for example a mask. Null is for ever.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan? duration)
    {
        duration = null;
        if (text.SequenceEqual("0"u8) || Ascii.EqualsIgnoreCase(text, "permanent"u8)) return true;
        long seconds = 0, number = -1;
        foreach (byte letter in text)
        {
            if (letter is >= (byte)'0' and <= (byte)'9')
            {
                number = (Math.Max(number, 0) * 10) + letter - '0';
                if (number > Maximum.TotalSeconds) return false;
                continue;
            }
            long unit = (letter | 0x20) switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
            if (unit == 0 || number < 0) return false;
            seconds += number * unit;
            number = -1;
            if (seconds > Maximum.TotalSeconds) return false;
        }
        if (number >= 0 || seconds == 0) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>The same for people.</summary>
    public static string Format(TimeSpan? duration)
    {
        if (duration is not { } time) return "permanent";
        var text = new StringBuilder();
        foreach ((int value, char unit) in new[] { (time.Days, 'd'), (time.Hours, 'h'), (time.Minutes, 'm'), (time.Seconds, 's') })
        {
            if (value > 0) text.Append(CultureInfo.InvariantCulture, $"{value}{unit}");
        }
        return text.Length > 0 ? text.ToString() : "0s";
    }
}
