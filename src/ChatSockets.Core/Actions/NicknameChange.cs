using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>A user takes another nickname, and those who see the user are told.</summary>
internal static class NicknameChange
{
    /// <summary>Tells the user that somebody has the nickname, or one that looks like it.</summary>
    public static void RefuseTaken(CommandContext context, ReadOnlySpan<byte> nickname)
    {
        if (context.Server.Users.FindConfusable(nickname) is { } other) context.Reply.NicknameTooLike(nickname, other.Nickname);
        else context.Reply.NicknameInUse(nickname);
    }

    /// <summary>Takes the nickname if nobody has it. The caller has checked that it is not reserved. Under no lock.</summary>
    public static bool TryTake(CommandContext context, byte[] nickname)
    {
        User user = context.User;
        if (!user.IsRegistered) return TryWant(context, user, nickname);
        lock (user.Gate) return TryChange(context, user, nickname);
    }

    /// <summary>
    /// Before registration. The name of somebody with an account may turn out to be one's own: that is decided when the registration is
    /// complete.
    /// </summary>
    public static bool TryWant(CommandContext context, User user, byte[] nickname)
    {
        UserDirectory users = context.Server.Users;
        if (context.Server.IsShared) return TryWantShared(context, user, nickname);
        bool isFree = users.TryClaim(nickname, user);
        if (!isFree && !users.MayTurnOutToBeOf(context.Session, nickname)) return false;
        if (!isFree) users.Release(user);
        context.Session.WantedNickname = isFree ? null : nickname;
        return true;
    }

    // Whose it is, is decided when the registration is applied: until then it is nobody's.
    private static bool TryWantShared(CommandContext context, User user, byte[] nickname)
    {
        UserDirectory users = context.Server.Users;
        bool isTaken = users.TryFind(nickname, out _) || users.FindConfusable(nickname) is not null;
        if (isTaken && !users.MayTurnOutToBeOf(context.Session, nickname)) return false;
        context.Session.WantedNickname = user.Nickname = nickname;
        return true;
    }

    /// <summary>Changes a registered user's nickname and tells everybody. Returns false if it is taken. Within the user's lock.</summary>
    /// <param name="context">One of the user's sessions, perhaps on another thread.</param>
    /// <param name="user">The user.</param>
    /// <param name="nickname">The new nickname.</param>
    public static bool TryChange(CommandContext context, User user, byte[] nickname)
    {
        using var rooms = new CommonRooms(user);
        var change = new Broadcast(context.Server, user, Lines.Nick(user, nickname));
        var before = WhowasHistory.Entry.Of(user, context.Server.Clock.GetUtcNow());
        Speaker speaker = RoomEvents.SpeakerOf(user);
        long id = context.Server.Events.TakeId(rooms.Rooms);
        if (!context.Server.Users.TryClaim(nickname, user)) return false;
        context.Server.Whowas.Add(before);
        context.Server.StoredUsers.Changed(user);
        context.Server.Events.Keep(rooms.Rooms, id, LineKind.Nick, speaker, nickname);
        change.Use(id);
        rooms.Announce(ref change, context.Session);
        context.TellUser(ref change);
        context.Reply.Buffer.Flush();
        return true;
    }
}
