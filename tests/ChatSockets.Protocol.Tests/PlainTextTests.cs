namespace ChatSockets.Protocol.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain wörds 日本 😀 👨‍👩‍👧", "plain wörds 日本 😀 👨‍👩‍👧")]
    [InlineData("\e[2Jgone", "[2Jgone")]
    [InlineData("\u009b31mred\u0085", "31mred")]
    [InlineData("a\tb", "a b")]
    [InlineData("bell\a del\u007f", "bell del")]
    [InlineData("\u0002bold\u0002 \u001ditalic\u001d \u001funder\u001f \u0016rev\u0016 \u001estrike\u001e \u0011mono\u0011 \u000freset",
        "bold italic under rev strike mono reset")]
    [InlineData("\u000304,05red\u0003 on", "red on")]
    [InlineData("\u00034red", "red")]
    [InlineData("\u0003,5 text", ",5 text")]
    [InlineData("\u00031,a", ",a")]
    [InlineData("\u0003123", "3")]
    [InlineData("\u0004FF0000,00ff00x", "x")]
    [InlineData("\u202eevil\u2066\u2028", "evil ")]
    [InlineData("\u0003", "")]
    public void Formatting_and_control_characters_are_taken_out(string text, string clean) => PlainText.Clean(text).Should().Be(clean);

    [Fact]
    public void Half_of_a_surrogate_pair_is_taken_out() => PlainText.Clean("\ude00 half \ud83d 😀").Should().Be(" half  😀");

    [Fact]
    public void No_character_that_commands_a_terminal_is_left()
    {
        string everything = string.Concat(Enumerable.Range(0, 0x3000).Select(value => (char)value));
        PlainText.Clean(everything).Should()
            .NotContainAny(Enumerable.Range(0, 32).Concat(Enumerable.Range(0x7F, 33)).Select(value => ((char)value).ToString()));
    }
}
