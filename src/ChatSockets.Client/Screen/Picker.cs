using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>A list over the screen, from which one thing is chosen: by typing some of its letters, and with the arrow keys.</summary>
/// <param name="heading">What is chosen.</param>
/// <param name="items">All there are.</param>
/// <param name="isSorted">Whether what fits best comes first; otherwise they keep their order.</param>
/// <param name="isRead">Whether it is there to be read: it is as large as the screen, and breaks long texts into rows.</param>
internal sealed class Picker(string heading, IReadOnlyList<Choice> items, bool isSorted = true, bool isRead = false)
{
    private const int Gap = 2;

    private List<Choice> _fitting = [.. items];
    private int _selected;

    public string Typed { get; private set; } = "";

    public void Type(string text) => Filter(Typed + text);

    public void Backspace()
    {
        if (Typed.Length > 0) Filter(Typed[..^1]);
    }

    /// <summary>How many items a page has.</summary>
    public int Page { get; private set; } = 10;

    public void Move(int by) => _selected = Math.Clamp(_selected + by, 0, Math.Max(0, _fitting.Count - 1));

    /// <summary>What is selected; null if nothing fits.</summary>
    public Choice? Selected => _selected < _fitting.Count ? _fitting[_selected] : null;

    public void Draw(GridArea screen, Theme theme)
    {
        int width = Math.Min(Math.Max(30, screen.Width * 2 / 3), Math.Max(4, screen.Width - 2));
        if (screen.Width < 6 || screen.Height < 3) return;
        if (isRead) width = Math.Max(4, screen.Width - 2);
        int height = Math.Min(isRead ? screen.Height : Math.Max(6, screen.Height * 2 / 3), screen.Height);
        GridArea box = screen.Part((screen.Height - height) / 3, (screen.Width - width) / 2, height, width);
        CellStyle border = new(theme.Title, theme.Background);
        box.Fill(default);
        box.Write(0, 0, "┌" + new string('─', box.Width - 2) + "┐", border);
        for (int row = 1; row < box.Height - 1; row++)
        {
            box.Write(row, 0, "│", border);
            box.Write(row, box.Width - 1, "│", border);
        }
        box.Write(box.Height - 1, 0, "└" + new string('─', box.Width - 2) + "┘", border);
        box.Write(0, 2, $" {heading} ", border.With(CellAttributes.Bold));
        GridArea inner = box.Part(1, 2, box.Height - 2, box.Width - 4);
        int cursor = inner.Write(0, 0, "› " + Typed, default);
        inner.PlaceCursor(0, cursor);
        GridArea list = inner.Part(1, 0, inner.Height - 1, inner.Width);
        if (_fitting.Count == 0) list.Write(0, 0, "nothing fits", theme.DimText);
        else if (isRead && !list.IsEmpty) DrawBroken(list, theme);
        else DrawRows(list, theme);
    }

    // A row each; what is too long is cut.
    private void DrawRows(GridArea list, Theme theme)
    {
        int rows = list.Height, first = Math.Clamp(_selected - (rows / 2), 0, Math.Max(0, _fitting.Count - rows));
        for (int i = 0; i < rows && first + i < _fitting.Count; i++)
        {
            Choice item = _fitting[first + i];
            int column = list.Write(i, 0, item.Title, default);
            list.Write(i, Math.Max(column + Gap, Math.Min(24, list.Width / 2)), item.Detail, theme.DimText);
            if (first + i == _selected) list.Tint(i, 0, list.Width, theme.Selection, CellAttributes.Bold);
        }
    }

    // As many rows as each needs, with the selected one in the middle.
    private void DrawBroken(GridArea list, Theme theme)
    {
        int column = Math.Min(_fitting.Max(item => CellWidth.Of(item.Title)) + Gap, list.Width / 2);
        var rows = new List<(int Item, StyledLine? Title, StyledLine? Detail)>();
        for (int i = 0; i < _fitting.Count; i++)
        {
            List<StyledLine> titles = Broken(_fitting[i].Title, column - Gap, default);
            List<StyledLine> details = Broken(_fitting[i].Detail, list.Width - column, theme.DimText);
            for (int row = 0; row < Math.Max(titles.Count, details.Count); row++)
                rows.Add((i, titles.ElementAtOrDefault(row), details.ElementAtOrDefault(row)));
        }
        int selected = rows.FindIndex(row => row.Item == _selected), last = rows.FindLastIndex(row => row.Item == _selected);
        // The whole of it is in sight, or its beginning where that is not possible.
        int middle = Math.Max((selected + last + 1 - list.Height) / 2, 0);
        int first = Math.Min(Math.Min(middle, selected), Math.Max(0, rows.Count - list.Height));
        int shown = Math.Min(list.Height, rows.Count - first);
        for (int i = 0; i < shown; i++)
        {
            (int item, StyledLine? title, StyledLine? detail) = rows[first + i];
            title?.Draw(list, i);
            detail?.Draw(list, i, column);
            if (item == _selected) list.Tint(i, 0, list.Width, theme.Selection, CellAttributes.Bold);
        }
        Page = Math.Max(1, rows[first + shown - 1].Item - rows[first].Item);
    }

    private static List<StyledLine> Broken(string text, int width, CellStyle style) =>
        StyledWrap.Wrap([new StyledRun(text, style)], width);

    private void Filter(string text)
    {
        Typed = text;
        _selected = 0;
        if (text.Length == 0 || !isSorted)
        {
            _fitting = [.. items.Where(item => text.Length == 0 || item.Title.Contains(text, StringComparison.OrdinalIgnoreCase)
                || item.Detail.Contains(text, StringComparison.OrdinalIgnoreCase))];
            return;
        }
        _fitting = [.. items.Select(item => (Item: item, Score: FuzzyMatch.Score(text, item.Title))).Where(each => each.Score is not null)
            .OrderByDescending(each => each.Score).Select(each => each.Item)];
    }
}
