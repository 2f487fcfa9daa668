using System.Globalization;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Discovery;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client;

/// <summary>Lets the user choose one of the servers that were found on the network.</summary>
internal static class ServerChoice
{
    private const string Heading = "Servers on your network:";
    private const string Other = "another server";

    /// <summary>Asks. Returns false if the user does not want to go on.</summary>
    /// <param name="prompt">The terminal.</param>
    /// <param name="found">What there is; not empty.</param>
    /// <param name="isPlain">Whether the rows have numbers to be typed, in place of the arrow keys.</param>
    /// <param name="server">What was chosen; null for another server.</param>
    public static bool TryChoose(LinePrompt prompt, IReadOnlyList<FoundServer> found, bool isPlain, out ServerAddress? server)
    {
        string[] rows = [.. RowsOf(found), Other];
        int? chosen = isPlain || OperatingSystem.IsWindows() ? AskNumber(prompt, rows) : prompt.Choose(Heading, rows);
        server = chosen < found.Count ? found[chosen.Value].Address : null;
        if (server is not null) prompt.Write($"Server: {found[chosen!.Value].Name}, {server}{Environment.NewLine}");
        return chosen is not null;
    }

    private static IEnumerable<string> RowsOf(IReadOnlyList<FoundServer> found)
    {
        int name = found.Max(each => CellWidth.Of(each.Name)), address = found.Max(each => each.Address.ToString().Length);
        foreach (FoundServer each in found)
        {
            uint users = each.Reply.Users;
            string row = $"{each.Name}{new string(' ', name - CellWidth.Of(each.Name))}  {each.Address.ToString().PadRight(address)}  "
                + $"{users.ToString(CultureInfo.InvariantCulture)} {(users == 1 ? "user" : "users")}  {each.Reply.MessageOfTheDay}";
            yield return row.TrimEnd();
        }
    }

    private static int? AskNumber(LinePrompt prompt, string[] rows)
    {
        prompt.Write(Heading + Environment.NewLine);
        for (int i = 0; i < rows.Length; i++)
            prompt.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {rows[i]}{Environment.NewLine}"));
        while (true)
        {
            if (prompt.Ask("Number [1]: ") is not { } answer) return null;
            if (answer.Length == 0) return 0;
            bool isNumber = int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            if (isNumber && number > 0 && number <= rows.Length) return number - 1;
            prompt.Write(string.Create(CultureInfo.InvariantCulture,
                $"'{PlainText.Clean(answer)}' is not a number from 1 to {rows.Length}.{Environment.NewLine}"));
        }
    }
}
