using ChatSockets.Server.Delivery;

namespace ChatSockets.Server.Tests.Delivery;

public sealed class RecentMessagesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void A_range_is_one_entry(ulong number, bool isKnown)
    {
        var recent = new RecentMessages(4);
        recent.Add(10, 3, 7, Now);
        recent.TryFind(number, out long who, out DateTimeOffset at).Should().Be(isKnown);
        (who, at).Should().Be(isKnown ? (7, Now) : default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void The_oldest_make_room_for_the_newest(int capacity)
    {
        var recent = new RecentMessages(capacity);
        const int Added = 250;
        for (int i = 1; i <= Added; i++) recent.Add((ulong)i, 1, i, Now);
        for (int i = 1; i <= Added; i++) recent.TryFind((ulong)i, out _, out _).Should().Be(i > Added - capacity);
        recent.TryFind(0, out _, out _).Should().BeFalse();
    }
}
