using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// The normal screen with an input line at the bottom: what is printed scrolls above it. What happens in one turn of the loop
/// is gathered and leaves in one write, so nothing flickers. The loop's thread alone uses it.
/// </summary>
internal sealed class PromptScreen(TextWriter output)
{
    private readonly StringBuilder _pending = new();
    private bool _promptShown;
    private int _promptCells;
    private int _cursorCell;

    /// <summary>The terminal's width in cells, as of now.</summary>
    public int Width { get; set; } = 80;

    /// <summary>Asks the terminal to mark what is pasted, so that it is not mistaken for what is typed.</summary>
    public void Begin() => _pending.Append("\e[?2004h");

    /// <summary>Prints one row above the input line. It may hold colours, but must not be wider than the terminal.</summary>
    public void Print(string row)
    {
        ErasePrompt();
        _pending.Append(row).Append("\r\n");
    }

    /// <summary>Draws the input line, and sends everything that has gathered.</summary>
    public void Draw(PromptLine prompt)
    {
        ErasePrompt();
        // The terminal remembers where the text before the cursor ends: it alone knows how wide it has drawn that.
        _pending.Append(prompt.Text.AsSpan(0, prompt.CursorIndex));
        if (prompt.CursorIndex < prompt.Text.Length) _pending.Append("\e7").Append(prompt.Text.AsSpan(prompt.CursorIndex)).Append("\e8");
        _promptShown = true;
        _promptCells = CellWidth.Of(prompt.Text);
        _cursorCell = prompt.CursorCell;
        Flush();
    }

    public void Clear()
    {
        _pending.Append("\e[H\e[2J");
        _promptShown = false;
    }

    /// <summary>Takes the input line away, for good.</summary>
    public void End()
    {
        ErasePrompt();
        _pending.Append("\e[?2004l");
        Flush();
    }

    private void ErasePrompt()
    {
        if (!_promptShown) return;
        // A terminal that became narrower has broken the row in two or more: the cursor is on the last of those before it.
        int rowsAbove = _promptCells >= Width ? _cursorCell / Math.Max(1, Width) : 0;
        if (rowsAbove > 0) _pending.Append("\e[").Append(rowsAbove).Append('A');
        _pending.Append("\r\e[J");
        _promptShown = false;
    }

    private void Flush()
    {
        output.Write(_pending.ToString());
        output.Flush();
        _pending.Clear();
    }
}
