using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

public sealed class SuggestionTests
{
    private static readonly string[] Names = ["theme", "themes", "mouse", "x"];

    [Theory]
    [InlineData("theem", "Did you mean theme?")]
    [InlineData("MOUSE", "Did you mean mouse?")]
    [InlineData("hook", "There is none.")]
    [InlineData("y", "There is none.")]
    [InlineData("", "There is none.")]
    public void The_nearest_name_is_proposed_if_it_is_near(string typed, string expected) =>
        Suggestion.For(typed, Names, "There is none.").Should().Be(expected);

    [Fact]
    public void Without_names_there_is_none_to_propose() => Suggestion.For("x", [], "There is none.").Should().Be("There is none.");
}
