using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("ChatSockets", "HELP ROOMMODES")]
public sealed class MessageRateLimitTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Each_has_so_many_at_once_and_as_many_more_over_the_next_such_time()
    {
        MessageRateLimit limit = MessageRateLimit.Parse("2:10"u8, mayKick: true)!;
        Count(limit, "a", "a", "b", "a", "b", "b").Should().Equal(true, true, true, false, true, false);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Count(limit, "a").Should().Equal(false);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Count(limit, "a", "a").Should().Equal(true, false);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Count(limit, "a", "a", "a").Should().Equal(true, true, false);
    }

    [Fact]
    public void Whoever_was_silent_has_saved_nothing_up()
    {
        MessageRateLimit limit = MessageRateLimit.Parse("1:10"u8, mayKick: true)!;
        _clock.Advance(TimeSpan.FromSeconds(25));
        Count(limit, "a").Should().Equal(true);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Count(limit, "a").Should().Equal(false);
    }

    [Theory]
    [InlineData("5:10", true, "5:10", false)]
    [InlineData("*5:10", true, "*5:10", true)]
    [InlineData("005:0010", false, "5:10", false)]
    [InlineData("3600:3600", false, "3600:3600", false)]
    public void It_is_lines_and_seconds(string text, bool mayKick, string shown, bool kicks)
    {
        MessageRateLimit limit = MessageRateLimit.Parse(Utf8(text), mayKick)!;
        Encoding.ASCII.GetString(limit.Text).Should().Be(shown);
        limit.Kicks.Should().Be(kicks);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("5", true)]
    [InlineData(":", true)]
    [InlineData("5:", true)]
    [InlineData(":5", true)]
    [InlineData("*", true)]
    [InlineData("0:5", true)]
    [InlineData("5:0", true)]
    [InlineData("-5:5", true)]
    [InlineData("+5:5", true)]
    [InlineData("5:5:5", true)]
    [InlineData("5x:5", true)]
    [InlineData("3601:1", true)]
    [InlineData("1:3601", true)]
    [InlineData("99999999999:1", true)]
    [InlineData("**5:5", true)]
    [InlineData("*5:5", false)]
    public void Anything_else_is_none(string text, bool mayKick) => MessageRateLimit.Parse(Utf8(text), mayKick).Should().BeNull();

    private bool[] Count(MessageRateLimit limit, params string[] who) => [.. who.Select(each => limit.TryCount(each, _clock))];
}
