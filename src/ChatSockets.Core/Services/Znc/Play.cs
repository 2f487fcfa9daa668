using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Services.Znc;

/// <summary>
/// Plays messages since a client's last visit, like the playback module of the bouncer ZNC (capability znc.in/playback): for clients that
/// support this and not IRCv3 chathistory. Each room or nickname comes in its own batch, with at most as many messages as CHATHISTORY would
/// return.
/// </summary>
internal static class Play
{
    public static readonly ServiceCommand Row = new("PLAY", Handle, "*|<room or nickname>[,...] [<from> [<to>]]",
        "Plays back messages of all or some conversations.")
    {
        MinimumWords = 1,
        Cost = 2,
        Details = ["Times are seconds since 1970 with up to three decimals: after the first, up to the second."],
    };

    private static byte[] Batch => "znc.in/playback"u8.ToArray();

    private static void Handle(ServiceCall call)
    {
        if (!TryTime(call, 1, 0, out decimal from) || !TryTime(call, 2, decimal.MaxValue, out decimal to)) return;
        long after = from == 0 ? 0 : IdOf(call, from) | MessageIds.Places,
            before = to == decimal.MaxValue ? LineRange.End : IdOf(call, to + 0.001m);
        foreach (HistoryTarget target in Targets(call, call[0]))
        {
            if (target.Conversation == 0 || IsSilent(call, target)) continue;
            LineRange range = target.Range(after, before, call.Context.Session.Has(Protocol.Capability.EventPlayback));
            LineRange last = call.Server.Store.Read(connection => LineQuery.Last(connection, range, HistoryAnswer.MaximumLines));
            call.Context.Session.CommandRateLimit?.Charge(1);
            if (!new HistoryAnswer(call.Context, target, Batch) { TellsTime = true }.Send(last, HistoryAnswer.MaximumLines)) return;
        }
    }

    private static bool IsSilent(ServiceCall call, HistoryTarget target) =>
        call.Server.Store.Read(connection =>
            LineQuery.Ends(connection, target.Range(withEvents: call.Context.Session.Has(Protocol.Capability.EventPlayback))).Last) == 0;

    /// <summary>Returns all conversations that the user can read, or those of a list; reports names that they cannot read.</summary>
    /// <exception cref="StoreException">They could not be looked up.</exception>
    public static List<HistoryTarget> Targets(ServiceCall call, string names)
    {
        if (names is "" or "*") return HistoryAccess.All(call.Context);
        var all = new List<HistoryTarget>();
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (HistoryAccess.Find(call.Context, Encoding.UTF8.GetBytes(name)) is { } target) all.Add(target);
            else call.Say($"{name} is nothing that you could read.");
        }
        return all;
    }

    private static bool TryTime(ServiceCall call, int word, decimal otherwise, out decimal time)
    {
        time = otherwise;
        if (call[word].Length == 0 || decimal.TryParse(call[word], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out time))
            return true;
        call.Say($"{call[word]} is not a time: use seconds since 1970, such as {call.Server.Clock.GetUtcNow().ToUnixTimeSeconds()}.");
        return false;
    }

    // A time beyond what can be told is the end of time.
    private static long IdOf(ServiceCall call, decimal seconds) =>
        call.Server.MessageIds.FirstOf(
            DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(decimal.Truncate(Math.Min(seconds, 1e12m) * 1000),
                DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())));
}
