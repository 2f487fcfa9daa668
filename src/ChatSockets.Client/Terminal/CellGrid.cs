using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// A screen's cells as they are to be shown. Texts are written at a place and cut at an edge; nothing outside is touched. Rows and columns
/// are counted from 0. One thread at a time.
/// </summary>
internal sealed class CellGrid
{
    private const int MostLinks = 4096;

    private readonly GraphemeCache _clusters = new();
    private readonly List<string> _links = [""];
    private readonly Dictionary<string, ushort> _linkNumbers = new(StringComparer.Ordinal);
    private Cell[] _cells = [];

    public CellGrid(int height, int width) => Resize(height, width);

    public int Height { get; private set; }

    public int Width { get; private set; }

    /// <summary>Where the cursor is; null hides it.</summary>
    public (int Row, int Column)? Cursor { get; set; }

    /// <summary>
    /// The column from which on the cursor's row is one text that is being typed: where terminals differ in a character's width, the cursor
    /// then stands where this one has drawn the text up to it. Null for an ordinary row.
    /// </summary>
    public int? TypedFrom { get; set; }

    public ref readonly Cell this[int row, int column] => ref _cells[(row * Width) + column];

    public ReadOnlySpan<Cell> Row(int row) => _cells.AsSpan(row * Width, Width);

    public GridArea All => new(this, 0, 0, Height, Width);

    /// <summary>Empties it.</summary>
    public void Clear(CellStyle style = default)
    {
        _cells.AsSpan().Fill(Cell.Blank with { Style = style });
        Cursor = null;
        TypedFrom = null;
    }

    public void Resize(int height, int width)
    {
        (Height, Width) = (Math.Max(1, height), Math.Max(1, width));
        _cells = new Cell[Height * Width];
        Clear();
    }

    public void CopyFrom(CellGrid other)
    {
        if (other.Height != Height || other.Width != Width) Resize(other.Height, other.Width);
        other._cells.CopyTo(_cells, 0);
        Cursor = other.Cursor;
        TypedFrom = other.TypedFrom;
    }

    /// <summary>Changes when link numbers get other meanings: everything is to be drawn again.</summary>
    public int LinkVersion { get; private set; }

    /// <summary>Returns the number by which a style names a link (OSC 8); 0 for one that a terminal cannot be given.</summary>
    public ushort AddLink(string uri)
    {
        if (_linkNumbers.TryGetValue(uri, out ushort number)) return number;
        if (uri.AsSpan().ContainsAnyExceptInRange('!', '~')) return 0;
        if (_links.Count == MostLinks)
        {
            _links.RemoveRange(1, MostLinks - 1);
            _linkNumbers.Clear();
            LinkVersion++;
        }
        _links.Add(uri);
        return _linkNumbers[uri] = (ushort)(_links.Count - 1);
    }

    public string LinkOf(ushort number) => number < _links.Count ? _links[number] : "";

    /// <summary>Writes a text from a column on, up to but excluding another. Returns the column behind it.</summary>
    public int Write(int row, int column, ReadOnlySpan<char> text, CellStyle style, int end)
    {
        end = Math.Min(end, Width);
        if (row < 0 || row >= Height || column < 0) return column;
        while (!text.IsEmpty && column < end)
        {
            (string cluster, byte width) = _clusters.Next(ref text);
            if (width == 0) continue;
            // Half of a wide character is nothing.
            if (column + width > end)
            {
                Put(row, column, new Cell(" ", style, 1));
                return column + 1;
            }
            // A terminal that does not wrap puts a mark on the last cell of a row into the one before.
            if (width == 1 && column == Width - 1) cluster = _clusters.BaseOf(cluster);
            Put(row, column, new Cell(cluster, style, width));
            column += width;
        }
        return column;
    }

    /// <summary>Gives cells that have been written another background, and attributes besides.</summary>
    public void Tint(int row, int column, int width, Color? background, CellAttributes attributes)
    {
        if (row < 0 || row >= Height) return;
        foreach (ref Cell cell in _cells.AsSpan(row * Width + column, Math.Max(0, Math.Min(width, Width - column))))
        {
            cell = cell with { Style = cell.Style.With(attributes) with { Background = background ?? cell.Style.Background } };
        }
    }

    /// <summary>Gives the cells that have the terminal's own colours others.</summary>
    public void SetDefaults(Color foreground, Color background)
    {
        foreach (ref Cell cell in _cells.AsSpan())
        {
            CellStyle style = cell.Style;
            if (style.Foreground == Color.Default) style = style with { Foreground = foreground };
            if (style.Background == Color.Default) style = style with { Background = background };
            cell = cell with { Style = style };
        }
    }

    /// <summary>The cells' texts as rows, without the blanks at their ends.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int row = 0; row < Height; row++)
        {
            int start = text.Length;
            foreach (Cell each in Row(row)) text.Append(each.Text);
            while (text.Length > start && text[^1] == ' ') text.Length--;
            text.Append('\n');
        }
        return text.ToString();
    }

    private void Put(int row, int column, Cell cell)
    {
        Span<Cell> cells = _cells.AsSpan(row * Width, Width);
        Split(cells, column);
        if (cell.Width == 2) Split(cells, column + 1);
        cells[column] = cell;
        if (cell.Width == 2) cells[column + 1] = new Cell("", cell.Style, 0);
    }

    // A wide character that loses one half loses both.
    private static void Split(Span<Cell> cells, int column)
    {
        if (cells[column].IsContinuation) cells[column - 1] = Cell.Blank with { Style = cells[column - 1].Style };
        if (cells[column].Width == 2) cells[column + 1] = Cell.Blank with { Style = cells[column + 1].Style };
    }
}
