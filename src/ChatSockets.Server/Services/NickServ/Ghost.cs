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
        if (FindHolder(call) is not { } holder) return;
        string nickname = Encoding.UTF8.GetString(holder.Nickname);
        Departure.End(holder, $"{Encoding.UTF8.GetString(call.Account.Name)} has taken this nickname back");
        call.Say($"{nickname} is disconnected. To take the nickname: /nick {nickname}");
    }

    /// <summary>Somebody else who has the nickname that is asked for, and whom the asker may put out of it; null where there is none, which has been said then.</summary>
    public static User? FindHolder(ServiceCall call)
    {
        byte[] nickname = call.Words.Count > 0 ? Encoding.UTF8.GetBytes(call[0]) : call.Account.Name;
        string text = Encoding.UTF8.GetString(nickname), own = Encoding.UTF8.GetString(call.Account.Name);
        bool isHere = call.Server.Users.TryFind(nickname, out User? holder);
        bool isOwn = CaseMapping.Ascii.Equals(nickname, call.Account.Name) || (isHere && CaseMapping.Ascii.Equals(holder!.Account, call.Account.Name));
        if (!isOwn) call.Say($"{text} is not your nickname. Yours is {own}.");
        else if (!isHere) call.Say($"Nobody has that nickname. To take it: /nick {text}");
        else if (holder == call.Context.User) call.Say("You have that nickname yourself.");
        else return holder;
        return null;
    }
}
