using System.Collections.Immutable;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Metadata;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// A session whose registration is complete becomes another one of its account's user, who is here already. It is welcomed under the nickname that the
/// user has, whatever it asked for, and sees itself enter each of the user's rooms, as on Ergo; nobody else sees anything, unless the user had no session.
/// </summary>
/// <remarks>
/// What the session said of itself before counts as if it were said now: why it is away, metadata. User name, real name and host stay those of the
/// user; only who had no session at all is seen at the new one's address from then on.
/// </remarks>
internal static class Attachment
{
    /// <summary>False when the user has gone in the meantime, or is not the newcomer's account's any more. On the session's thread, under no lock.</summary>
    public static bool TryAttach(CommandContext context, User user)
    {
        User newcomer = context.User;
        var entrance = new Entrance(context, user);
        foreach (Room room in user.Rooms) entrance.Read(room);
        lock (user.Gate)
        {
            if (!user.IsRegistered || user.EndReason is not null || !MayAttach(newcomer, user)) return false;
            if (user.Sessions.Length == 0) HostChange.Arrive(user, newcomer);
            Return(user, newcomer.Away);
            Adopt(user, newcomer.Metadata);
            user.Server.KeptUsers.Changed(user);
            context.Server.Users.Release(newcomer);
            context.Server.Users.Identified();
            Enter(context, user, newcomer, entrance);
        }
        entrance.TellLate();
        return true;
    }

    // The user may have logged out since it was found, and the newcomer's password may be another now: then it is all looked at once more.
    private static bool MayAttach(User newcomer, User user) =>
        CaseMapping.Ascii.Equals(newcomer.Account, user.Account) && (newcomer.Proof is not { } proof || proof.Version == user.Server.Users.AccountVersion);

    // IRCv3 pre-away: one who is not there for an unspecified reason counts as if the connection did not exist.
    private static void Return(User user, byte[]? why)
    {
        if (why.AsSpan().SequenceEqual("*"u8)) return;
        if (why is null ? user.Away != User.NotConnected : why.AsSpan().SequenceEqual(user.Away)) return;
        user.Away = why;
        UserChange.Announce(user, Lines.Away(user), Capability.AwayNotify);
    }

    private static void Adopt(User user, ImmutableSortedDictionary<string, byte[]> metadata)
    {
        if (metadata.IsEmpty) return;
        using var rooms = new CommonRooms(user);
        foreach ((string key, byte[] value) in metadata)
        {
            bool isSet = user.Metadata.TryGetValue(key, out byte[]? before);
            if (isSet ? value.AsSpan().SequenceEqual(before) : user.Metadata.Count >= MetadataLimits.MaximumKeys) continue;
            user.Metadata = user.Metadata.SetItem(key, value);
            MetadataNews.OfUser(user, acting: null, rooms, key, value);
        }
    }

    // All rooms at once: no line that one of them hears, or several together, is lost, comes twice, or comes before the entrance.
    private static void Enter(CommandContext context, User user, User newcomer, Entrance entrance)
    {
        using var rooms = new CommonRooms(user);
        context.Session.User = user;
        user.Sessions = [.. user.Sessions, context.Session];
        context.Reply.Buffer.ExpectMore();
        Registration.Welcome(context);
        if (user.Modes != UserModes.None) UserMode.Show(context);
        if (user.Away is not null && newcomer.Away is null) Away.Tell(context);
        foreach (Room room in user.Rooms)
        {
            room.AddReader(context.Session);
            var join = new Broadcast(context.Server, user, Lines.Join(user, room), Lines.ExtendedJoin(user, room));
            context.TellUser(ref join);
            entrance.Tell(room, context.Reply, context.Session);
            context.Reply.Buffer.Flush();
        }
        context.Reply.Buffer.Flush();
    }
}
