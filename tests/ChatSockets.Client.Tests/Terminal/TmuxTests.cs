using System.Buffers;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

/// <summary>
/// Our model of a terminal, and what we write for one, against a real one. Where tmux is not installed only the model is looked at.
/// </summary>
public sealed class TmuxTests
{
    private const string EmojiFile = "/usr/share/unicode/emoji/emoji-test.txt";
    private const string GraphemeFile = "/usr/share/unicode/auxiliary/GraphemeBreakTest.txt";

    // The characters about which tmux and we agree; the others are in the test of the borders.
    private static readonly string[] Pieces =
    [
        "a", "Zebra", " ", "日本語", "한글", "👍", "🎉", "e\u0301", "שלום", "עברית\u202Ereversed", "\e[2J", "\r\n", "\0", "\u009b31m", "\a",
        "\u2028", "─", "█", "│", "ｗｉｄｅ", "½", "…", "Ünïcödé", "Привет", "ελληνικά",
    ];

    // A few of each kind, for systems without Unicode's files.
    private static readonly string[] Sample =
    [
        "😀", "❤️", "❤", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "✈️", "🧑🏿‍🚀",
        "é", "नि", "ก็", "각", "\u0600ا", "ﷺ", "\u200d", "\u0301", "ǅ",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_model_shows_what_tmux_shows(int seed)
    {
        if (!TmuxPane.IsInstalled) return;
        var random = new Random(seed);
        var grid = new CellGrid(12, 40);
        var model = new TerminalModel(12, 40);
        var frames = new FrameWriter(ColorDepth.Palette);
        var output = new ArrayBufferWriter<byte>();
        for (int i = 0; i < 200; i++)
        {
            if (random.Next(50) == 0) grid.Clear();
            string text = string.Concat(random.GetItems(Pieces, random.Next(1, 6)));
            var style = new CellStyle(Color.Palette(random.Next(256)), Color.Default, (CellAttributes)random.Next(4));
            grid.All.Part(random.Next(12), random.Next(40), 3, random.Next(1, 40)).Write(0, 0, text, style);
            frames.Write(grid, output);
        }
        model.Write(output.WrittenSpan);
        TmuxPane.Show(output.WrittenSpan, 12, 40).Select(row => row.TrimEnd()).Should().Equal(model.Rows());
    }

    [Fact]
    public void Every_emoji_and_every_cluster_of_Unicode_keeps_the_borders_in_their_columns()
    {
        string[] clusters = [.. Sample, .. Emoji(), .. Clusters()];
        const int Columns = 20, Height = 40, Width = (Columns * 4) + 1;
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
            var model = new TerminalModel(Height, Width);
            model.Write(output.WrittenSpan);
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column += 4)
                    model.TextAt(row, column).Should().Be("│", $"of {Around(page, row, column)}");
            }
            if (!TmuxPane.IsInstalled) continue;
            string[] rows = TmuxPane.Show(output.WrittenSpan, Height, Width);
            for (int row = 0; row < Height; row++)
            {
                rows[row].Count(letter => letter == '│').Should().Be(Columns + 1, $"of {rows[row]}");
                rows[row].Should().StartWith("│").And.EndWith("│");
            }
        }
    }

    private static string Around(string[] page, int row, int column) =>
        (row * 20) + (column / 4) - 1 is var index && index >= 0 && index < page.Length
            ? string.Join(' ', page[index].EnumerateRunes().Select(rune => $"U+{rune.Value:X4}")) : "";

    private static IEnumerable<string> Emoji() => !File.Exists(EmojiFile) ? []
        : File.ReadLines(EmojiFile).Where(line => line.Length > 0 && line[0] != '#').Select(line => Text(line.Split(';')[0].Split(' ')));

    private static IEnumerable<string> Clusters() => !File.Exists(GraphemeFile) ? []
        : File.ReadLines(GraphemeFile).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Text(line.Split('#')[0].Split(' ', '÷', '×', '\t')));

    private static string Text(IEnumerable<string> codes) => string.Concat(codes.Where(code => code.Length > 0)
        .Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        .Select(code => Rune.IsValid(code) ? new Rune(code).ToString() : ""));
}
