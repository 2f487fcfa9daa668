using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class EditorLayoutTests
{
    [Theory]
    [InlineData("", 0, 10, "", 0, 0)]
    [InlineData("hello", 5, 10, "hello", 0, 5)]
    [InlineData("hello", 5, 5, "hello|", 1, 0)]
    [InlineData("hello world", 11, 8, "hello |world", 1, 5)]
    [InlineData("one\n\ntwo", 4, 10, "one||two", 1, 0)]
    [InlineData("abcdefghij", 3, 4, "abcd|efgh|ij", 0, 3)]
    [InlineData("日本語日本語", 6, 4, "日本|語日|本語|", 3, 0)]
    [InlineData("ab\n", 3, 10, "ab|", 1, 0)]
    public void A_text_is_rows_and_the_cursor_has_a_place(string text, int cursor, int width, string rows, int row, int column)
    {
        EditorLayout layout = EditorLayout.Of(text, cursor, width);
        string.Join('|', layout.Rows.Select(each => text.Substring(each.Start, each.Length))).Should().Be(rows);
        (layout.CursorRow, layout.CursorColumn).Should().Be((row, column));
    }
}
