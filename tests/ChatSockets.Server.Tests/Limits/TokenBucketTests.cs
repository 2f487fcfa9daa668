using ChatSockets.Core.Limits;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Limits;

public sealed class TokenBucketTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock _clock = new();

    [Fact]
    public void So_many_at_once_and_then_one_by_one()
    {
        var rate = TokenRate.Of(_clock, 4, Minute);
        TokenBucket bucket = default;
        Take(ref bucket, rate).Should().Be(4);
        _clock.Advance(TimeSpan.FromSeconds(14.9));
        Take(ref bucket, rate).Should().Be(0);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Take(ref bucket, rate).Should().Be(1);
        _clock.Advance(TimeSpan.FromHours(1));
        Take(ref bucket, rate).Should().Be(4, "it holds no more than when it was new");
    }

    [Fact]
    public void What_was_taken_on_credit_or_for_nothing_counts_so()
    {
        var rate = new TokenRate(_clock, 2, perSecond: 1);
        TokenBucket bucket = default;
        bucket.Charge(rate, Now, 5);
        bucket.Owed(rate, Now).Should().Be(4 * _clock.TimestampFrequency);
        bucket.GiveBack(rate);
        bucket.Owed(rate, Now).Should().Be(3 * _clock.TimestampFrequency);
        bucket.IsFull(Now).Should().BeFalse();
        bucket.Refill(Now);
        bucket.IsFull(Now).Should().BeTrue();
        Take(ref bucket, rate).Should().Be(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(100)]
    public void Within_no_minute_are_there_more_wherever_it_begins(int most)
    {
        var rate = TokenRate.Within(_clock, most, Minute);
        TokenBucket bucket = default;
        var taken = new List<TimeSpan>();
        for (var time = TimeSpan.Zero; time < TimeSpan.FromMinutes(5); time += TimeSpan.FromSeconds(0.5))
        {
            for (int i = Take(ref bucket, rate); i > 0; i--) taken.Add(time);
            _clock.Advance(TimeSpan.FromSeconds(0.5));
        }
        foreach (TimeSpan begin in taken) taken.Count(time => time >= begin && time < begin + Minute).Should().BeLessThanOrEqualTo(most);
    }

    private long Now => _clock.GetTimestamp();

    private int Take(ref TokenBucket bucket, in TokenRate rate)
    {
        int count = 0;
        while (bucket.TryTake(rate, Now)) count++;
        return count;
    }
}
