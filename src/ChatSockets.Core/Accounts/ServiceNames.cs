using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Accounts;

/// <summary>The nicknames of the services, and others that nobody can have for that reason.</summary>
internal static class ServiceNames
{
    public const string NickServ = "NickServ";

    public const string ChanServ = "ChanServ";

    public const string Playback = "*playback";

    /// <summary>The advice for users who are not logged in.</summary>
    public const string HowToLogIn = $"/msg {NickServ} IDENTIFY <account> <password>";

    // The last are those that people know from other networks, and might tell a password.
    private static readonly byte[][] Reserved =
    [
        .. new[] { NickServ, ChanServ, Playback, "BotServ", "Global", "HelpServ", "HistServ", "HostServ", "InfoServ", "MemoServ",
            "OperServ", "SaslServ", "StatServ" }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Whether nobody may have that nickname: it is a service's, here or elsewhere.</summary>
    public static bool IsReserved(ReadOnlySpan<byte> name)
    {
        foreach (byte[] reserved in Reserved)
        {
            if (CaseMapping.Ascii.Equals(name, reserved)) return true;
        }
        return false;
    }
}
