using ChatSockets.Protocol;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Accounts;

/// <summary>
/// Reserves nicknames that are account names for the users logged in to those accounts. A user who has the nickname when the account is
/// made can stay. Called by a thread that takes a nickname, under no lock, because it reads the store.
/// </summary>
internal static class ReservedNicknames
{
    /// <summary>Returns whether another user's account has that name.</summary>
    public static bool IsOfAnother(User user, ReadOnlySpan<byte> nickname)
    {
        if (CaseMapping.Ascii.Equals(nickname, user.Account)) return false;
        try
        {
            return user.Server.Accounts.Has(nickname);
        }
        catch (StoreException)
        {
            // Nobody can prove anything for now; but people can still come and talk to each other.
            return false;
        }
    }

    /// <summary>Tells the user that the nickname is reserved and what they can do.</summary>
    public static void Refuse(Reply reply, User user, ReadOnlySpan<byte> nickname)
    {
        ReadOnlySpan<byte> text = user.IsRegistered
            ? "That nickname belongs to an account. If it is yours: /msg NickServ IDENTIFY "u8
            : "That nickname belongs to an account. Choose another; if it is yours, log in with SASL, or then with /msg "u8
                + "NickServ IDENTIFY "u8;
        reply.Send(Numeric.ERR_NICKNAMEINUSE, nickname, [.. text, .. nickname, .. " <password>"u8]);
    }
}
