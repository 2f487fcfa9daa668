using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Settings;

/// <summary>A row of the table of a theme's colours, by their names in the settings file.</summary>
internal sealed record ThemeRole(string Name, string Summary, Func<Theme, Color> Get, Func<Theme, Color, Theme> Set)
{
    /// <summary>The name of the list of nickname colours, which is no row of the table.</summary>
    public const string Nicks = "nicks";

    /// <summary>The names of the colours that text is drawn on; the other ones, but the border, are those of text.</summary>
    public static readonly IReadOnlyList<string> Behind = ["background", "selection"];

    public static readonly IReadOnlyList<ThemeRole> All =
    [
        new("text", "messages", theme => theme.Text, (theme, color) => theme with { Text = color }),
        new("dim", "times, joins and parts, hints", theme => theme.Dim, (theme, color) => theme with { Dim = color }),
        new("border", "lines between the parts of the screen", theme => theme.Border, (theme, color) => theme with { Border = color }),
        new("title", "the conversation's name, the current room, the prompt", theme => theme.Title,
            (theme, color) => theme with { Title = color }),
        new("background", "behind everything", theme => theme.Background, (theme, color) => theme with { Background = color }),
        new("selection", "behind what is selected", theme => theme.Selection, (theme, color) => theme with { Selection = color }),
        new("unread", "conversations with unread messages", theme => theme.Unread, (theme, color) => theme with { Unread = color }),
        new("mention", "messages that mention you", theme => theme.Mention, (theme, color) => theme with { Mention = color }),
        new("error", "errors", theme => theme.Error, (theme, color) => theme with { Error = color }),
        new("pending", "messages that the server has not confirmed yet", theme => theme.Pending,
            (theme, color) => theme with { Pending = color }),
        new("link", "links", theme => theme.Link, (theme, color) => theme with { Link = color }),
        new("day", "the line above the first message of a day", theme => theme.Day, (theme, color) => theme with { Day = color }),
        new("input", "the text being typed", theme => theme.Input, (theme, color) => theme with { Input = color }),
    ];
}
