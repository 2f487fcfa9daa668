using ChatSockets.Core.Accounts;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Rooms;
using ChatSockets.Core.Services;
using ChatSockets.Core.Sessions;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "NICK message".</summary>
internal static class Nick
{
    public static readonly Command Row = new("NICK", Handle, "NICK <nickname>",
        "Gives you a nickname.")
    { BeforeRegistration = true, Cost = 4 };

    /// <summary>Reached between the check that a nickname is not reserved and taking it.</summary>
    public const string Free = "a nickname is nobody's account's";

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> nickname = message[0];
        if (nickname.IsEmpty) context.Reply.NoNicknameGiven();
        else if (!Nickname.IsValid(nickname)) context.Reply.Send(Numeric.ERR_ERRONEUSNICKNAME, nickname, "Erroneous nickname"u8);
        else if (ServiceTable.IsReserved(nickname))
            context.Reply.Send(Numeric.ERR_ERRONEUSNICKNAME, nickname, "That is the name of a service: choose another nickname"u8);
        else if (nickname.SequenceEqual(context.User.Nickname)) return;
        else if (!TryTakeFree(context, nickname, out byte[]? owner))
        {
            if (owner is not null) Reserve(context, nickname, owner);
            else RefuseTaken(context, nickname);
        }
        // A ban of the nickname counts from whichever side one comes to it.
        else if (context.User.IsRegistered) Registration.IsBanned(context);
        else Registration.TryComplete(context);
    }

    /// <summary>Tells the user that somebody has the nickname, or one that looks like it.</summary>
    public static void RefuseTaken(CommandContext context, ReadOnlySpan<byte> nickname)
    {
        if (context.Server.Users.FindConfusable(nickname) is { } other) context.Reply.NicknameTooLike(nickname, other.Nickname);
        else context.Reply.NicknameInUse(nickname);
    }

    // One's own nickname, too, may have become somebody's account; one keeps it.
    private static byte[]? OwnerOf(CommandContext context, ReadOnlySpan<byte> nickname) =>
        CaseMapping.Ascii.Equals(nickname, context.User.Nickname) ? null : ReservedNicknames.OwnerOf(context.User, nickname);

    // Somebody may make an account of it between the look and the taking: then it is looked at again.
    private static bool TryTakeFree(CommandContext context, ReadOnlySpan<byte> nickname, out byte[]? owner)
    {
        UserDirectory users = context.Server.Users;
        User user = context.User;
        byte[] wanted = nickname.ToArray();
        while (true)
        {
            long version = users.AccountVersion;
            owner = OwnerOf(context, nickname);
            if (owner is not null) return false;
            context.Server.Checkpoints.Reach(Free);
            if (!user.IsRegistered)
            {
                if (!TryWant(context, user, wanted)) return false;
                if (users.AccountVersion == version) return true;
                // It may be one's own now.
                owner = ReservedNicknames.OwnerOf(user, nickname);
                if (owner is not null) users.Release(user);
                return owner is null;
            }
            lock (user.Gate)
            {
                if (users.AccountVersion == version) return TryChange(context, user, wanted);
            }
        }
    }

    // Whoever negotiates may still log in. The nickname is not taken meanwhile, so that its owner can come.
    private static void Reserve(CommandContext context, ReadOnlySpan<byte> nickname, byte[] owner)
    {
        if (context.User.IsRegistered || !context.Session.IsNegotiating)
        {
            ReservedNicknames.Refuse(context.Reply, context.User, nickname, owner);
            return;
        }
        context.Server.Users.Release(context.User);
        context.Session.WantedNickname = nickname.ToArray();
    }

    /// <summary>Takes the nickname if nobody has it. The caller has checked that it is not reserved. Under no lock.</summary>
    public static bool TryTake(CommandContext context, byte[] nickname)
    {
        User user = context.User;
        if (!user.IsRegistered) return TryWant(context, user, nickname);
        lock (user.Gate) return TryChange(context, user, nickname);
    }

    // The name of somebody with an account may turn out to be one's own: that is decided when the registration is complete.
    private static bool TryWant(CommandContext context, User user, byte[] nickname)
    {
        UserDirectory users = context.Server.Users;
        bool isFree = users.TryClaim(nickname, user);
        if (!isFree && !users.MayTurnOutToBeOf(context.Session, nickname)) return false;
        if (!isFree) users.Release(user);
        context.Session.WantedNickname = isFree ? null : nickname;
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
