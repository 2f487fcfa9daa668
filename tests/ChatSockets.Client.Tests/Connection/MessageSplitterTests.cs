using System.Text;
using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Tests.Connection;

public sealed class MessageSplitterTests
{
    [Fact]
    public void A_text_that_fits_stays_whole() => MessageSplitter.Split("hello there", 11).Should().Equal("hello there");

    [Fact]
    public void It_breaks_between_words() => MessageSplitter.Split("hello there world", 12).Should().Equal("hello there", "world");

    [Fact]
    public void A_word_that_is_too_long_breaks_between_characters() => MessageSplitter.Split("ääääää", 5).Should().Equal("ää", "ää", "ää");

    [Fact]
    public void A_cluster_of_runes_stays_together() => MessageSplitter.Split("ab👨‍👩‍👧", 18).Should().Equal("ab", "👨‍👩‍👧");

    [Fact]
    public void Lines_are_messages_of_their_own_and_empty_ones_are_none() =>
        MessageSplitter.Split("one\r\n\r\ntwo\nthree", 99).Should().Equal("one", "two", "three");

    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog ")]
    [InlineData("日本語のテキスト、")]
    [InlineData("e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308")]
    [InlineData("  ")]
    public void Nothing_is_lost_and_nothing_is_too_long_at_any_limit(string phrase)
    {
        string text = string.Concat(Enumerable.Repeat(phrase, 20));
        for (int limit = 4; limit < 70; limit++)
        {
            List<string> pieces = [.. MessageSplitter.Split(text, limit)];
            pieces.Should().OnlyContain(piece => Encoding.UTF8.GetByteCount(piece) <= limit);
            string.Concat(pieces).Replace(" ", "", StringComparison.Ordinal).Should().Be(text.Replace(" ", "", StringComparison.Ordinal));
        }
    }
}
