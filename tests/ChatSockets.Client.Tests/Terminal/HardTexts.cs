using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Tests.Terminal;

/// <summary>Texts with which a terminal has trouble: wide characters, clusters, combining marks, right to left, controls.</summary>
internal static class HardTexts
{
    private const string EmojiFile = "/usr/share/unicode/emoji/emoji-test.txt";
    private const string ClusterFile = "/usr/share/unicode/auxiliary/GraphemeBreakTest.txt";

    /// <summary>Why <see cref="OfUnicode"/> is empty.</summary>
    public const string WhyNoFiles = $"{EmojiFile} and {ClusterFile} are not installed (Debian's package unicode-data has them).";

    /// <summary>Short ones, to be strung together.</summary>
    public static readonly string[] Pieces =
    [
        "a", "Zebra", " ", "日本語", "한글", "👩‍👩‍👧‍👦", "👍🏽", "🇩🇪", "❤️", "1️⃣", "e\u0301", "\u0301", "שלום", "עברית\u202Ereversed", "\e[2J",
        "\r\n", "\0", "\u009b31m", "\u2028", "\uFEFF", "ﷺ", "⌘", "─", "█", "│", "\u200d", "\ud83d", "\t", "ｗｉｄｅ", "½", "…", "\U000E0041",
        "ก็", "नमस्ते", "✈️", "👍", "🎉", "\a", "\u200b", "\u2060", "\u00ad", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏽", "🇩", "\u0600", "Привет",
        "\u1160", "\uFFFF", "a\uFE0F", "\uFE0F", "👩🏽‍❤️‍💋‍👨🏿", "z" + new string('\u0308', 60),
    ];

    /// <summary>A few clusters of each kind, for systems without Unicode's files.</summary>
    public static readonly string[] Sample =
    [
        "😀", "❤️", "❤", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "✈️", "🧑🏿‍🚀", "é", "नि", "ก็", "각",
        "\u0600ا", "ﷺ", "\u200d", "\u0301", "ǅ", "a\u200d", "🏽", "🇩", "\u00ad", "\u200b", "שלום",
    ];

    public static bool HasFiles => File.Exists(EmojiFile) && File.Exists(ClusterFile);

    /// <summary>The lines of emoji-test.txt and GraphemeBreakTest.txt, each as a text.</summary>
    public static IEnumerable<string> OfUnicode() => HasFiles
        ? [.. Lines(EmojiFile).Select(line => Text(line.Split(';')[0].Split(' '))),
            .. Lines(ClusterFile).Select(line => Text(line.Split('#')[0].Split(' ', '÷', '×', '\t')))]
        : [];

    private static IEnumerable<string> Lines(string file) => File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#');

    private static string Text(IEnumerable<string> codes) => string.Concat(codes.Where(code => code.Length > 0)
        .Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        .Select(code => Rune.IsValid(code) ? new Rune(code).ToString() : ""));
}
