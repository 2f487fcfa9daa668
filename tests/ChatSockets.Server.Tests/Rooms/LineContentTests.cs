using ChatSockets.Core.Text;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("ChatSockets", "HELP ROOMMODES")]
public sealed class LineContentTests
{
    [Theory]
    [InlineData("\u0001VERSION\u0001", true)]
    [InlineData("\u0001PING 1\u0001", true)]
    [InlineData("\u0001VERSION", true)]
    [InlineData("\u0001\u0001", true)]
    [InlineData("\u0001", true)]
    [InlineData("\u0001ACTIONS waves\u0001", true)]
    [InlineData("\u0001ACTION waves\u0001", false)]
    [InlineData("\u0001action waves\u0001", false)]
    [InlineData("\u0001ACTION\u0001", false)]
    [InlineData("VERSION", false)]
    [InlineData("x\u0001VERSION\u0001", false)]
    [InlineData("", false)]
    public void A_ctcp_is_between_bytes_1_and_no_action(string text, bool isCtcp) => LineContent.IsCtcp(Utf8(text)).Should().Be(isCtcp);

    [Theory]
    [InlineData("a \u000304red\u0003 word", true)]
    [InlineData("\u0002bold", true)]
    [InlineData("\u0004FF0000hex", true)]
    [InlineData("\u000F", true)]
    [InlineData("\u0011mono", true)]
    [InlineData("\u0016", true)]
    [InlineData("\u001D", true)]
    [InlineData("\u001E", true)]
    [InlineData("\u001F", true)]
    [InlineData("plain, é, ☕ and \t", false)]
    [InlineData("\u0001ACTION waves\u0001", false)]
    [InlineData("", false)]
    public void Formatting_is_any_of_its_codes(string text, bool has) => LineContent.HasFormatting(Utf8(text)).Should().Be(has);
}
