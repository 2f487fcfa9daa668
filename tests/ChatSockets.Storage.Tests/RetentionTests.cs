using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Storage.Tests;

public sealed class RetentionTests
{
    private static readonly byte[] Room = Wire.Utf8("#room");
    private static readonly DateTimeOffset Now = ManualClock.Start;

    private static readonly MessageIds Ids = new(7, 0, new ManualClock());

    [Fact]
    public void A_room_has_no_time_of_its_own_until_it_is_given_one_and_after_it_is_taken_back()
    {
        using Store store = Keeping.Open();
        var retention = new Retention(store);
        retention.Of(Room).Should().BeNull();
        retention.Keeps(Room).Should().BeTrue();
        retention.Set(Room, TimeSpan.FromDays(3));
        retention.Of(Wire.Utf8("#ROOM")).Should().Be(TimeSpan.FromDays(3));
        retention.Keeps(Room).Should().BeTrue();
        retention.Set(Wire.Utf8("#Room"), TimeSpan.Zero);
        retention.Of(Room).Should().Be(TimeSpan.Zero);
        retention.Keeps(Room).Should().BeFalse();
        retention.Keeps(Wire.Utf8("#other")).Should().BeTrue();
        retention.Set(Room, null);
        retention.Of(Room).Should().BeNull();
        retention.Keeps(Room).Should().BeTrue();
    }

    [Fact]
    public void It_lasts()
    {
        using var folder = new TempFolder();
        using (Store store = Keeping.Open(folder.Path)) new Retention(store).Set(Room, TimeSpan.FromHours(36));
        using Store again = Keeping.Open(folder.Path);
        new Retention(again).Of(Room).Should().Be(TimeSpan.FromHours(36));
    }

    [Theory]
    [InlineData(0, null, 0)]
    [InlineData(30, null, 30)]
    [InlineData(0, 7, 7)]
    [InlineData(30, 7, 7)]
    [InlineData(7, 30, 7)]
    [InlineData(36_500, null, 0)]
    public void The_shorter_time_counts(int servers, int? own, int expected)
    {
        using Store store = Keeping.Open();
        var retention = new Retention(store);
        if (own is { } days) retention.Set(Room, TimeSpan.FromDays(days));
        retention.FirstKept(Room, TimeSpan.FromDays(servers), Now, Ids).Should()
            .Be(expected == 0 ? 0 : Ids.FirstOf(Now - TimeSpan.FromDays(expected)));
    }

    [Fact]
    public void Of_a_room_that_keeps_nothing_nothing_stays()
    {
        using Store store = Keeping.Open();
        var retention = new Retention(store);
        retention.Set(Room, TimeSpan.Zero);
        retention.FirstKept(Room, TimeSpan.Zero, Now, Ids).Should().Be(long.MaxValue);
    }
}
