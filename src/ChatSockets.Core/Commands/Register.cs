using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 account-registration: makes an account of one's nickname. No email address is verified or stored. NickServ does the same for
/// clients without this command.
/// </summary>
internal static class Register
{
    public static readonly Command Row = new("REGISTER", Handle, "REGISTER <account or *> <email or *> <password>",
        "Makes an account of your nickname.")
    {
        BeforeRegistration = true,
        MinimumParameters = 3,
        Cost = 5,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        byte[] nickname = context.User.Nickname;
        bool isNamed = !message[0].SequenceEqual("*"u8);
        byte[] about = isNamed ? message[0].ToArray() : nickname;
        if (nickname.AsSpan().SequenceEqual("*"u8)) Fail(context, "NEED_NICK"u8, "*"u8.ToArray(), "Choose a nickname first"u8);
        else if (!context.User.IsRegistered && !MayComeFirst(context.Server))
            Fail(context, "COMPLETE_CONNECTION_REQUIRED"u8, about, "Connect first, then make an account"u8);
        else if (isNamed && !CaseMapping.Ascii.Equals(message[0], nickname))
            Fail(context, "ACCOUNT_NAME_MUST_BE_NICK"u8, about, "Take that nickname first: your account will have its name"u8);
        else Answer(context, nickname, Encoding.UTF8.GetString(message[2]));
    }

    /// <summary>Whether an account may be made before the connection is complete: the capability's value before-connect.</summary>
    public static bool MayComeFirst(ChatContext server) => server.Password is null && !server.Options.RegisterAfterConnect;

    private static void Answer(CommandContext context, byte[] name, string password)
    {
        if (AccountRegistration.Try(context, name, password, out Account? account) is { } refusal)
        {
            Fail(context, Encoding.ASCII.GetBytes(refusal.Code), name, Encoding.UTF8.GetBytes(refusal.Text));
            return;
        }
        MessageWriter writer = context.Reply.Buffer.Begin(Verbs.Register);
        writer.Parameter("SUCCESS"u8);
        writer.Parameter(name);
        writer.Trailing("Your account is made, and you are logged in to it"u8);
        context.Reply.Buffer.End(ref writer);
        try
        {
            if (Login.TryIn(context, new AccountProof(account!))) return;
            context.Reply.Notice("Your account has been changed since, and you are not logged in to it.");
        }
        catch (StoreException exception)
        {
            context.Reply.Notice($"You are not logged in to it yet: {exception.Message}");
        }
    }

    private static void Fail(CommandContext context, ReadOnlySpan<byte> code, byte[] about, ReadOnlySpan<byte> text) =>
        context.Reply.Fail(Verbs.Register, code, [about], text);
}
