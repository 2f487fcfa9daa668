using System.Globalization;
using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Discovery;

/// <summary>
/// The servers that were found, a line each: name, address, users, version, key, message of the day. A person gets columns under a heading,
/// a script has tabs between them.
/// </summary>
internal static class ServerTable
{
    private static readonly string[] Heading = ["NAME", "ADDRESS", "USERS", "VERSION", "KEY", "MESSAGE OF THE DAY"];

    public static string Text(IReadOnlyList<FoundServer> servers, bool isForPerson)
    {
        string[][] rows = [.. servers.Select(RowOf)];
        var text = new StringBuilder();
        if (!isForPerson)
        {
            foreach (string[] row in rows) text.Append(string.Join('\t', row)).Append('\n');
            return text.ToString();
        }
        rows = [Heading, .. rows];
        int[] widths = [.. Heading.Select((_, column) => rows.Max(row => CellWidth.Of(row[column])))];
        foreach (string[] row in rows)
        {
            string line = string.Concat(row.Select((cell, column) => Padded(cell, widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    private static string[] RowOf(FoundServer server) =>
    [
        server.Name, server.Address.ToString(), server.Reply.Users.ToString(CultureInfo.InvariantCulture), server.Reply.Version,
        server.Reply.HasTls ? server.Reply.KeyFingerprint : "-", server.Reply.MessageOfTheDay,
    ];

    private static string Padded(string cell, int width) => cell + new string(' ', width - CellWidth.Of(cell) + 2);
}
