using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// Turns a grid into the bytes that make a terminal show it: only what differs from what it shows already, inside of one synchronized
/// update (DEC mode 2026; terminals without it ignore that). Sequences are those of ECMA-48 and xterm; links are OSC 8. One thread at a
/// time.
/// </summary>
/// <param name="depth">The colours of the terminal.</param>
internal sealed class FrameWriter(ColorDepth depth)
{
    private readonly CellGrid _shown = new(1, 1);
    private bool _isKnown;
    private int _linkVersion;
    private CellStyle _style;
    private string _link = "";
    private int _row;
    private int _column;

    /// <summary>What the terminal shows is unknown: the next frame clears it and draws everything.</summary>
    public void Invalidate() => _isKnown = false;

    /// <summary>Writes what is needed to show the grid.</summary>
    public void Write(CellGrid next, IBufferWriter<byte> output)
    {
        output.Write("\e[?2026h\e[?25l"u8);
        bool isSame = _isKnown && next.Height == _shown.Height && next.Width == _shown.Width && next.LinkVersion == _linkVersion;
        if (!isSame) Restart(next, output);
        for (int row = 0; row < next.Height; row++) WriteRow(next, row, output);
        if (_link.Length > 0) SetLink("", 0, output);
        if (_style != default) output.Write("\e[m"u8);
        _style = default;
        if (next.Cursor is { } cursor)
        {
            if (next.TypedFrom is not { } from || !WriteTyped(next, cursor.Row, from, cursor.Column, output))
                MoveTo(cursor.Row, cursor.Column, output);
            output.Write("\e[?25h"u8);
        }
        output.Write("\e[?2026l"u8);
        // The cursor may be moved by whatever comes between two frames.
        _row = _column = -1;
        _shown.CopyFrom(next);
        _linkVersion = next.LinkVersion;
    }

    private void Restart(CellGrid next, IBufferWriter<byte> output)
    {
        output.Write("\e[m\e[2J"u8);
        _style = default;
        if (_shown.Height == next.Height && _shown.Width == next.Width) _shown.Clear();
        else _shown.Resize(next.Height, next.Width);
        _row = _column = -1;
        _isKnown = true;
    }

    private void WriteRow(CellGrid next, int row, IBufferWriter<byte> output)
    {
        ReadOnlySpan<Cell> now = next.Row(row), before = _shown.Row(row);
        // Behind a character about whose width terminals disagree, everything is drawn again when it changes: it may have moved.
        bool redraw = false;
        for (int column = 0; column < now.Length; column++)
        {
            Cell cell = now[column], old = before[column];
            bool changed = cell != old;
            redraw |= changed && !(cell.IsPredictable && old.IsPredictable);
            if (cell.IsContinuation || !(changed || redraw)) continue;
            MoveTo(row, column, output);
            SetStyle(cell.Style, next, output);
            if (cell.Width == 2 && !cell.IsPredictable)
            {
                // Where the terminal takes it for one cell, the second shall not show what was there before.
                output.Write("  "u8);
                _column = -1;
                MoveTo(row, column, output);
            }
            WriteText(cell.Text, output);
            // At the right edge the cursor stays where it is, or not: that is the terminal's affair.
            _column = cell.IsPredictable && column + cell.Width < now.Length ? column + cell.Width : -1;
        }
    }

    // The text flows as the terminal has it, and then once more up to the cursor. Not for a text of which all terminals have the same idea.
    private bool WriteTyped(CellGrid next, int row, int from, int cursor, IBufferWriter<byte> output)
    {
        ReadOnlySpan<Cell> cells = next.Row(row);
        int end = cells.Length;
        while (end > from && cells[end - 1].Text is " ") end--;
        bool isPredictable = true;
        for (int column = from; column < end; column++) isPredictable &= cells[column].IsPredictable;
        if (isPredictable) return false;
        MoveTo(row, from, output);
        for (int column = from; column < end; column++) WriteText(cells[column].Text, output);
        output.Write("\e[K"u8);
        _column = -1;
        MoveTo(row, from, output);
        for (int column = from; column < cursor; column++) WriteText(cells[column].Text, output);
        return true;
    }

    private void MoveTo(int row, int column, IBufferWriter<byte> output)
    {
        if (row == _row && column == _column) return;
        (_row, _column) = (row, column);
        output.Write("\e["u8);
        WriteNumber(row + 1, output);
        output.Write(";"u8);
        WriteNumber(column + 1, output);
        output.Write("H"u8);
    }

    private void SetStyle(CellStyle style, CellGrid grid, IBufferWriter<byte> output)
    {
        string link = style.Link == 0 ? "" : grid.LinkOf(style.Link);
        if (link != _link) SetLink(link, style.Link, output);
        CellStyle plain = style with { Link = 0 };
        if (plain == _style) return;
        CellAttributes gone = _style.Attributes & ~plain.Attributes, more = plain.Attributes & ~_style.Attributes;
        // What is switched off is switched off with everything else: the shortest way that all terminals know.
        if (gone != 0)
        {
            output.Write("\e[m"u8);
            _style = default;
            more = plain.Attributes;
        }
        if (more != 0) SetAttributes(more, output);
        if (plain.Foreground != _style.Foreground) SetColor(plain.Foreground, isBackground: false, output);
        if (plain.Background != _style.Background) SetColor(plain.Background, isBackground: true, output);
        _style = plain;
    }

    private static void SetAttributes(CellAttributes attributes, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> codes = "123479"u8;
        for (int bit = 0; bit < codes.Length; bit++)
        {
            if (((int)attributes & (1 << bit)) == 0) continue;
            output.Write("\e["u8);
            output.Write(codes.Slice(bit, 1));
            output.Write("m"u8);
        }
    }

    private void SetColor(Color color, bool isBackground, IBufferWriter<byte> output)
    {
        if (depth == ColorDepth.None) return;
        Color shown = depth.Nearest(color);
        output.Write("\e["u8);
        if (shown.IsDefault)
        {
            WriteNumber(isBackground ? 49 : 39, output);
        }
        else if (shown.IsPalette && shown.Index < 16)
        {
            WriteNumber((shown.Index < 8 ? 30 : 82) + (isBackground ? 10 : 0) + shown.Index, output);
        }
        else if (shown.IsPalette)
        {
            output.Write(isBackground ? "48;5;"u8 : "38;5;"u8);
            WriteNumber(shown.Index, output);
        }
        else
        {
            output.Write(isBackground ? "48;2;"u8 : "38;2;"u8);
            WriteNumber(shown.Red, output);
            output.Write(";"u8);
            WriteNumber(shown.Green, output);
            output.Write(";"u8);
            WriteNumber(shown.Blue, output);
        }
        output.Write("m"u8);
    }

    private void SetLink(string uri, ushort number, IBufferWriter<byte> output)
    {
        _link = uri;
        output.Write("\e]8;"u8);
        if (uri.Length > 0)
        {
            // Parts of one link on several rows have one id, so that terminals highlight them together.
            output.Write("id="u8);
            WriteNumber(number, output);
        }
        output.Write(";"u8);
        WriteText(uri, output);
        output.Write("\e\\"u8);
    }

    private static void WriteText(string text, IBufferWriter<byte> output)
    {
        Span<byte> span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private static void WriteNumber(int number, IBufferWriter<byte> output)
    {
        number.TryFormat(output.GetSpan(11), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
