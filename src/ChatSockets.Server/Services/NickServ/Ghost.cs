using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Services.NickServ;

/// <summary>Disconnects whoever has one's nickname: perhaps a connection of one's own that has not noticed yet that it is lost.</summary>
internal static class Ghost
{
    public static readonly ServiceCommand Row = new("GHOST", Handle, "[<nickname>]", "Disconnects whoever has your nickname.")
    {
        NeedsAccount = true,
        Cost = 5,
        Details = ["Your nickname is the name of your account; whatever you have logged in from is yours, too."],
    };

    /// <summary>What others call it.</summary>
    public static readonly ServiceCommand ReleaseRow = Row with { Name = "RELEASE", Summary = "Is the same as GHOST." };

    private static void Handle(ServiceCall call)
    {
        if (!TryFind(call, out byte[] nickname, out User? holder)) return;
        string text = Encoding.UTF8.GetString(nickname);
        if (holder is null)
        {
            call.Say($"Nobody has that nickname. To take it: /nick {text}");
            return;
        }
        if (!Disconnect.TryEnd(holder, ReasonOf(call), user => IsOwn(call, user, nickname)))
        {
            call.Say($"{text} has just changed hands. Once more: {call.HowTo($"{Row.Name} {text}")}");
            return;
        }
        text = Encoding.UTF8.GetString(holder.Nickname);
        call.Say($"{text} is disconnected. To take the nickname: /nick {text}");
    }

    /// <summary>
    /// The nickname that is asked for, or the account's, and who else has it, or nobody. False where it is not the asker's, or the asker
    /// has it already; that has been said then.
    /// </summary>
    public static bool TryFind(ServiceCall call, out byte[] nickname, out User? holder)
    {
        nickname = call.Words.Count > 0 ? Encoding.UTF8.GetBytes(call[0]) : call.Account.Name;
        bool isHere = call.Server.Users.TryFind(nickname, out holder);
        bool isOwn = CaseMapping.Ascii.Equals(nickname, call.Account.Name) || (isHere && IsOwn(call, holder!, nickname));
        if (!isOwn)
            call.Say($"{Encoding.UTF8.GetString(nickname)} is not your nickname. Yours is {Encoding.UTF8.GetString(call.Account.Name)}.");
        else if (holder == call.Context.User) call.Say("You have that nickname yourself.");
        return isOwn && holder != call.Context.User;
    }

    /// <summary>Whether somebody has that nickname now, and it is the asker's: what decides, within the holder's lock.</summary>
    public static bool IsOwn(ServiceCall call, User holder, byte[] nickname) =>
        CaseMapping.Ascii.Equals(holder.Nickname, nickname)
        && (CaseMapping.Ascii.Equals(nickname, call.Account.Name) || CaseMapping.Ascii.Equals(holder.Account, call.Account.Name));

    /// <summary>What those read who are disconnected, and those who see them go.</summary>
    public static string ReasonOf(ServiceCall call) => $"{Encoding.UTF8.GetString(call.Account.Name)} has taken this nickname back";
}
