using System.Globalization;
using System.Text;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Services.Znc;

/// <summary>Tells from when to when <see cref="Play"/> has something.</summary>
internal static class BufferList
{
    public static readonly ServiceCommand Row = new("LIST", Handle, "[<room or nickname>[,...]]", "Tells the times of the first and the last that was said.");

    private static void Handle(ServiceCall call)
    {
        foreach (HistoryTarget target in Play.Targets(call, call[0]))
        {
            (long first, long last) = call.Server.Store.Read(connection => (End(connection, target, "min"), End(connection, target, "max")));
            if (last != 0) call.Say($"{Encoding.UTF8.GetString(target.Name)} {Seconds(first)} {Seconds(last)}");
            if (!call.Context.Page()) return;
        }
    }

    private static long End(SqliteConnection connection, HistoryTarget target, string which)
    {
        using var query = new Statement(connection, $"SELECT {which}(id) FROM lines WHERE conversation = ?1");
        query.Bind(1, target.Conversation).Step();
        return query.Long(0);
    }

    private static string Seconds(long id) => (MessageIds.TimeOf(id).ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
