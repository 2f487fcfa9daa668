using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class HighlightsTests
{
    [Theory]
    [InlineData("bob: hi", true)]
    [InlineData("hi BOB", true)]
    [InlineData("bobbin", false)]
    [InlineData("kebob", false)]
    [InlineData("@bob!", true)]
    [InlineData("bob_ left", false)]
    [InlineData("the deploy is done", true)]
    [InlineData("redeploy", false)]
    public void Whole_words_count(string text, bool expected) => new Highlights(["deploy"]).IsIn(text, "bob").Should().Be(expected);
}
