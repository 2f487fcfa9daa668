using ChatSockets.Client.Commands;

namespace ChatSockets.Client.Tests.Commands;

public sealed class TypedLineTests
{
    [Theory]
    [InlineData("hello", null, "hello")]
    [InlineData("//bin is a folder", null, "/bin is a folder")]
    [InlineData("/", null, "/")]
    [InlineData("/ hm", null, "/ hm")]
    [InlineData("/join #a", "join", "#a")]
    [InlineData("/join", "join", "")]
    [InlineData("/me  waves ", "me", "waves")]
    [InlineData("a /b", null, "a /b")]
    public void A_slash_begins_a_command_and_two_a_text(string line, string? command, string text) =>
        TypedLine.Parse(line).Should().Be(new TypedLine(command, text));
}
