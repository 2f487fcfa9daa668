using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "NICK message".</summary>
internal static class Nick
{
    public static readonly Command Row = new("NICK", Handle, "NICK <nickname>",
        "Gives you a nickname.")
    { BeforeRegistration = true, Cost = 4, IsShared = true };

    /// <summary>Reached between the check that a nickname is not reserved and taking it.</summary>
    public const string Free = "a nickname is nobody's account's";

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> nickname = message[0];
        if (nickname.IsEmpty) context.Reply.NoNicknameGiven();
        else if (!Nickname.IsValid(nickname)) context.Reply.Send(Numeric.ERR_ERRONEUSNICKNAME, nickname, "Erroneous nickname"u8);
        else if (ServiceNames.IsReserved(nickname))
            context.Reply.Send(Numeric.ERR_ERRONEUSNICKNAME, nickname, "That is the name of a service: choose another nickname"u8);
        else if (nickname.SequenceEqual(context.User.Nickname)) return;
        else if (!TryTakeFree(context, nickname, out byte[]? owner))
        {
            if (owner is not null) Reserve(context, nickname, owner);
            else NicknameChange.RefuseTaken(context, nickname);
        }
        // A ban of the nickname counts from whichever side one comes to it.
        else if (context.User.IsRegistered) Registration.IsBanned(context);
        else Registration.TryComplete(context);
    }

    // One's own nickname, too, may have become somebody's account; one keeps it.
    private static byte[]? OwnerOf(CommandContext context, ReadOnlySpan<byte> nickname) =>
        CaseMapping.Ascii.Equals(nickname, context.User.Nickname)
            ? null : ReservedNicknames.OwnerOf(context.Server, context.User, nickname);

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
                if (!NicknameChange.TryWant(context, user, wanted)) return false;
                if (users.AccountVersion == version) return true;
                // It may be one's own now.
                owner = ReservedNicknames.OwnerOf(context.Server, user, nickname);
                if (owner is not null) users.Release(user);
                return owner is null;
            }
            lock (user.Gate)
            {
                if (users.AccountVersion == version) return NicknameChange.TryChange(context, user, wanted);
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
}
