using System.Globalization;
using System.Text;
using Wcwidth;

namespace ChatSockets.Server.Diagnostics.Top;

/// <summary>Figures and names as <c>chat-server top</c> shows them: short, and as wide as a terminal draws them.</summary>
internal static class TopFormat
{
    /// <summary>At most five characters: <c>999</c>, <c>12.3k</c>, <c>4.5M</c>.</summary>
    public static string Amount(double value)
    {
        if (value < 0) value = 0;
        if (value < 999.5) return value.ToString(value is > 0 and < 9.95 && value != Math.Round(value) ? "0.0" : "0",
            CultureInfo.InvariantCulture);
        foreach (char unit in "kMGT")
        {
            value /= 1000;
            if (value < 999.5 || unit == 'T') return value.ToString(value < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + unit;
        }
        return "";
    }

    /// <summary>At most four characters: <c>59s</c>, <c>3m</c>, <c>47h</c>, <c>12d</c>.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Max(0, seconds)):0}s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0}m"),
        < 48 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 86400):0}d"),
    };

    /// <summary>A lag: <c>0.4ms</c>, <c>12ms</c>, <c>1.5s</c>; a hyphen where it is not known.</summary>
    public static string Lag(double? seconds) => seconds switch
    {
        null => "-",
        < 0.01 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.0}ms"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0}ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0}s"),
        _ => Time(seconds.Value),
    };

    /// <summary>
    /// A text that takes exactly so many cells: cut with an ellipsis, or filled with spaces. Control characters, which a name of somebody
    /// else's server might hold, become question marks.
    /// </summary>
    public static string Fit(string text, int width, bool toTheRight = false)
    {
        if (width <= 0) return "";
        var fitting = new StringBuilder();
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int needed = WidthOf(rune);
            if (cells + needed > width)
            {
                // Room for the ellipsis: what stands there goes.
                while (cells > width - 1) cells -= DropLast(fitting);
                fitting.Append('…');
                cells++;
                break;
            }
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format) fitting.Append('?');
            else fitting.Append(rune);
            cells += needed;
        }
        string filling = new(' ', Math.Max(0, width - cells));
        return toTheRight ? filling + fitting : fitting + filling;
    }

    /// <summary>How many cells a text takes.</summary>
    public static int WidthOf(string text) => text.EnumerateRunes().Sum(WidthOf);

    private static int WidthOf(Rune rune) =>
        rune.Value is >= ' ' and < 0x7F || Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? 1
            : Math.Max(0, UnicodeCalculator.GetWidth(rune));

    private static int DropLast(StringBuilder text)
    {
        if (text.Length == 0) return 0;
        Rune.DecodeLastFromUtf16(text.ToString(), out Rune last, out int length);
        text.Length -= length;
        return WidthOf(last);
    }
}
