using System.Globalization;

namespace ChatSockets.Client.Terminal;

/// <summary>Breaks a text into rows of a terminal, between words where there are any.</summary>
internal static class LineWrap
{
    /// <summary>The rows of a text; the first one has less room where something stands before it. Widths are in cells.</summary>
    public static List<string> Wrap(string text, int firstWidth, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rows = new List<string>();
        int start = 0;
        while (true)
        {
            int room = Math.Max(2, rows.Count == 0 ? firstWidth : width);
            int end = Fitting(text, start, room);
            if (end == text.Length)
            {
                rows.Add(text[start..]);
                return rows;
            }
            int space = text[end] == ' ' ? end : text.LastIndexOf(' ', end - 1, end - start);
            int cut = space > start ? space : end;
            rows.Add(text[start..cut].TrimEnd(' '));
            start = cut;
            // The space at which a row ends stands for the row's end.
            if (text[start] == ' ') start++;
        }
    }

    private static int Fitting(string text, int start, int cells)
    {
        int at = start;
        while (at < text.Length)
        {
            int length = StringInfo.GetNextTextElementLength(text, at);
            cells -= CellWidth.OfGrapheme(text.AsSpan(at, length));
            if (cells < 0) break;
            at += length;
        }
        return at;
    }
}
