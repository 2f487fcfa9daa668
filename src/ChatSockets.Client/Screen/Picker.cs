using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>A list over the screen, from which one thing is chosen: by typing some of its letters, and with the arrow keys.</summary>
internal sealed class Picker(string heading, IReadOnlyList<Choice> items, bool isSorted = true)
{
    private List<Choice> _fitting = [.. items];
    private int _selected;

    public string Typed { get; private set; } = "";

    public void Type(string text) => Filter(Typed + text);

    public void Backspace()
    {
        if (Typed.Length > 0) Filter(Typed[..^1]);
    }

    public void Move(int by) => _selected = Math.Clamp(_selected + by, 0, Math.Max(0, _fitting.Count - 1));

    /// <summary>What is selected; null if nothing fits.</summary>
    public Choice? Selected => _selected < _fitting.Count ? _fitting[_selected] : null;

    public void Draw(GridArea screen, Theme theme)
    {
        int width = Math.Min(Math.Max(30, screen.Width * 2 / 3), Math.Max(4, screen.Width - 2));
        if (screen.Width < 6 || screen.Height < 3) return;
        int height = Math.Min(Math.Max(6, screen.Height * 2 / 3), screen.Height);
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
        int rows = inner.Height - 1, first = Math.Clamp(_selected - (rows / 2), 0, Math.Max(0, _fitting.Count - rows));
        for (int i = 0; i < rows && first + i < _fitting.Count; i++)
        {
            Choice item = _fitting[first + i];
            int column = inner.Write(1 + i, 0, item.Title, default);
            inner.Write(1 + i, Math.Max(column + 2, Math.Min(24, inner.Width / 2)), item.Detail, theme.DimText);
            if (first + i == _selected) inner.Tint(1 + i, 0, inner.Width, theme.Selection, CellAttributes.Bold);
        }
        if (_fitting.Count == 0) inner.Write(1, 0, "nothing fits", theme.DimText);
    }

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
