using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class PromptLineTests
{
    [Fact]
    public void A_short_text_stands_behind_the_prompt() =>
        PromptLine.Layout("[#a] ", "日本", 1, 20).Should().Be(new PromptLine("[#a] 日本", 6, 7));

    [Fact]
    public void The_lines_of_a_paste_stand_in_one_row() =>
        PromptLine.Layout("> ", "one\ntwo", 7, 20).Should().Be(new PromptLine("> one⏎two", 9, 9));

    [Fact]
    public void The_cursor_is_in_sight_wherever_it_is_and_the_row_never_full()
    {
        string text = string.Concat(Enumerable.Repeat("ab日😀 ", 30));
        for (int width = 8; width < 90; width += 3)
        {
            for (int cursor = 0; cursor <= text.Length; cursor++)
            {
                if (cursor < text.Length && char.IsLowSurrogate(text[cursor])) continue;
                PromptLine line = PromptLine.Layout("[#room] ", text, cursor, width);
                CellWidth.Of(line.Text).Should().BeLessThan(width);
                line.CursorCell.Should().BeInRange(0, width - 1);
            }
        }
    }
}
