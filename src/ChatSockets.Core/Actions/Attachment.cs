using System.Collections.Immutable;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Makes a newly registered session another session of its account's connected user. It is welcomed under the user's nickname, whatever it
/// asked for, and sees itself enter each of the user's rooms, as on Ergo; nobody else sees anything unless the user had no session.
/// </summary>
/// <remarks>
/// A new session counts as present unless it has said that nobody is at the terminal. Its metadata applies as if set now. User name, real
/// name and host stay the user's; only a user without any session takes the new session's address.
/// </remarks>
internal static class Attachment
{
    // What is told within the locks; whoever is in many large rooms is told the rest after them, a page at a time.
    private const int MaximumBytes = 256 * 1024;

    /// <summary>
    /// False when the user has gone in the meantime, or is not the newcomer's account's any more. On the session's thread, under no lock.
    /// </summary>
    public static bool TryAttach(CommandContext context, User user)
    {
        User newcomer = context.User;
        var entrance = new JoinReplies(context, user);
        foreach (Room room in user.Rooms) entrance.Read(room);
        lock (user.Gate)
        {
            if (!user.IsRegistered || user.EndReason is not null || !MayAttach(context.Server, newcomer, user)) return false;
            if (user.Sessions.Length == 0) HostChange.Arrive(context.Server, user, newcomer);
            if (Presence.Update(user, [.. user.Sessions, context.Session]))
                UserChange.Announce(context.Server, user, Lines.Away(user), Capability.AwayNotify);
            Adopt(context.Server, user, newcomer.Metadata);
            context.Server.StoredUsers.Changed(user);
            context.Server.Users.Release(newcomer);
            context.Server.Users.Identified();
            Enter(context, user, entrance);
        }
        entrance.TellLate();
        return true;
    }

    // The user may have logged out since it was found, and the newcomer's password may be another now: then it is all looked at once more.
    private static bool MayAttach(ChatContext server, User newcomer, User user) =>
        CaseMapping.Ascii.Equals(newcomer.Account, user.Account)
            && (newcomer.Proof is not { } proof || proof.Version == server.Users.AccountVersion);

    private static void Adopt(ChatContext server, User user, ImmutableSortedDictionary<string, byte[]> metadata)
    {
        if (metadata.IsEmpty) return;
        using var rooms = new CommonRooms(user);
        foreach ((string key, byte[] value) in metadata)
        {
            bool isSet = user.Metadata.TryGetValue(key, out byte[]? before);
            if (isSet ? value.AsSpan().SequenceEqual(before) : user.Metadata.Count >= MetadataLimits.MaximumKeys) continue;
            user.Metadata = user.Metadata.SetItem(key, value);
            MetadataNews.OfUser(server, user, acting: null, rooms, key, value);
        }
    }

    // All rooms at once: no line that one of them hears, or several together, is lost, comes twice, or comes before the entrance.
    private static void Enter(CommandContext context, User user, JoinReplies entrance)
    {
        using var rooms = new CommonRooms(user);
        context.Session.User = user;
        user.Sessions = [.. user.Sessions, context.Session];
        context.Reply.Buffer.ExpectMore();
        Registration.Welcome(context);
        if (user.Modes != UserModes.None) UserModeReplies.Show(context);
        int told = 0;
        foreach (Room room in user.Rooms)
        {
            room.AddReader(context.Session);
            var join = new Broadcast(context.Server, user, Lines.Join(user, room), Lines.ExtendedJoin(user, room));
            context.TellUser(ref join);
            if (told < MaximumBytes) entrance.Tell(room, context.Reply, context.Session);
            else entrance.TellShortly(room, context.Reply);
            told += context.Reply.Buffer.Length;
            context.Reply.Buffer.Flush();
        }
        context.Reply.Buffer.Flush();
    }
}
