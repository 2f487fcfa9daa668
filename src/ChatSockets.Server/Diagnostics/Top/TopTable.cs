using System.Globalization;
using ChatSockets.Server.Diagnostics.Control;

namespace ChatSockets.Server.Diagnostics.Top;

/// <summary>A column: its title, its width in cells, and what it shows of a row.</summary>
/// <param name="Title">The title.</param>
/// <param name="Width">The least width, without the space before it.</param>
/// <param name="Text">The text of a row.</param>
/// <param name="Importance">The lower, the longer it stays when the terminal is narrow.</param>
/// <param name="IsNumber">Numbers stand to the right.</param>
/// <param name="Longest">The width that it grows to where there is room.</param>
internal sealed record TopColumn<T>(string Title, int Width, Func<T, string> Text, int Importance, bool IsNumber = true, int Longest = 0);

/// <summary>Rows under titles, as wide as the terminal: what does not fit is left out by importance. Pure.</summary>
internal static class TopTable
{
    public static readonly IReadOnlyList<TopColumn<ConnectionSnapshot>> Connections =
    [
        new("NICK", 12, row => row.Nickname, 0, IsNumber: false, Longest: 24),
        new("ACCOUNT", 10, row => row.Account ?? "-", 10, IsNumber: false, Longest: 20),
        new("ADDRESS", 15, row => row.Address, 6, IsNumber: false, Longest: 39),
        new("SPEAKS", 9, row => row.IsSecure ? row.Dialect + "/tls" : row.Dialect, 8, IsNumber: false),
        new("CONN", 4, row => TopFormat.Time((DateTimeOffset.UtcNow - row.ConnectedAt).TotalSeconds), 9),
        new("IDLE", 4, row => TopFormat.Time(row.IdleSeconds), 3),
        new("IN", 5, row => TopFormat.Amount(row.BytesReceived), 2),
        new("OUT", 5, row => TopFormat.Amount(row.BytesSent), 1),
        new("BACKLOG", 7, row => TopFormat.Amount(row.OutboxBytes), 5),
        new("LAG", 5, row => TopFormat.Lag(row.LagSeconds), 4),
        new("LAST", 9, row => row.LastCommand ?? "-", 7, IsNumber: false),
    ];

    public static readonly IReadOnlyList<TopColumn<(RoomSnapshot Room, double LinesPerSecond)>> Rooms =
    [
        new("ROOM", 12, row => row.Room.Name, 0, IsNumber: false, Longest: 50),
        new("MEMBERS", 7, row => row.Room.Members.ToString(CultureInfo.InvariantCulture), 1),
        new("LINES/S", 7, row => TopFormat.Amount(row.LinesPerSecond), 2),
        new("LINES", 7, row => TopFormat.Amount(row.Room.Lines), 3),
    ];

    /// <summary>The titles, then a line for each row, each exactly that many cells wide.</summary>
    public static IEnumerable<string> Draw<T>(IReadOnlyList<TopColumn<T>> columns, IEnumerable<T> rows, int width)
    {
        (TopColumn<T> Column, int Width)[] fitting = Fit(columns, width);
        yield return Line(fitting, width, column => column.Title);
        foreach (T row in rows) yield return Line(fitting, width, column => column.Text(row));
    }

    private static string Line<T>((TopColumn<T> Column, int Width)[] columns, int width, Func<TopColumn<T>, string> text) =>
        TopFormat.Fit(string.Join(' ', columns.Select(one => TopFormat.Fit(text(one.Column), one.Width, one.Column.IsNumber))), width);

    private static (TopColumn<T> Column, int Width)[] Fit<T>(IReadOnlyList<TopColumn<T>> columns, int width)
    {
        var shown = new HashSet<TopColumn<T>>();
        int left = width + 1;
        foreach (TopColumn<T> column in columns.OrderBy(column => column.Importance))
        {
            if (shown.Count > 0 && column.Width + 1 > left) break;
            shown.Add(column);
            left -= column.Width + 1;
        }
        var widths = columns.Where(shown.Contains).Select(column => (Column: column, column.Width)).ToArray();
        for (int i = 0; i < widths.Length && left > 0; i++)
        {
            int more = Math.Clamp(widths[i].Column.Longest - widths[i].Width, 0, left);
            widths[i].Width += more;
            left -= more;
        }
        return widths;
    }
}
