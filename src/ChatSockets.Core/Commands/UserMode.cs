using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "MODE message", "User mode": those of the asker's own.</summary>
internal static class UserMode
{
    public static void Handle(CommandContext context, ReadOnlySpan<byte> changes)
    {
        if (changes.IsEmpty)
        {
            UserModeReplies.Show(context);
            return;
        }
        OperatorAccount? account = context.User.Operator;
        lock (context.User.Gate) Change(context, changes);
        if (account is not null && !context.User.IsOperator) OperatorLog.Changed(context.Server, context.User, account.Name, "MODE -o");
    }

    private static void Change(CommandContext context, ReadOnlySpan<byte> changes)
    {
        User user = context.User;
        UserModes before = user.Modes;
        bool on = true, unknown = false;
        bool? hearsAccountsOnly = null;
        foreach (byte letter in changes)
        {
            if (letter is (byte)'+' or (byte)'-') on = letter == (byte)'+';
            else if (UserModeRow.Find(letter) is not { } row) unknown = true;
            // Nobody makes himself an operator with MODE: that is not even answered (RFC 2812, "User mode message").
            else if (!on || row.IsGivenByMode)
            {
                context.Server.Users.SetMode(user, row.Mode, on);
                if (row.Mode == UserModes.AccountsOnly) hearsAccountsOnly = on;
            }
        }
        // Also where it was so already: the mailbox may know it from an earlier log-in.
        if (hearsAccountsOnly is { } isOn && user.Account is { } account) context.Server.Mailbox.HearAccountsOnly(account, isOn);
        if (before.HasFlag(UserModes.Operator) && !user.IsOperator) OperatorAccess.Revoke(context.Server, user, context);
        if (user.Modes != before) context.Server.StoredUsers.Changed(user);
        UserModeReplies.Announce(context, before);
        if (unknown) context.Reply.Send(Numeric.ERR_UMODEUNKNOWNFLAG, "Unknown MODE flag"u8);
    }
}
