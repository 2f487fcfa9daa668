using ChatSockets.Server.Configuration;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// What one user may know of another: the one place where the commands that ask (WHO, WHOIS, WHOWAS, NAMES) find it. Rooms are asked
/// themselves: <see cref="Room.IsVisibleTo"/>. Any thread, without a lock.
/// </summary>
internal static class Visibility
{
    /// <summary>Whether the asker, as an operator of the server with that privilege, sees hidden users and real addresses.</summary>
    public static bool SeesHidden(this User asker) => asker.May(Privileges.SeeHidden);

    /// <summary>
    /// Whether a list of many users has this one: not the invisible, but for those who share a room with them (Modern IRC, "WHO message").
    /// </summary>
    public static bool Finds(this User asker, User user) =>
        !user.IsInvisible || user == asker || asker.SeesHidden() || asker.SharesRoomWith(user);

    /// <summary>
    /// Whether the asker sees the user among the members of a room that the asker is not in. In another room that both are in they may
    /// meet, but that the invisible is in this one is nobody's business.
    /// </summary>
    public static bool SeesInRoom(this User asker, User user) => !user.IsInvisible || asker.SeesHidden();

    /// <summary>
    /// Whether the asker may know the address of the user's connection: his own, and what everybody sees in the place of the host anyway.
    /// </summary>
    public static bool SeesAddressOf(this User asker, User user) =>
        user == asker || asker.SeesHidden() || user.Host.AsSpan().SequenceEqual(user.Address);

    /// <summary>Whether the asker may know what is nobody's business but the user's own: the user modes.</summary>
    public static bool SeesPrivate(this User asker, User user) => user == asker || asker.SeesHidden();

    /// <summary>
    /// A room to name beside a user who was found without one: the first that both are in. Others would tell where strangers meet; null
    /// where there is none.
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
