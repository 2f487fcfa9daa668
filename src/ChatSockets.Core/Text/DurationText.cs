using System.Globalization;
using System.Text;

namespace ChatSockets.Core.Text;

/// <summary>
/// A time span as people write it, in settings and in commands: <c>90s</c>, <c>2m</c>, <c>1h30m</c>, <c>1w</c>, <c>250ms</c>.
/// </summary>
internal static class DurationText
{
    /// <summary>The pattern of durations, for a JSON schema.</summary>
    public const string Pattern = "^(?=.)([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";

    // From the largest on, the order in which they must be written. Weeks are understood, and told as days.
    private static readonly (string Name, long Milliseconds)[] Units =
        [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

    /// <summary>Reads a duration; false if the text is not one.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        long total = 0;
        int at = 0, unit = 0;
        while (at < text.Length)
        {
            int digits = at, letters;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            letters = at;
            while (at < text.Length && char.IsAsciiLetterLower(text[at])) at++;
            string name = text[letters..at];
            unit = Array.FindIndex(Units, unit, one => one.Name == name);
            // Nine digits of weeks are no overflow, and more than anybody needs of milliseconds.
            if (unit < 0 || letters == digits || letters - digits > 9) return false;
            total += long.Parse(text[digits..letters], CultureInfo.InvariantCulture) * Units[unit++].Milliseconds;
        }
        if (text.Length == 0 || total > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond) return false;
        value = TimeSpan.FromMilliseconds(total);
        return true;
    }

    /// <summary>The same the other way round.</summary>
    public static string Format(TimeSpan value)
    {
        var text = new StringBuilder();
        long rest = (long)value.TotalMilliseconds;
        foreach ((string name, long milliseconds) in Units.AsSpan(1))
        {
            if (rest >= milliseconds) text.Append(CultureInfo.InvariantCulture, $"{rest / milliseconds}{name}");
            rest %= milliseconds;
        }
        return text.Length == 0 ? "0s" : text.ToString();
    }
}
