using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Reserves nicknames that are account names, or can be mistaken for one, for the users logged in to those accounts. A user who has the
/// nickname when the account is made can stay. Called by a thread that takes a nickname, under no lock, because it reads the store.
/// </summary>
internal static class ReservedNicknames
{
    /// <summary>Returns the name of another user's account that a nickname is or resembles; null if there is none.</summary>
    public static byte[]? OwnerOf(ChatContext server, User user, ReadOnlySpan<byte> nickname)
    {
        if (CaseMapping.Ascii.Equals(nickname, user.Account)) return null;
        try
        {
            byte[]? owner = server.Accounts.NameLike(nickname);
            return CaseMapping.Ascii.Equals(owner, user.Account) ? null : owner;
        }
        catch (StoreException)
        {
            // Nobody can prove anything for now; but people can still come and talk to each other.
            return null;
        }
    }

    /// <summary>Tells the user that the nickname is reserved and what they can do.</summary>
    /// <param name="reply">Their session's.</param>
    /// <param name="user">Who.</param>
    /// <param name="nickname">What they asked for.</param>
    /// <param name="owner">The answer of <see cref="OwnerOf"/>.</param>
    public static void Refuse(Reply reply, User user, ReadOnlySpan<byte> nickname, byte[] owner)
    {
        if (!CaseMapping.Ascii.Equals(nickname, owner))
        {
            reply.NicknameTooLike(nickname, owner);
            return;
        }
        ReadOnlySpan<byte> text = user.IsRegistered
            ? "That nickname belongs to an account. If it is yours: /msg NickServ IDENTIFY "u8
            : "That nickname belongs to an account. Choose another; if it is yours, log in with SASL, or then with /msg "u8
                + "NickServ IDENTIFY "u8;
        reply.Send(Numeric.ERR_NICKNAMEINUSE, nickname, [.. text, .. nickname, .. " <password>"u8]);
    }
}
