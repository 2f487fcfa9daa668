using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("äöü", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本語", 6)]
    [InlineData("ｱ", 1)]
    [InlineData("Ａ", 2)]
    [InlineData("한국", 4)]
    [InlineData("\u1112\u1161\u11ab", 2)]
    [InlineData("😀", 2)]
    [InlineData("👨‍👩‍👧", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("❤️", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("\u200b", 0)]
    [InlineData("a\u200db", 2)]
    [InlineData("→ ✓ █", 5)]
    [InlineData("1️⃣", 2)]
    [InlineData("a\uFE0F", 1)]
    [InlineData("\u0301", 1)]
    [InlineData("\uFE0F", 0)]
    [InlineData("x\u202Ey", 2)]
    [InlineData("x\u2060y", 2)]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2)]
    public void A_text_is_as_wide_as_terminals_draw_it(string text, int cells) => CellWidth.Of(text).Should().Be(cells);
}
