using ChatSockets.Client.Screen;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Screen;

public sealed class StyledWrapTests
{
    [Theory]
    [InlineData("hello world", 20, "hello world")]
    [InlineData("hello world", 8, "hello |world")]
    [InlineData("hello world", 5, "hello|world")]
    [InlineData("abcdefghij", 4, "abcd|efgh|ij")]
    [InlineData("a bcdefghij", 4, "a |bcde|fghi|j")]
    [InlineData("日本語", 4, "日本|語")]
    [InlineData("one\ntwo", 10, "one|two")]
    [InlineData("", 10, "")]
    [InlineData("a  b", 10, "a  b")]
    public void Rows_break_between_words(string text, int width, string expected)
    {
        List<StyledLine> rows = StyledWrap.Wrap([new StyledRun(text, default)], width);
        string.Join('|', rows.Select(row => string.Concat(row.Runs.Select(run => run.Text)))).Should().Be(expected);
    }

    [Fact]
    public void No_row_is_wider_than_the_width_and_nothing_but_spaces_is_lost()
    {
        var random = new Random(7);
        string[] pieces = ["a", "word", " ", "  ", "日本語", "👍🏽", "e\u0301", "https://example.org/very/long/path", "\n", "-"];
        for (int i = 0; i < 3000; i++)
        {
            List<StyledRun> runs = [.. Enumerable.Range(0, random.Next(6))
                .Select(n => new StyledRun(string.Concat(random.GetItems(pieces, random.Next(6))),
                    default(CellStyle).With((CellAttributes)n)))];
            int width = random.Next(2, 30);
            List<StyledLine> rows = StyledWrap.Wrap(runs, width);
            rows.Should().OnlyContain(row => row.Width <= width);
            string Letters(IEnumerable<StyledRun> all) => string.Concat(all.Select(run => run.Text)).Replace(" ", "").Replace("\n", "");
            Letters(rows.SelectMany(row => row.Runs)).Should().Be(Letters(runs));
        }
    }
}
