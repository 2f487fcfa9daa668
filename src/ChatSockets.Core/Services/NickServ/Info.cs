using System.Globalization;
using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>Shows that an account exists and since when, and more to its owner.</summary>
internal static class Info
{
    public static readonly ServiceCommand Row = new("INFO", Handle, "[<account>]", "Tells of an account, and more if it is yours.")
    {
        Details = ["Without an account's name, your own is meant."],
    };

    private static void Handle(ServiceCall call)
    {
        byte[]? own = call.Context.User.Account;
        byte[] name = call.Words.Count > 0 ? Encoding.UTF8.GetBytes(call[0]) : own ?? call.Context.User.Nickname;
        if (call.Server.Accounts.Find(name) is not { } account)
        {
            call.Say($"There is no account {Encoding.UTF8.GetString(name)}.");
            return;
        }
        call.Say(
            $"The account {Encoding.UTF8.GetString(account.Name)}, made "
                + $"{account.Created.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}.");
        if (CaseMapping.Ascii.Equals(account.Name, own)) TellOwner(call, account);
    }

    private static void TellOwner(ServiceCall call, Account account)
    {
        call.Say("It is yours, and you are logged in to it.");
        call.Say(account.IsAlwaysOn
            ? $"It is always on: you stay in your rooms when nobody is connected. {call.HowTo("SET ALWAYS-ON OFF")}"
            : $"It is not always on: you leave when your last connection does. {call.HowTo("SET ALWAYS-ON ON")}");
        call.Say(call.Server.Accounts.Certificates(account).Count switch
        {
            0 => "No certificate opens it.",
            1 => $"One certificate opens it: {call.HowTo("CERT LIST")}",
            int count => $"{count} certificates open it: {call.HowTo("CERT LIST")}",
        });
    }
}
