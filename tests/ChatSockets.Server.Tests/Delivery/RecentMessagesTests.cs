using ChatSockets.Core.State;


namespace ChatSockets.Server.Tests.Delivery;

public sealed class RecentMessagesTests
{
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void A_range_is_one_entry(long number, bool isKnown)
    {
        var recent = new RecentMessages(4);
        recent.Add(10, 3, 7);
        recent.TryFind(number, out long who).Should().Be(isKnown);
        who.Should().Be(isKnown ? 7 : 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void The_oldest_make_room_for_the_newest(int capacity)
    {
        var recent = new RecentMessages(capacity);
        const int Added = 250;
        for (int i = 1; i <= Added; i++) recent.Add(i, 1, i);
        for (int i = 1; i <= Added; i++) recent.TryFind(i, out _).Should().Be(i > Added - capacity);
        recent.TryFind(0, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void One_of_a_range_is_forgotten_once_and_the_others_stay(long number)
    {
        var recent = new RecentMessages(4);
        recent.Add(10, 3, 7, 5);
        recent.Forget(13).Should().BeFalse();
        recent.Forget(number).Should().BeTrue();
        recent.Forget(number).Should().BeFalse();
        for (int i = 10; i < 13; i++)
        {
            recent.TryFind(i, out long who, out long conversation).Should().Be(i != number);
            if (i != number) (who, conversation).Should().Be((7L, 5L));
        }
    }
}
