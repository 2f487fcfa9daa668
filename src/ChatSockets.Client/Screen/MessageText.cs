using System.Buffers;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>
/// A message's text as runs: mIRC's formatting codes (modern.ircdocs.horse, "IRC Formatting") become styles, addresses become links.
/// </summary>
internal static class MessageText
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    // The sixteen colours that mIRC numbers, in a palette that both themes can show.
    private static readonly int[] Palette = [15, 0, 4, 2, 1, 3, 5, 208, 11, 10, 6, 14, 12, 13, 8, 7];

    public static List<StyledRun> Parse(string text, CellStyle plain, CellStyle link)
    {
        var runs = new List<StyledRun>();
        var gathered = new StringBuilder();
        CellStyle style = plain;
        for (int i = 0; i < text.Length;)
        {
            char letter = text[i];
            if (letter >= ' ')
            {
                gathered.Append(letter);
                i++;
                continue;
            }
            Flush();
            i++;
            switch (letter)
            {
                case '\u0002': style = Toggle(style, CellAttributes.Bold); break;
                case '\u001D': style = Toggle(style, CellAttributes.Italic); break;
                case '\u001F': style = Toggle(style, CellAttributes.Underline); break;
                case '\u001E': style = Toggle(style, CellAttributes.Strike); break;
                case '\u0016': style = Toggle(style, CellAttributes.Inverse); break;
                case '\u000F': style = plain; break;
                case '\u0003':
                    int? foreground = Number(text, ref i);
                    int? background = null;
                    if (foreground is not null && i + 1 < text.Length && text[i] == ',' && char.IsAsciiDigit(text[i + 1]))
                    {
                        i++;
                        background = Number(text, ref i);
                    }
                    style = style with
                    {
                        Foreground = foreground is { } f ? Of(f) : plain.Foreground,
                        Background = background is { } b ? Of(b) : foreground is null ? plain.Background : style.Background,
                    };
                    break;
                case '\u0004':
                    bool isHex = i + 6 <= text.Length && text.AsSpan(i, 6).IndexOfAnyExcept(HexDigits) < 0;
                    int rgb = isHex ? int.Parse(text.AsSpan(i, 6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : 0;
                    style = style with { Foreground = isHex ? Color.Rgb(rgb >> 16, rgb >> 8, rgb) : plain.Foreground };
                    if (isHex) i += 6;
                    break;
                case '\n' or '\t': gathered.Append(letter); break;
                default: break;
            }
        }
        Flush();
        return runs;

        void Flush()
        {
            if (gathered.Length > 0) AddWithLinks(runs, gathered.ToString(), style, link);
            gathered.Clear();
        }
    }

    private static void AddWithLinks(List<StyledRun> runs, string text, CellStyle style, CellStyle link)
    {
        int from = 0;
        while (Links.Next(text, from) is { Start: >= 0 } found)
        {
            if (found.Start > from) runs.Add(new StyledRun(text[from..found.Start], style));
            string uri = text[found.Start..found.End];
            runs.Add(new StyledRun(uri,
                style with { Foreground = link.Foreground, Attributes = style.Attributes | CellAttributes.Underline }, uri));
            from = found.End;
        }
        if (from < text.Length) runs.Add(new StyledRun(text[from..], style));
    }

    private static CellStyle Toggle(CellStyle style, CellAttributes attribute) => style with { Attributes = style.Attributes ^ attribute };

    private static int? Number(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && at < start + 2 && char.IsAsciiDigit(text[at])) at++;
        return at == start ? null : int.Parse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static Color Of(int number) =>
        number < 16 ? Color.Palette(Palette[number]) : number < 99 ? Color.Palette(number) : Color.Default;
}
