using System.Collections.Concurrent;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

public sealed class RoomDirectoryTests : IDisposable
{
    private readonly Store _store = Store.Open(folder: null, Durability.Process, TimeProvider.System,
        onTrouble: _ => { }, onError: _ => { });
    private readonly RoomDirectory _rooms;

    public RoomDirectoryTests() => _rooms = TestRooms.Of(_store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_room_is_found_whatever_the_case_of_its_name()
    {
        Room room = Make("#Room");
        Make("#rOOM").Should().BeSameAs(room);
        _rooms.TryFind(Utf8("#ROOM"), out Room? found).Should().BeTrue();
        found.Should().BeSameAs(room);
        room.Name.Should().Equal(Utf8("#Room"));
        _rooms.Count.Should().Be(1);
    }

    [Fact]
    public void A_room_that_nobody_entered_closes_and_makes_way_for_another()
    {
        Room room = Make("#room");
        lock (room.Gate) room.CloseIfEmpty();
        room.IsClosed.Should().BeTrue();
        _rooms.TryFind(Utf8("#room"), out _).Should().BeFalse();
        _rooms.Count.Should().Be(0);
        Make("#room").Should().NotBeSameAs(room);
    }

    [Fact]
    public void A_closed_room_does_not_take_its_successor_with_it()
    {
        Room old = Make("#room");
        _rooms.Remove(old);
        Room next = Make("#room");
        _rooms.Remove(old);
        _rooms.TryFind(Utf8("#room"), out Room? found).Should().BeTrue();
        found.Should().BeSameAs(next);
        _rooms.Count.Should().Be(1);
    }

    [Fact]
    public void Threads_that_ask_for_one_name_at_once_get_one_room()
    {
        var made = new ConcurrentBag<Room>();
        using var start = new Barrier(4);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 500; i++) made.Add(Make($"#{i}"));
        }))];
        foreach (Thread thread in threads) thread.Start();
        Waiting.JoinAll(threads);
        made.Distinct().Should().HaveCount(500);
        made.Select(room => room.Id).Distinct().Should().HaveCount(500);
        _rooms.Count.Should().Be(500);
        _rooms.All.Should().HaveCount(500);
    }

    private Room Make(string name) => _rooms.FindOrCreate(Utf8(name), DateTimeOffset.UnixEpoch);
}
