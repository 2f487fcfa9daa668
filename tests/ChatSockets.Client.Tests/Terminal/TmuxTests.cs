using System.Buffers;
using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

/// <summary>Our model of a terminal, and what we write for one, against a real one.</summary>
public sealed class TmuxTests
{
    private const int Columns = 20;

    // The characters about which tmux and we agree, so that they can be compared themselves.
    private static readonly string[] Plain =
    [
        "a", "Zebra", " ", "日本語", "한글", "👍", "🎉", "e\u0301", "שלום", "עברית\u202Ereversed", "\e[2J", "\r\n", "\0", "\u009b31m", "\a",
        "\u2028", "─", "█", "│", "ｗｉｄｅ", "½", "…", "Ünïcödé", "Привет", "ελληνικά",
    ];

    [TmuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_model_shows_what_tmux_shows(int seed)
    {
        (CellGrid grid, byte[] bytes) = Frames(Plain, seed);
        TmuxPane.Show(bytes, grid.Height, grid.Width).Select(row => row.TrimEnd()).Should().Equal(Model(grid, bytes).Rows());
    }

    // Terminals differ in how many cells such a cluster takes. Whatever they do with its own cells, the others are where they should be.
    [TmuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Around_clusters_of_which_terminals_have_their_own_ideas_the_model_shows_what_tmux_shows(int seed)
    {
        (CellGrid grid, byte[] bytes) = Frames(HardTexts.Pieces, seed);
        byte[] masked = [.. bytes, .. Masks(grid)];
        TmuxPane.Show(masked, grid.Height, grid.Width).Select(row => row.TrimEnd()).Should().Equal(Model(grid, masked).Rows());
    }

    [Fact]
    public void Clusters_keep_the_borders_in_their_columns() => CheckBorders(HardTexts.Sample);

    [UnicodeFilesFact]
    public void Every_emoji_and_every_cluster_of_Unicode_keeps_the_borders_in_their_columns() => CheckBorders([.. HardTexts.OfUnicode()]);

    private static void CheckBorders(string[] clusters)
    {
        const int Height = 40, Width = (Columns * 4) + 1;
        foreach (string[] page in clusters.Chunk(Columns * Height))
        {
            var grid = new CellGrid(Height, Width);
            for (int row = 0; row < Height; row++)
            {
                grid.Write(row, 0, "│", default, Width);
                for (int column = 0; column < Columns; column++)
                {
                    int index = (row * Columns) + column, left = (column * 4) + 1;
                    if (index < page.Length) grid.Write(row, left, page[index], default, left + 3);
                    grid.Write(row, left + 3, "│", default, Width);
                }
            }
            var output = new ArrayBufferWriter<byte>();
            new FrameWriter(ColorDepth.Palette).Write(grid, output);
            TerminalModel model = Model(grid, output.WrittenSpan);
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column += 4)
                    model.TextAt(row, column).Should().Be("│", $"of {Around(page, row, column)}");
            }
            if (!TmuxPane.IsInstalled) continue;
            byte[] masked = [.. output.WrittenSpan, .. Masks(grid)];
            string[] expected = [.. Model(grid, masked).Rows()], shown = TmuxPane.Show(masked, Height, Width);
            for (int row = 0; row < Height; row++)
            {
                string codes = string.Join("  ", Enumerable.Range(1, Columns).Select(column => Around(page, row, column * 4)));
                shown[row].TrimEnd().Should().Be(expected[row], $"of {codes}");
            }
        }
    }

    // The bytes of many frames, each another change of the last one.
    private static (CellGrid Grid, byte[] Bytes) Frames(string[] pieces, int seed)
    {
        var random = new Random(seed);
        var grid = new CellGrid(12, 40);
        var frames = new FrameWriter(ColorDepth.Palette);
        var output = new ArrayBufferWriter<byte>();
        for (int i = 0; i < 200; i++)
        {
            if (random.Next(50) == 0) grid.Clear();
            string text = string.Concat(random.GetItems(pieces, random.Next(1, 6)));
            var style = new CellStyle(Color.Palette(random.Next(256)), Color.Default, (CellAttributes)random.Next(4));
            grid.All.Part(random.Next(12), random.Next(40), 3, random.Next(1, 40)).Write(0, 0, text, style);
            frames.Write(grid, output);
        }
        return (grid, output.WrittenSpan.ToArray());
    }

    // Question marks in the cells of those clusters, each placed by itself.
    private static byte[] Masks(CellGrid grid)
    {
        var masks = new StringBuilder();
        for (int row = 0; row < grid.Height; row++)
        {
            for (int column = 0; column < grid.Width; column++)
            {
                if (!grid[row, column].IsPredictable) masks.Append($"\e[{row + 1};{column + 1}H{new string('?', grid[row, column].Width)}");
            }
        }
        return Encoding.ASCII.GetBytes(masks.ToString());
    }

    private static TerminalModel Model(CellGrid grid, ReadOnlySpan<byte> bytes)
    {
        var model = new TerminalModel(grid.Height, grid.Width);
        model.Write(bytes);
        return model;
    }

    private static string Around(string[] page, int row, int column) =>
        (row * Columns) + (column / 4) - 1 is var index && index >= 0 && index < page.Length
            ? string.Join(' ', page[index].EnumerateRunes().Select(rune => $"U+{rune.Value:X4}")) : "";
}
