using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Operators;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "MODE message", "User mode": those of the asker's own.</summary>
internal static class UserMode
{
    public static void Handle(CommandContext context, ReadOnlySpan<byte> changes)
    {
        User user = context.User;
        if (changes.IsEmpty)
        {
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_UMODEIS);
            writer.Parameter("+" + UserModeRow.Format(user.Modes));
            context.Reply.Buffer.End(ref writer);
            return;
        }

        UserModes before = user.Modes;
        OperatorAccount? account = user.Operator;
        bool on = true, unknown = false;
        foreach (byte letter in changes)
        {
            if (letter is (byte)'+' or (byte)'-') on = letter == (byte)'+';
            else if (UserModeRow.Find(letter) is not { } row) unknown = true;
            // Nobody makes himself an operator with MODE: that is not even answered (RFC 2812, "User mode message").
            else if (!on || row.IsGivenByMode) context.Server.Users.SetMode(user, row.Mode, on);
        }
        if (account is not null && !user.IsOperator) OperatorAccess.Revoke(context, account, "MODE -o");
        Announce(context, before);
        if (unknown) context.Reply.Send(Numeric.ERR_UMODEUNKNOWNFLAG, "Unknown MODE flag"u8);
    }

    /// <summary>Tells the user what has changed on him since; nothing when nothing has.</summary>
    public static void Announce(CommandContext context, UserModes before)
    {
        User user = context.User;
        string given = UserModeRow.Format(user.Modes & ~before), taken = UserModeRow.Format(before & ~user.Modes);
        string changes = (given.Length > 0 ? "+" + given : "") + (taken.Length > 0 ? "-" + taken : "");
        if (changes.Length == 0) return;
        context.TellUser(Lines.Mode(user, user.Nickname, Encoding.ASCII.GetBytes(changes), []));
    }
}
