using System.Globalization;
using System.Text;
using ChatSockets.Core.Delivery;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Services.Znc;

/// <summary>Tells from when to when <see cref="Play"/> has something.</summary>
internal static class BufferList
{
    public static readonly ServiceCommand Row = new("LIST", Handle, "[<room or nickname>[,...]]",
        "Tells the times of the first and the last that was said.");

    private static void Handle(ServiceCall call)
    {
        foreach (HistoryTarget target in Play.Targets(call, call[0]))
        {
            (long first, long last) = call.Server.Store.Read(connection => LineQuery.Ends(connection, target.Range()));
            if (last != 0) call.Say($"{Encoding.UTF8.GetString(target.Name)} {Seconds(call, first)} {Seconds(call, last)}");
            if (!call.Context.Page()) return;
        }
    }

    private static string Seconds(ServiceCall call, long id) =>
        (call.Server.MessageIds.TimeOf(id).ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
