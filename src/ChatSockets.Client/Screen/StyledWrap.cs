using System.Globalization;
using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>Breaks runs into rows of a width, between words where there are any.</summary>
internal static class StyledWrap
{
    public static List<StyledLine> Wrap(IReadOnlyList<StyledRun> runs, int width)
    {
        width = Math.Max(2, width);
        var rows = new List<StyledLine>();
        var row = new StyledLine();
        int cells = 0;
        foreach (StyledRun run in runs)
        {
            int at = 0;
            while (at < run.Text.Length)
            {
                if (run.Text[at] == '\n')
                {
                    Next();
                    at++;
                    continue;
                }
                int end = WordEnd(run.Text, at, out int wordCells);
                if (cells + wordCells > width && cells > 0 && run.Text[at] != ' ')
                {
                    Next();
                    if (wordCells > width) (end, wordCells) = Fitting(run.Text, at, end, width);
                }
                else if (cells + wordCells > width)
                {
                    // A space at the end of a row stands for the row's end; a word longer than a row is cut.
                    if (run.Text[at] == ' ')
                    {
                        at = end;
                        if (at < run.Text.Length || cells >= width) Next();
                        continue;
                    }
                    (end, wordCells) = Fitting(run.Text, at, end, width - cells);
                }
                row.Add(run.Text[at..end].Replace('\t', ' '), run.Style, run.Link);
                cells += wordCells;
                at = end;
            }
        }
        rows.Add(Merged(row));
        return rows;

        void Next()
        {
            rows.Add(Merged(row));
            row = new StyledLine();
            cells = 0;
        }
    }

    private static int WordEnd(string text, int start, out int cells)
    {
        bool isSpace = text[start] == ' ';
        int end = start;
        cells = 0;
        while (end < text.Length && text[end] != '\n' && text[end] == ' ' == isSpace)
        {
            int length = StringInfo.GetNextTextElementLength(text, end);
            cells += text[end] == '\t' ? 1 : CellWidth.OfGrapheme(text.AsSpan(end, length));
            end += length;
        }
        return end;
    }

    private static (int End, int Cells) Fitting(string text, int start, int end, int width)
    {
        int at = start, cells = 0;
        while (at < end)
        {
            int length = StringInfo.GetNextTextElementLength(text, at);
            int more = CellWidth.OfGrapheme(text.AsSpan(at, length));
            if (cells + more > width && at > start) break;
            cells += more;
            at += length;
        }
        return (at, cells);
    }

    private static StyledLine Merged(StyledLine row)
    {
        if (row.Runs.Count < 2) return row;
        var merged = new StyledLine();
        var text = new StringBuilder();
        for (int i = 0; i < row.Runs.Count; i++)
        {
            text.Append(row.Runs[i].Text);
            if (i + 1 < row.Runs.Count && row.Runs[i + 1].Style == row.Runs[i].Style && row.Runs[i + 1].Link == row.Runs[i].Link) continue;
            merged.Add(text.ToString(), row.Runs[i].Style, row.Runs[i].Link);
            text.Clear();
        }
        return merged;
    }
}
