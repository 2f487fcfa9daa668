using System.Globalization;

namespace ChatSockets.Client.Terminal;

/// <summary>A text as rows of cells, broken between words where possible, and the place of the cursor in them.</summary>
/// <param name="Rows">Where each row begins in the text, and its length.</param>
/// <param name="CursorRow">The cursor's row.</param>
/// <param name="CursorColumn">The cursor's cell in its row.</param>
internal sealed record EditorLayout(IReadOnlyList<(int Start, int Length)> Rows, int CursorRow, int CursorColumn)
{
    public static EditorLayout Of(string text, int cursor, int width)
    {
        width = Math.Max(2, width);
        var rows = new List<(int Start, int Length)>();
        for (int line = 0; line <= text.Length;)
        {
            int end = text.IndexOf('\n', line);
            if (end < 0) end = text.Length;
            AddLine(rows, text, line, end, width);
            line = end + 1;
        }
        // At a soft break the cursor stands before the next row's first character.
        int row = rows.FindLastIndex(each => each.Start <= cursor);
        return new EditorLayout(rows, row, Math.Min(CellWidth.Of(text.AsSpan(rows[row].Start, cursor - rows[row].Start)), width));
    }

    private static void AddLine(List<(int Start, int Length)> rows, string text, int start, int end, int width)
    {
        while (true)
        {
            int fits = start, cells = 0, space = -1;
            while (fits < end)
            {
                int length = StringInfo.GetNextTextElementLength(text, fits);
                cells += text[fits] == '\t' ? 1 : CellWidth.OfGrapheme(text.AsSpan(fits, length));
                if (cells > width) break;
                fits += length;
                if (text[fits - 1] == ' ') space = fits;
            }
            if (fits >= end)
            {
                // The cursor behind a full row needs one more.
                rows.Add((start, end - start));
                if (cells == width && end == text.Length) rows.Add((end, 0));
                return;
            }
            int cut = space > start ? space : Math.Max(fits, start + 1);
            rows.Add((start, cut - start));
            start = cut;
        }
    }
}
