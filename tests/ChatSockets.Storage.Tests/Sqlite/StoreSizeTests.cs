using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests.Sqlite;

public sealed class StoreSizeTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Store _store;

    public StoreSizeTests() => _store = Keeping.Open(clock: _clock);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_oldest_goes_first_whatever_the_room()
    {
        long one = _store.Room("#one"), other = _store.Room("#other");
        for (int day = 0; day < 200; day++)
        {
            _store.Say(day % 2 == 0 ? one : other, $"{day}");
            _clock.Advance(TimeSpan.FromDays(1));
        }
        _store.Change(StoreSize.DropOldest).Should().Be(4);
        _store.Texts().Should().Equal(Enumerable.Range(4, 196).Select(day => $"{day}"));
        _store.Change(StoreSize.DropOldest).Should().Be(4);
        _store.Texts().First().Should().Be("8");
    }

    [Fact]
    public void It_goes_down_to_nothing_and_no_further()
    {
        long room = _store.Room("#room");
        _store.SayMany(room, LineEraser.Piece + 5);
        _store.Say(room, "joined", kind: LineKind.Join);
        int calls = 0;
        while (_store.Change(StoreSize.DropOldest) > 0) (++calls).Should().BeLessThan(2000);
        _store.Number("SELECT count(*) FROM lines").Should().Be(0);
        _store.Number("SELECT count(*) FROM events").Should().Be(0);
    }

    [Fact]
    public void What_is_not_limited_is_never_too_much()
    {
        _store.Read(connection => StoreSize.IsOver(connection, 0)).Should().BeFalse();
        _store.Read(connection => StoreSize.IsOver(connection, 1)).Should().BeTrue();
        _store.Read(connection => StoreSize.IsOver(connection, 1 << 20)).Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void However_much_is_said_it_does_not_grow(bool isOnDisk)
    {
        using var folder = new TempFolder();
        using Store store = Keeping.Open(isOnDisk ? folder.Path : null, _clock);
        store.Limit(2);
        long room = store.Room("#room");
        for (int i = 0; i < 30; i++)
        {
            store.SayMany(room, 2000, $"round {i} number");
            _clock.Advance(TimeSpan.FromMinutes(1));
            if (i % 4 == 0) store.IndexWords();
            store.Read(connection => StoreSize.IsOver(connection, 3 << 20)).Should().BeFalse();
        }
        store.Texts().Should().EndWith("round 29 number 1999").And.HaveCountGreaterThan(8000);
        store.Found("number").Should().HaveCount(store.Texts().Length);
        store.ShouldBeSound();
    }

    [Fact]
    public void Memory_has_a_limit_from_the_start_and_a_file_has_none()
    {
        using var folder = new TempFolder();
        using Store file = Keeping.Open(folder.Path);
        file.Limit(0);
        file.MaximumBytes.Should().Be(0);
        _store.Limit(0);
        _store.MaximumBytes.Should().Be(64 << 20);
        _store.Limit(3000);
        _store.MaximumBytes.Should().Be(3000L << 20);
    }
}
