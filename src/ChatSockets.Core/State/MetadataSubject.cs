using System.Collections.Immutable;

namespace ChatSockets.Core.State;

/// <summary>
/// Whose metadata it is: a user's, changed within the user's lock and those of all rooms the user is in, or a room's, guarded by the room's
/// lock. The values are replaced as a whole, so that any thread may read a user's.
/// </summary>
/// <param name="Name">The nickname or the room's name.</param>
/// <param name="User">The user, or null.</param>
/// <param name="Room">The room, or null.</param>
internal sealed record MetadataSubject(byte[] Name, User? User, Room? Room)
{
    /// <summary>No values.</summary>
    public static readonly ImmutableSortedDictionary<string, byte[]> None =
        ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal);

    public static MetadataSubject Of(User user) => new(user.Nickname, user, null);

    public static MetadataSubject Of(Room room) => new(room.Name, null, room);

    public ImmutableSortedDictionary<string, byte[]> Values
    {
        get => User is not null ? User.Metadata : Room!.Metadata;
        set
        {
            if (User is not null) User.Metadata = value;
            else Room!.Metadata = value;
        }
    }

    /// <summary>Returns whether a user can see it.</summary>
    public bool IsVisibleTo(User asker) => Room is null || Room.Find(asker) is not null;

    /// <summary>Returns whether a user can change it.</summary>
    public bool IsChangedBy(User asker) => Room is null ? User == asker : Room.Find(asker)?.IsAtLeast(Permissions.Metadata) == true;
}
