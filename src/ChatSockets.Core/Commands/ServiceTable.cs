using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Services;
using ChatSockets.Core.Services.ChanServ;
using ChatSockets.Core.Services.NickServ;
using ChatSockets.Core.Services.Znc;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Every service there is.</summary>
internal static class ServiceTable
{
    public static readonly Service NickServ = new(ServiceNames.NickServ,
        "NickServ keeps your nickname for you: it looks after accounts, each with a password.", NickServCommands.All);

    public static readonly Service ChanServ = new(ServiceNames.ChanServ,
        "ChanServ keeps your room for you: it looks after rooms that last.", ChanServCommands.All);

    public static readonly Service Playback = new(ServiceNames.Playback,
        "*playback plays back messages from while you were away, for clients that support ZNC's znc.in/playback.", PlaybackCommands.All);

    public static readonly ImmutableArray<Service> All = [NickServ, ChanServ, Playback];

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
}
