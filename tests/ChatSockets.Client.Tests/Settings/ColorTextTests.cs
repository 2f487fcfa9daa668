using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Settings;

public sealed class ColorTextTests
{
    private const string Advice = "Write \"#rrggbb\", a number from 0 to 255, a name such as \"bright-red\", or \"default\".";

    [Theory]
    [InlineData("#ff8800")]
    [InlineData("208")]
    [InlineData("red")]
    [InlineData("bright-white")]
    [InlineData("default")]
    public void A_color_reads_back_as_it_was_written(string text)
    {
        ColorText.TryParse(text, out Color color).Should().BeTrue();
        ColorText.Format(color).Should().Be(text);
    }

    [Fact]
    public void The_names_are_the_first_16_of_the_palette()
    {
        ColorText.TryParse("Bright-Red", out Color color).Should().BeTrue();
        color.Should().Be(Color.Palette(9));
    }

    [Theory]
    [InlineData("bright-rad", "'bright-rad' is not a color. Did you mean bright-red?")]
    [InlineData("256", "'256' is not a color. " + Advice)]
    [InlineData("-1", "'-1' is not a color. " + Advice)]
    [InlineData("#ff880", "'#ff880' is not a color. " + Advice)]
    [InlineData("#gg8800", "'#gg8800' is not a color. " + Advice)]
    [InlineData("#+f8800", "'#+f8800' is not a color. " + Advice)]
    public void What_is_no_color_is_told_why(string text, string expected)
    {
        ColorText.TryParse(text, out _).Should().BeFalse();
        ColorText.Error(text).Should().Be(expected);
    }
}
