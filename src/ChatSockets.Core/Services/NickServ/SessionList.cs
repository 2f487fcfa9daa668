using System.Globalization;
using System.Text;
using ChatSockets.Core.State;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>From where one is connected: every terminal under one's nickname.</summary>
internal static class SessionList
{
    public static readonly ServiceCommand Row = new("SESSIONS", Handle, "", "Lists your connections.") { NeedsAccount = true };

    private static void Handle(ServiceCall call)
    {
        Session[] sessions = call.Context.User.Sessions;
        for (int i = 0; i < sessions.Length; i++)
        {
            string since = sessions[i].Began.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
            call.Say(
                $"{i + 1}. {Encoding.ASCII.GetString(sessions[i].Address)}, since "
                    + $"{since}{(sessions[i] == call.Context.Session ? " (this one)" : "")}");
        }
    }
}
