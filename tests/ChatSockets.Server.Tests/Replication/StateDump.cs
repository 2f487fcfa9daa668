using System.Globalization;
using System.Text;
using ChatSockets.Core.Entries;
using ChatSockets.Core.State;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>All that servers that share a log must agree on, as text: two that differ can be compared line by line.</summary>
internal static class StateDump
{
    // What each server has for itself: its own secrets, and refused attempts to become an operator.
    private static readonly string[] Own = ["settings", "audit"];

    public static string Of(SimulatedChat chat)
    {
        var text = new StringBuilder();
        foreach (User user in chat.Users.InOrder()) Add(text, user);
        foreach ((TerminalId terminal, var context) in chat.Replica.Registered) Add(text, terminal, context.Session);
        foreach (Room room in chat.Rooms.All.OrderBy(room => Text(room.Name), StringComparer.Ordinal)) Add(text, room);
        foreach (var ban in chat.Bans.All.OrderBy(ban => ban.Id)) text.AppendLine(CultureInfo.InvariantCulture, $"ban {ban}");
        text.AppendLine(CultureInfo.InvariantCulture, $"counts {chat.Users.Count} {chat.Users.Operators} {chat.Users.Invisible}");
        chat.Store.Commits.Flush();
        text.Append(chat.Store.Read(Tables));
        return text.ToString();
    }

    private static void Add(StringBuilder text, User user)
    {
        string metadata = string.Join(' ', user.Metadata.Select(pair => $"{pair.Key}={Text(pair.Value)}"));
        string rooms = string.Join(' ', user.Rooms.Select(room => Text(room.Name)));
        string invited = string.Join(' ', user.Invitations.Select(room => Text(room.Name)));
        text.AppendLine(CultureInfo.InvariantCulture, $"user {Text(user.Source)} {Text(user.RealSource)} :{Text(user.RealName)} "
            + $"account {Text(user.Account)} away {Text(user.Away)} modes {user.Modes} oper {user.Operator?.Name} always {user.IsAlwaysOn} "
            + $"end {user.EndReason} on {user.SignedOn:O} spoke {user.LastSpoke:O} rooms {rooms} invited {invited} metadata {metadata} "
            + $"sessions {user.Sessions.Length}");
    }

    private static void Add(StringBuilder text, TerminalId terminal, Session session) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"session {terminal.Node}.{terminal.Number} {Text(session.User.Nickname)} "
            + $"{session.Capabilities} away {Text(session.Away)} {string.Join(' ', session.Subscriptions)}");

    private static void Add(StringBuilder text, Room room)
    {
        RoomRecord record = room.Record;
        text.AppendLine(CultureInfo.InvariantCulture, $"room {Text(room.Name)} {room.Created:O} {room.Modes.Format(withKey: true)} "
            + $"topic {Text(room.Topic?.Text)} by {Text(room.Topic?.SetBy)} at {room.Topic?.SetAt:O} "
            + $"founder {Text(room.Registration?.Founder)} "
            + $"said {room.MessageCount} conversation {record.Conversation} {record.IsLookedUp} {record.LastSaid} {record.Boundary} "
            + $"metadata {string.Join(' ', room.Metadata.Select(pair => $"{pair.Key}={Text(pair.Value)}"))}");
        foreach (Membership member in room.Members.OrderBy(member => Text(member.User.Nickname), StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"  member {Text(member.User.Nickname)} {member.Modes} since {member.Since}");
        foreach ((string kind, MaskList list) in new[] { ("b", room.Bans), ("e", room.BanExceptions), ("I", room.InviteExceptions) })
        {
            foreach (MaskList.Entry entry in list.Entries)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {kind} {Text(entry.Mask.Text)} {Text(entry.SetBy)} {entry.SetAt:O}");
        }
    }

    private static string Tables(SqliteConnection connection)
    {
        var text = new StringBuilder();
        List<string> names = [.. Rows(connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name")];
        foreach (string name in names)
        {
            bool isIndex = name.StartsWith("sqlite_", StringComparison.Ordinal) || name.Contains("words", StringComparison.Ordinal);
            if (isIndex || Own.Contains(name)) continue;
            foreach (string row in Rows(connection, $"SELECT * FROM {name}").Order(StringComparer.Ordinal))
                text.AppendLine($"{name}: {row}");
        }
        return text.ToString();
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) switch
            {
                byte[] bytes => Text(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        }
        return rows;
    }

    private static string Text(byte[]? bytes) => bytes is null ? "-" : Encoding.Latin1.GetString(bytes);
}
