using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>Disconnects the user who has one's nickname, possibly one's own connection that has not noticed its loss.</summary>
internal static class Ghost
{
    public static readonly ServiceCommand Row = new("GHOST", Handle, "[<nickname>]", "Disconnects another user who has your nickname.")
    {
        IsShared = true,
        NeedsAccount = true,
        Cost = 5,
        Details = ["Your nickname is the name of your account; whatever you have logged in from is yours, too."],
    };

    /// <summary>Its name on other networks.</summary>
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
        if (!Disconnect.TryEnd(call.Server, holder, ReasonOf(call), user => IsOwn(call, user, nickname)))
        {
            call.Say($"{text} has just changed hands. Once more: {call.HowTo($"{Row.Name} {text}")}");
            return;
        }
        text = Encoding.UTF8.GetString(holder.Nickname);
        call.Say($"{text} is disconnected. To take the nickname: /nick {text}");
    }

    /// <summary>
    /// Finds the requested nickname, or the account's, and its other holder, if any. Returns false, after telling the user, if it is not
    /// theirs or they already have it.
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

    /// <summary>
    /// Returns whether the holder has that nickname now and it belongs to the caller: the final check, within the holder's lock.
    /// </summary>
    public static bool IsOwn(ServiceCall call, User holder, byte[] nickname) =>
        CaseMapping.Ascii.Equals(holder.Nickname, nickname)
        && (CaseMapping.Ascii.Equals(nickname, call.Account.Name) || CaseMapping.Ascii.Equals(holder.Account, call.Account.Name));

    /// <summary>Returns the reason shown to the disconnected user and to those who see them quit.</summary>
    public static string ReasonOf(ServiceCall call) => $"{Encoding.UTF8.GetString(call.Account.Name)} has taken this nickname back";
}
