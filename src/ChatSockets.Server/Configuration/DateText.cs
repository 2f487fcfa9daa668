using System.Globalization;

namespace ChatSockets.Server.Configuration;

/// <summary>
/// A point in time as people write it for a command: <c>2026-01-31</c>, <c>2026-01-31T18:00</c>, <c>2026-01-31T18:00:00.000Z</c>; universal
/// time where none is named.
/// </summary>
internal static class DateText
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a date; false if the text is not one.</summary>
    public static bool TryParse(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
}
