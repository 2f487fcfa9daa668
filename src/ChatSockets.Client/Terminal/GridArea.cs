namespace ChatSockets.Client.Terminal;

/// <summary>A rectangle of a grid: a panel writes with places of its own, and nothing outside of it. Larger than its grid is cut.</summary>
internal readonly struct GridArea
{
    private readonly CellGrid _grid;

    public GridArea(CellGrid grid, int top, int left, int height, int width)
    {
        _grid = grid;
        (Top, Left) = (Math.Max(0, top), Math.Max(0, left));
        Height = Math.Max(0, Math.Min(height, grid.Height - Top));
        Width = Math.Max(0, Math.Min(width, grid.Width - Left));
    }

    public int Top { get; }

    public int Left { get; }

    public int Height { get; }

    public int Width { get; }

    public bool IsEmpty => Height == 0 || Width == 0;

    /// <summary>Writes a text and returns the column behind it.</summary>
    public int Write(int row, int column, ReadOnlySpan<char> text, CellStyle style) =>
        row < 0 || row >= Height || column >= Width ? column : _grid.Write(Top + row, Left + column, text, style, Left + Width) - Left;

    /// <summary>Writes a text whose last cell is the area's last.</summary>
    public void WriteRight(int row, ReadOnlySpan<char> text, CellStyle style) =>
        Write(row, Math.Max(0, Width - CellWidth.Of(text)), text, style);

    /// <summary>Fills a row from a column on.</summary>
    public void Fill(int row, int column, CellStyle style, string text = " ")
    {
        if (row < 0 || row >= Height || Left + column < 0) return;
        while (column < Width && Write(row, column, text, style) is var next && next > column) column = next;
    }

    public void Fill(CellStyle style)
    {
        for (int row = 0; row < Height; row++) Fill(row, 0, style);
    }

    public void Tint(int row, int column, int width, Color? background, CellAttributes attributes = CellAttributes.None)
    {
        if (row >= 0 && row < Height) _grid.Tint(Top + row, Left + column, Math.Min(width, Width - column), background, attributes);
    }

    /// <param name="row">The cursor's row.</param>
    /// <param name="column">The cursor's column.</param>
    /// <param name="typedFrom">See <see cref="CellGrid.TypedFrom"/>.</param>
    public void PlaceCursor(int row, int column, int? typedFrom = null)
    {
        if (row < 0 || row >= Height || column < 0 || column >= Width) return;
        _grid.Cursor = (Top + row, Left + column);
        _grid.TypedFrom = typedFrom + Left;
    }

    public ushort AddLink(string uri) => _grid.AddLink(uri);

    public GridArea Part(int top, int left, int height, int width) =>
        new(_grid, Top + top, Left + left, Math.Min(height, Height - top), Math.Min(width, Width - left));
}
