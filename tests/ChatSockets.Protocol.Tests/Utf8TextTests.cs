using System.Text;

namespace ChatSockets.Protocol.Tests;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(5000)]
    public void A_text_has_its_bytes_on_the_stack_or_beside_it(int length)
    {
        string text = string.Concat(Enumerable.Repeat("€", length));
        var bytes = new Utf8Text(text, stackalloc byte[Utf8Text.StackBytes]);
        bytes.Span.ToArray().Should().Equal(Encoding.UTF8.GetBytes(text));
    }

    [Theory]
    [InlineData("abc", 5, "abc")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("abc", 0, "")]
    [InlineData("abc", -1, "")]
    [InlineData("aé", 2, "a")]
    [InlineData("aé", 3, "aé")]
    [InlineData("🦜", 3, "")]
    [InlineData("🦜b", 4, "🦜")]
    [InlineData("", -1, "")]
    public void A_text_is_clipped_between_two_characters(string text, int limit, string expected) =>
        Bytes.Text(Utf8Text.Clip(Bytes.Utf8(text), limit)).Should().Be(expected);

    [Fact]
    public void A_clipped_text_is_the_longest_beginning_that_is_whole() =>
        Properties.ForAll(Properties.LineText, text =>
        {
            byte[] bytes = Bytes.Utf8(text);
            for (int limit = 0; limit <= bytes.Length; limit++)
            {
                string clipped = Bytes.Text(Utf8Text.Clip(bytes, limit));
                text.Should().StartWith(clipped);
                Bytes.Utf8(clipped).Length.Should().BeInRange(limit - 3, limit);
            }
        });
}
