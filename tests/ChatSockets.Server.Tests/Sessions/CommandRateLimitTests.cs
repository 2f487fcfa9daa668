using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Sessions;

public sealed class CommandRateLimitTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_full_bucket_holds_the_burst_and_gets_a_token_each_time_one_is_due()
    {
        CommandRateLimit gate = Gate(burst: 3, rate: 4);
        Take(gate, 3).Should().Be(3);
        gate.IsOpen.Should().BeFalse();
        gate.Wait.Should().Be(TimeSpan.FromMilliseconds(250));
        for (int i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(249));
            gate.IsOpen.Should().BeFalse();
            gate.Wait.Should().Be(TimeSpan.FromMilliseconds(1));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Take(gate, 3).Should().Be(1);
        }
    }

    [Fact]
    public void However_long_somebody_was_silent_the_bucket_holds_no_more_than_the_burst()
    {
        CommandRateLimit gate = Gate(burst: 3, rate: 4);
        Take(gate, 10).Should().Be(3);
        _clock.Advance(TimeSpan.FromDays(1));
        gate.At(_clock.GetTimestamp());
        Take(gate, 10).Should().Be(3);
    }

    [Fact]
    public void What_costs_more_than_there_is_is_done_on_credit()
    {
        CommandRateLimit gate = Gate(burst: 2, rate: 1);
        gate.Charge(5);
        gate.IsOpen.Should().BeFalse();
        gate.Wait.Should().Be(TimeSpan.FromSeconds(4));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Take(gate, 10).Should().Be(1);
    }

    [Fact]
    public void A_burst_of_one_is_the_rate_and_nothing_else()
    {
        CommandRateLimit gate = Gate(burst: 1, rate: 1);
        Take(gate, 10).Should().Be(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Take(gate, 10).Should().Be(1);
    }

    [Fact]
    public void A_bucket_can_be_filled_once_more()
    {
        CommandRateLimit gate = Gate(burst: 3, rate: 1);
        gate.Charge(100);
        gate.Refill();
        Take(gate, 10).Should().Be(3);
    }

    [Theory]
    [InlineData(int.MaxValue, 1e-300)]
    [InlineData(int.MaxValue, 1_000_000)]
    [InlineData(1, 1e-300)]
    public void The_most_extreme_options_overflow_nothing(int burst, double rate)
    {
        CommandRateLimit gate = Gate(burst, rate);
        gate.IsOpen.Should().BeTrue();
        gate.Charge(1);
        gate.IsOpen.Should().Be(burst > 1);
    }

    private CommandRateLimit Gate(int burst, double rate) =>
        new(new ServerOptions { FloodBurst = burst, FloodRate = rate }, _clock);

    private static int Take(CommandRateLimit gate, int tokens)
    {
        int taken = 0;
        for (; taken < tokens && gate.IsOpen; taken++) gate.Charge(1);
        return taken;
    }
}
