using System.Globalization;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Settings;

/// <summary>
/// A colour as people write it: <c>#ff8800</c>, a number of the terminal's palette (0 to 255), one of the 16 ANSI names, or
/// <c>default</c> for the terminal's own.
/// </summary>
internal static class ColorText
{
    /// <summary>The ANSI names, in the order of the palette.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
        "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
    ];

    private const string Default = "default";

    private const string Advice = "Write \"#rrggbb\", a number from 0 to 255, a name such as \"bright-red\", or \"default\".";

    public static bool TryParse(string text, out Color color)
    {
        ArgumentNullException.ThrowIfNull(text);
        color = Color.Default;
        if (text.Equals(Default, StringComparison.OrdinalIgnoreCase)) return true;
        if (text.StartsWith('#'))
        {
            bool isHex = int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb);
            if (!isHex || text.Length != 7) return false;
            color = Color.Rgb(rgb >> 16, rgb >> 8, rgb);
            return true;
        }
        int index = Names.TakeWhile(name => !name.Equals(text, StringComparison.OrdinalIgnoreCase)).Count();
        if (index == Names.Count
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) || index > 255)) return false;
        color = Color.Palette(index);
        return true;
    }

    /// <summary>Returns what is wrong with a text that is not a colour, as a sentence for the user.</summary>
    public static string Error(string text) => $"'{text}' is not a color. {Suggestion.For(text, [.. Names, Default], Advice)}";

    public static string Format(Color color)
    {
        if (color.IsDefault) return Default;
        if (!color.IsPalette) return string.Create(CultureInfo.InvariantCulture, $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}");
        return color.Index < Names.Count ? Names[color.Index] : color.Index.ToString(CultureInfo.InvariantCulture);
    }
}
