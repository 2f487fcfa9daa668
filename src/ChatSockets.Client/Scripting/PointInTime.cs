using System.Globalization;

namespace ChatSockets.Client.Scripting;

/// <summary>A time as a user types it: a date with or without a time of day, local where it names no zone, or so long ago.</summary>
internal static class PointInTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.fffK"];

    /// <summary>Returns null if the text is not a time.</summary>
    public static DateTimeOffset? Parse(string text, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> digits = text.AsSpan(0, Math.Max(0, text.Length - 1));
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 100_000)
        {
            TimeSpan? ago = text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => null,
            };
            return clock.GetUtcNow() - ago;
        }
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal,
            out DateTimeOffset time) ? time : null;
    }
}
