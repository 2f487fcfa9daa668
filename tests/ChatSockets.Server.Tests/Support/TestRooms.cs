using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Support;

/// <summary>Rooms without a server around them.</summary>
internal static class TestRooms
{
    public static RoomDirectory Of(Store store) => new(new RoomRegistry(store), new RoomConversations(store), new StoredUsers(store),
        new Leavers(TimeProvider.System, store.Ids, new LastTold(store)), store.Ids);
}
