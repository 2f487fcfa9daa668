using ChatSockets.Core.Settings;


namespace ChatSockets.Core.State;

/// <summary>
/// What one user may know of another, for all commands that ask (WHO, WHOIS, WHOWAS, NAMES). For rooms use <see cref="Room.IsVisibleTo"/>.
/// Any thread, without a lock.
/// </summary>
internal static class Visibility
{
    /// <summary>Whether the asker, as an operator of the server with that privilege, sees hidden users and real addresses.</summary>
    public static bool SeesHidden(this User asker) => asker.May(Privileges.SeeHidden);

    /// <summary>
    /// Returns whether a list of users includes this one: invisible users only if they share a room (Modern IRC, "WHO message").
    /// </summary>
    public static bool Finds(this User asker, User user) =>
        !user.IsInvisible || user == asker || asker.SeesHidden() || asker.SharesRoomWith(user);

    /// <summary>
    /// Whether the asker sees the user among the members of a room that the asker is not in. In another room that both are in they may
    /// meet, but that the invisible is in this one is nobody's business.
    /// </summary>
    public static bool SeesInRoom(this User asker, User user) => !user.IsInvisible || asker.SeesHidden();

    /// <summary>Returns whether the asker may know the user's address: their own, or one that is visible as the host anyway.</summary>
    public static bool SeesAddressOf(this User asker, User user) =>
        user == asker || asker.SeesHidden() || user.Host.AsSpan().SequenceEqual(user.Address);

    /// <summary>Returns whether the asker may know the user's private details, such as user modes.</summary>
    public static bool SeesPrivate(this User asker, User user) => user == asker || asker.SeesHidden();

    /// <summary>
    /// Returns a room to name beside a user found without one: the first that both are in, so that no other meeting place is revealed; null
    /// if there is none.
    /// </summary>
    public static Room? CommonRoom(this User asker, User user)
    {
        var own = asker.Rooms;
        foreach (Room room in user.Rooms)
        {
            if (own.Contains(room)) return room;
        }
        return null;
    }
}
