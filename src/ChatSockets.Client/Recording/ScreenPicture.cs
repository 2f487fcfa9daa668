using System.Globalization;
using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Recording;

/// <summary>A screen as a picture: Scalable Vector Graphics, each text at the place of its cells, whatever font there is.</summary>
internal static class ScreenPicture
{
    private const double CellWidth = 8.4;
    private const int CellHeight = 19;
    private const int Baseline = 14;
    private const int Padding = 14;
    private const string Fonts = "ui-monospace,'Cascadia Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace";
    private const string Text = "#d8dee9";
    private const string Background = "#15181e";
    private const string EmojiStyle = "<style>.e{font-family:'Apple Color Emoji','Segoe UI Emoji','Noto Color Emoji',emoji}</style>";

    public static string Of(CellGrid grid)
    {
        double width = (grid.Width * CellWidth) + (2 * Padding);
        int height = (grid.Height * CellHeight) + (2 * Padding);
        var svg = new StringBuilder();
        svg.Append(Format($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0.#} {height}" font-size="14" font-family="{Fonts}">
            {EmojiStyle}
            <rect width="100%" height="100%" rx="9" fill="{Background}"/>

            """).ReplaceLineEndings("\n"));
        for (int row = 0; row < grid.Height; row++)
        {
            for (int column = 0; column < grid.Width;)
            {
                int end = End(grid, row, column);
                Append(svg, grid, row, column, end);
                column = end;
            }
        }
        if (grid.Cursor is { } cursor)
            svg.Append(Rectangle(X(cursor.Column), Y(cursor.Row), 2, CellHeight - 2, Text));
        return svg.Append("</svg>\n").ToString();
    }

    // A run of cells of one style; a character about whose width fonts differ stands alone.
    private static int End(CellGrid grid, int row, int column)
    {
        Cell first = grid[row, column];
        int end = column + Math.Max(1, (int)first.Width);
        if (!IsPlain(first)) return end;
        while (end < grid.Width && IsPlain(grid[row, end]) && grid[row, end].Style == first.Style) end++;
        return end;
    }

    private static bool IsPlain(Cell cell) => cell is { IsPredictable: true, Width: 1, Text: not ("│" or "─") };

    private static void Append(StringBuilder svg, CellGrid grid, int row, int column, int end)
    {
        CellStyle style = grid[row, column].Style;
        string fill = Hex(style.Foreground, Text), behind = Hex(style.Background, Background);
        if (style.Attributes.HasFlag(CellAttributes.Inverse)) (fill, behind) = (behind, fill);
        double x = X(column), width = (end - column) * CellWidth;
        if (behind != Background)
            svg.Append(Rectangle(x, Y(row), width, CellHeight, behind));
        string text = string.Concat(Enumerable.Range(column, end - column).Select(each => grid[row, each].Text));
        if (text.Trim().Length == 0) return;
        // Lines that meet from cell to cell, which letters do not.
        if (text == "│")
            svg.Append(Rectangle(x + 4, Y(row), 1, CellHeight, fill));
        else if (text == "─")
            svg.Append(Rectangle(x, Y(row) + 9, width, 1, fill));
        else
            svg.Append(Format($"<text x=\"{x:0.#}\" y=\"{Y(row) + Baseline}\" fill=\"{fill}\"{Look(style.Attributes)}{Emoji(text)} ")
                + Format($"textLength=\"{width:0.#}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{Escape(text)}</text>\n"));
    }

    private static string Look(CellAttributes attributes)
    {
        var look = new StringBuilder();
        if (attributes.HasFlag(CellAttributes.Bold)) look.Append(" font-weight=\"bold\"");
        if (attributes.HasFlag(CellAttributes.Italic)) look.Append(" font-style=\"italic\"");
        if (attributes.HasFlag(CellAttributes.Underline)) look.Append(" text-decoration=\"underline\"");
        if (attributes.HasFlag(CellAttributes.Strike)) look.Append(" text-decoration=\"line-through\"");
        return look.ToString();
    }

    // A font for text may have some of them, too, without colours.
    private static string Emoji(string text) =>
        Rune.GetRuneAt(text, 0).Value is >= 0x1F000 or (>= 0x2300 and < 0x2C00) && Terminal.CellWidth.OfVisible(text) == 2
            ? " class=\"e\"" : "";

    private static string Rectangle(double x, int y, double width, int height, string fill) =>
        Format($"<rect x=\"{x:0.#}\" y=\"{y}\" width=\"{width:0.#}\" height=\"{height}\" fill=\"{fill}\"/>\n");

    private static double X(int column) => Padding + (column * CellWidth);

    private static int Y(int row) => Padding + (row * CellHeight);

    private static string Hex(Color color, string usual)
    {
        if (color.IsDefault) return usual;
        (int red, int green, int blue) = ColorDepths.Components(color);
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
