using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class LineWrapTests
{
    [Theory]
    [InlineData("", 10, 10, "")]
    [InlineData("hello", 5, 5, "hello")]
    [InlineData("hello world", 7, 7, "hello|world")]
    [InlineData("hello world", 5, 5, "hello|world")]
    [InlineData("hello world again", 5, 11, "hello|world again")]
    [InlineData("abcdefghij", 4, 4, "abcd|efgh|ij")]
    [InlineData("日本語です", 5, 5, "日本|語で|す")]
    [InlineData("a 日本語です", 4, 6, "a|日本語|です")]
    [InlineData("one  two", 4, 4, "one|two")]
    public void Rows_break_between_words_where_there_are_any(string text, int first, int width, string rows) =>
        string.Join('|', LineWrap.Wrap(text, first, width)).Should().Be(rows);

    [Fact]
    public void No_row_is_too_wide_and_no_letter_is_lost()
    {
        const string text = "words of several lengths, 漢字 and 😀 emoji, averyveryverylongword    and   spaces ";
        for (int width = 2; width < 60; width++)
        {
            List<string> rows = LineWrap.Wrap(text, width, width);
            rows.Should().OnlyContain(row => CellWidth.Of(row) <= width);
            string.Concat(rows).Replace(" ", "", StringComparison.Ordinal).Should().Be(text.Replace(" ", "", StringComparison.Ordinal));
        }
    }
}
