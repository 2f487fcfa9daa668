using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Tests.Connection;

public sealed class NickChoiceTests
{
    [Fact]
    public void Underscores_come_first_then_digits()
    {
        var choice = new NickChoice("bob");
        Enumerable.Range(0, 4).Select(_ => choice.Next(Numeric.ERR_NICKNAMEINUSE)).Should().Equal("bob_", "bob__", "bob2", "bob3");
    }

    [Fact]
    public void A_name_that_is_too_long_is_tried_shorter_and_stays_short()
    {
        var choice = new NickChoice("alexandrina");
        choice.Next(Numeric.ERR_ERRONEUSNICKNAME).Should().Be("alexandri");
        choice.Next(Numeric.ERR_NICKNAMEINUSE).Should().Be("alexandr_");
    }

    [Theory]
    [InlineData(Numeric.ERR_NICKNAMEINUSE)]
    [InlineData(Numeric.ERR_ERRONEUSNICKNAME)]
    public void It_gives_up_in_the_end(Numeric refusal)
    {
        var choice = new NickChoice("bob");
        Enumerable.Range(0, 20).Select(_ => choice.Next(refusal)).Should().Contain((string?)null);
    }
}
