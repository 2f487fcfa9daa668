namespace ChatSockets.Protocol.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["join", "part", "quit", "topic", "whois", "who"];

    [Theory]
    [InlineData("jion", "join")]
    [InlineData("QIUT", "quit")]
    [InlineData("tpic", "topic")]
    [InlineData("whoiss", "whois")]
    public void A_slip_of_the_finger_is_understood(string typed, string meant) => NearestName.To(typed, Names).Should().Be(meant);

    [Theory]
    [InlineData("join", "join", 0)]
    [InlineData("jion", "join", 1)]
    [InlineData("", "who", 3)]
    [InlineData("tpic", "topic", 1)]
    [InlineData("kiss", "quit", 4)]
    public void The_distance_is_the_number_of_slips(string one, string other, int slips)
    {
        NearestName.Distance(one, other).Should().Be(slips);
        NearestName.Distance(other, one).Should().Be(slips);
    }
}
