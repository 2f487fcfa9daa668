using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

public sealed class RoomRegistryTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    private readonly TempFolder _folder = new();
    private readonly Store _store;
    private readonly RoomDirectory _rooms;

    public RoomRegistryTests()
    {
        RoomDirectory? rooms = null;
        _store = Store.Open(_folder.Path, Durability.Process, TimeProvider.System, trouble =>
        {
            if (trouble is null) rooms!.Registry.KeepAgain(rooms);
        }, onError: _ => { });
        _rooms = rooms = TestRooms.Of(_store);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_could_not_be_kept_is_kept_as_soon_as_it_can_be()
    {
        Room room = Registered("#room");
        // As if the disk were full.
        Execute("PRAGMA max_page_count = 1");
        lock (room.Gate)
        {
            room.Topic = new RoomTopic(Utf8("Something"), Utf8("alice"), Now);
            for (int i = 0; i < MaskList.Maximum; i++)
                room.Bans.Add(RoomMask.Parse(Utf8(new string('x', 150) + i), out _)!, Utf8("alice"), Now);
            room.Keep();
        }
        _store.Commits.Flush();
        StoredRoom before = _rooms.Registry.Find(Utf8("#room"))!;
        (before.Topic, before.Lists[0].Length).Should().Be((null, 0));
        Execute("PRAGMA max_page_count = 1000000");
        // The first is decided when the room has been submitted again, the second when that is written.
        _store.Commits.Flush();
        _store.Commits.Flush();
        StoredRoom after = _rooms.Registry.Find(Utf8("#room"))!;
        after.Topic!.Text.Should().Equal(Utf8("Something"));
        after.Topic.SetAt.Should().Be(Now);
        after.Lists[0].Should().HaveCount(MaskList.Maximum);
    }

    [Fact]
    public void What_was_renamed_has_left_its_old_name_before_the_store_knows_it()
    {
        Room room = Registered("#old");
        using var hold = new ManualResetEventSlim();
        var busy = new Change<bool>(_ => hold.Wait(Waiting.Deadline));
        _store.Commits.Submit(busy);
        lock (room.Gate) room.TryRename(Utf8("#new"), Now).Should().BeTrue();
        _rooms.Registry.Find(Utf8("#old"))!.Id.Should().Be(room.Registration!.Id, "the store does not know it yet");
        _rooms.FindOrOpen(Utf8("#old")).Should().BeNull();
        Room other = _rooms.FindOrCreate(Utf8("#old"), Now);
        other.IsRegistered.Should().BeFalse();
        _rooms.FindOrOpen(Utf8("#new")).Should().BeSameAs(room);
        hold.Set();
        _store.Await(busy);
        _store.Commits.Flush();
        _rooms.Registry.Find(Utf8("#old")).Should().BeNull();
        _rooms.Registry.Find(Utf8("#new"))!.Id.Should().Be(room.Registration.Id);
    }

    [Fact]
    public void An_empty_room_stays_open_until_it_is_registered_no_more()
    {
        Room room = Registered("#room");
        lock (room.Gate) room.CloseIfEmpty();
        room.IsClosed.Should().BeFalse();
        _rooms.Registry.Unregister(room, room.Registration!, room.Registration!.Founder);
        room.IsClosed.Should().BeTrue();
        _rooms.Count.Should().Be(0);
        _store.Commits.Flush();
        _rooms.Registry.Find(Utf8("#room")).Should().BeNull();
        foreach (string table in new[] { "rooms", "room_roles", "room_masks", "room_metadata" })
            _store.Read(connection => Database.Number(connection, $"SELECT count(*) FROM {table}")).Should().Be(0, table);
    }

    [Fact]
    public void What_cannot_be_unregistered_in_the_store_stays_registered()
    {
        Room room = Registered("#room");
        Execute("PRAGMA query_only = ON");
        Action unregister = () => _rooms.Registry.Unregister(room, room.Registration!, room.Registration!.Founder);
        unregister.Should().Throw<StoreException>();
        (room.IsRegistered, room.IsClosed).Should().Be((true, false));
    }

    [Fact]
    public void A_directory_of_its_own_opens_each_room_once_and_as_it_was()
    {
        Room room = Registered("#Room");
        lock (room.Gate)
        {
            room.Modes.Restore("+ikl key 5");
            room.Metadata = room.Metadata.Add("homepage", Utf8("https://room.example"));
            room.InviteExceptions.Add(RoomMask.Parse(Utf8("~a:bob"), out _)!, Utf8("alice"), Now);
            room.Registration!.Set(Utf8("bob"), MemberPrefix.Admin);
            room.Registration.Set(Utf8("carol"), MemberPrefix.OfLetter((byte)'v'));
            room.Keep();
        }
        _store.Commits.Flush();
        var rooms = TestRooms.Of(_store);
        Room opened = rooms.FindOrCreate(Utf8("#ROOM"), Now.AddDays(1));
        rooms.FindOrOpen(Utf8("#room")).Should().BeSameAs(opened);
        rooms.Count.Should().Be(1);
        opened.Name.Should().Equal(Utf8("#Room"));
        opened.Created.Should().Be(Now);
        opened.Modes.Format(withKey: true).Should().Be("+ikl key 5");
        opened.Metadata["homepage"].Should().Equal(Utf8("https://room.example"));
        opened.InviteExceptions.Entries.Should().ContainSingle().Which.Mask.Text.Should().Equal(Utf8("~a:bob"));
        opened.Registration!.Roles.Select(role => (role.Status.Name, Text(role.Account))).Should()
            .Equal(("admin", "bob"), ("voice", "carol"));
        opened.Registration.ModesOf(Utf8("ALICE")).Should().Be(MemberModes.Founder | MemberModes.Operator);
        opened.Registration.ModesOf(Utf8("Bob")).Should().Be(MemberModes.Admin | MemberModes.Operator);
        opened.Registration.ModesOf(Utf8("carol")).Should().Be(MemberModes.Voice);
        opened.Registration.ModesOf(Utf8("dave")).Should().Be(MemberModes.None);
        opened.Registration.ModesOf(null).Should().Be(MemberModes.None);
    }

    private Room Registered(string name)
    {
        Room room = _rooms.FindOrCreate(Utf8(name), Now);
        Change<bool> change;
        lock (room.Gate) change = _rooms.Registry.Register(room, Utf8("alice"), Now);
        _store.Await(change);
        return room;
    }

    private void Execute(string sql) => _store.Change(connection =>
    {
        Database.Execute(connection, sql);
        return true;
    });

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
