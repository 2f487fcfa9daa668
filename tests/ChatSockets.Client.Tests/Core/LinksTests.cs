using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class LinksTests
{
    [Theory]
    [InlineData("see https://example.org/a?b=c#d.", "https://example.org/a?b=c#d")]
    [InlineData("(http://example.org/x_(y))", "http://example.org/x_(y))")]
    [InlineData("<irc://chat.example/#lobby>", "irc://chat.example/#lobby")]
    [InlineData("javascript://alert", null)]
    [InlineData("nothing here", null)]
    [InlineData("https://exämple.org", null)]
    public void The_first_address_is_what_can_be_opened(string text, string? link) => Links.First(text).Should().Be(link);
}
