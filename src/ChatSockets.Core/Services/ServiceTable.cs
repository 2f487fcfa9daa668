using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChatSockets.Core.Services.ChanServ;
using ChatSockets.Core.Services.NickServ;
using ChatSockets.Core.Services.Znc;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services;

/// <summary>Every service there is.</summary>
internal static class ServiceTable
{
    /// <summary>The advice for users who are not logged in.</summary>
    public const string HowToLogIn = "/msg NickServ IDENTIFY <account> <password>";

    public static readonly Service NickServ = new("NickServ",
        "NickServ keeps your nickname for you: it looks after accounts, each with a password.", NickServCommands.All);

    public static readonly Service ChanServ = new("ChanServ", "ChanServ keeps your room for you: it looks after rooms that last.",
        ChanServCommands.All);

    public static readonly Service Playback = new("*playback",
        "*playback plays back messages from while you were away, for clients that support ZNC's znc.in/playback.", PlaybackCommands.All);

    public static readonly ImmutableArray<Service> All = [NickServ, ChanServ, Playback];

    // Those that people know from other networks, and might tell a password.
    private static readonly byte[][] Reserved =
    [
        .. All.Select(service => service.Nickname),
        .. new[] { "BotServ", "Global", "HelpServ", "HistServ", "HostServ", "InfoServ", "MemoServ", "OperServ", "SaslServ",
            "StatServ" }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>The service of that name. Any thread; for the path of every private message.</summary>
    public static bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out Service? service)
    {
        foreach (Service one in All)
        {
            if (!CaseMapping.Ascii.Equals(name, one.Nickname)) continue;
            service = one;
            return true;
        }
        service = null;
        return false;
    }

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
