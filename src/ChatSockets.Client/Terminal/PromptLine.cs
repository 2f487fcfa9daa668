using System.Globalization;

namespace ChatSockets.Client.Terminal;

/// <summary>The input line as it is drawn: one row, in which a long text moves sideways so that the cursor is always in sight.</summary>
/// <param name="Text">The prompt, and what is in sight of the text.</param>
/// <param name="CursorIndex">The index into it of what is behind the cursor.</param>
/// <param name="CursorCell">The cell of the cursor, if the terminal's widths are those of <see cref="CellWidth"/>.</param>
internal readonly record struct PromptLine(string Text, int CursorIndex, int CursorCell)
{
    private const char LineEnd = '\u23CE';

    /// <summary>
    /// Lays out the prompt and the window of the text that fits behind it. The width is in cells. The end of a line in the text shows as an
    /// arrow.
    /// </summary>
    public static PromptLine Layout(string prompt, string text, int cursor, int width)
    {
        text = text.Replace('\n', LineEnd);
        // The last cell stays free: a terminal that is full to the edge disagrees with others about where the cursor is.
        int usable = Math.Max(4, width - 1);
        if (CellWidth.Of(prompt) > usable / 2) prompt = Fitting(prompt, usable / 2);
        int promptCells = CellWidth.Of(prompt);
        int room = usable - promptCells;

        int start = 0;
        while (CellWidth.Of(text.AsSpan(start, cursor - start)) > room - 1)
        {
            // Half a window at a time, so that the text does not crawl with every key.
            int target = Math.Max(1, room / 2);
            while (target > 0 && start < cursor)
            {
                int length = StringInfo.GetNextTextElementLength(text, start);
                target -= Math.Max(1, CellWidth.OfGrapheme(text.AsSpan(start, length)));
                start += length;
            }
        }
        string visible = Fitting(text[start..], room);
        return new PromptLine(prompt + visible, prompt.Length + cursor - start,
            promptCells + CellWidth.Of(text.AsSpan(start, cursor - start)));
    }

    private static string Fitting(string text, int cells)
    {
        int at = 0;
        int used = 0;
        while (at < text.Length)
        {
            int length = StringInfo.GetNextTextElementLength(text, at);
            int next = CellWidth.OfGrapheme(text.AsSpan(at, length));
            if (used + next > cells) break;
            used += next;
            at += length;
        }
        return text[..at];
    }
}
