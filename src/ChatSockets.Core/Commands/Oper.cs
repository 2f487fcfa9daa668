using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Modern IRC, "OPER message". A wrong name takes as long as a wrong password and gets the same reply. A wrong host is reported only to a
/// client that knows the password, or if nobody can become an operator from there.
/// </summary>
internal static class Oper
{
    /// <summary>So many wrong tries end the connection.</summary>
    public const int MaximumTries = 3;

    public static readonly Command Row = new("OPER", Handle, "OPER <name> <password>", "Makes you an operator of the server.")
    {
        MinimumParameters = 2,
        Cost = 5,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        User user = context.User;
        IReadOnlyList<OperatorAccount> accounts = context.Server.Options.Operators;
        if (!accounts.Any(account => IsFor(account, context.Session)))
        {
            OperatorLog.Refused(context.Server, user, null, "no account may be used from there");
            Refuse(context, Numeric.ERR_NOOPERHOST, "No operator account may be used from your host"u8);
            return;
        }
        string name = Encoding.UTF8.GetString(message[0]);
        OperatorAccount? asked = accounts.FirstOrDefault(account => account.Name == name);
        byte[] given = message[1].ToArray();
        // Somebody's hash is computed in any case.
        PasswordHash hash = (asked ?? accounts[0]).Password;
        PasswordVerdict verdict = context.Server.PasswordChecks.Guess(
            context.Session, () => hash.Verify(given) && asked is not null, () => asked is not null && hash.IsKnown(given));
        if (verdict.Refusal() is { } why)
        {
            // It was not looked at, so it is no try.
            OperatorLog.Refused(context.Server, user, asked?.Name, "too many wrong passwords");
            context.Reply.Send(Numeric.ERR_PASSWDMISMATCH, why);
            return;
        }
        if (asked is null || !verdict.IsRight)
        {
            OperatorLog.Refused(context.Server, user, asked?.Name, "wrong name or password");
            Refuse(context, Numeric.ERR_PASSWDMISMATCH, "Password incorrect"u8);
        }
        else if (!IsFor(asked, context.Session))
        {
            OperatorLog.Refused(context.Server, user, asked.Name, "not from there");
            Refuse(context, Numeric.ERR_NOOPERHOST, "This account may not be used from your host"u8);
        }
        else
        {
            Welcome(context, asked);
        }
    }

    // From where this session comes: that another of the user's comes from a better place does not count.
    private static bool IsFor(OperatorAccount account, Session session) =>
        session.IPAddress is { } address
        && account.IsFor(session.User.Username, address.Equals(session.User.IPAddress) ? session.User.Host : session.Address, address);

    private static void Welcome(CommandContext context, OperatorAccount account)
    {
        context.Session.WrongOperatorPasswords = 0;
        OperatorAccess.Grant(context, account);
    }

    private static void Refuse(CommandContext context, Numeric numeric, ReadOnlySpan<byte> text)
    {
        context.Reply.Send(numeric, text);
        if (++context.Session.WrongOperatorPasswords >= MaximumTries) context.Session.Close("Too many wrong tries to become an operator");
    }
}
