using ChatSockets.Client.Commands;

namespace ChatSockets.Client.Tests.Commands;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("jion", "join")]
    [InlineData("QIUT", "quit")]
    [InlineData("tpic", "topic")]
    [InlineData("whoiss", "whois")]
    public void A_slip_of_the_finger_is_understood(string typed, string meant) =>
        NearestName.To(typed, SlashCommands.All.Select(row => row.Name)).Should().Be(meant);
}
