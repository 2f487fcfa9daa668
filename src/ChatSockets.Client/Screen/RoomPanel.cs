using System.Globalization;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The open conversations with what is unread in them: as a column, or in one row where there is no room for a column.</summary>
internal sealed class RoomPanel(ClientApp app, Theme theme)
{
    private readonly List<(int Row, Conversation Conversation)> _rows = [];
    private readonly List<(int From, int To, Conversation Conversation)> _tabs = [];

    public void Draw(GridArea area)
    {
        _rows.Clear();
        _tabs.Clear();
        int current = app.Conversations.Current is { } here ? IndexOf(here) : 0;
        int first = Math.Max(0, current - area.Height + 2);
        int row = 0;
        foreach (Conversation each in app.Conversations.Open.Skip(first))
        {
            if (row >= area.Height) break;
            bool isCurrent = each == app.Conversations.Current;
            int indent = each.IsServer ? 0 : 1;
            CellStyle style = isCurrent ? theme.TitleText
                : each.Mentions > 0 ? new CellStyle(theme.Mention, theme.Background, CellAttributes.Bold)
                : each.Unread > 0 ? default(CellStyle).With(CellAttributes.Bold) : theme.DimText;
            area.Write(row, 0, isCurrent ? "▎" : " ", new CellStyle(theme.Title, theme.Background));
            area.Part(row, 1, 1, area.Width - 6).Write(0, indent, each.Name, style);
            if (each is { IsServer: true, Network.IsReady: false })
                area.WriteRight(row, "○ ", each.Network.State == NetworkState.Connecting ? theme.MentionText : theme.ErrorText);
            else if (Count(each) is { Length: > 0 } count)
                area.WriteRight(row, count + " ", each.Mentions > 0 ? theme.MentionText : theme.DimText);
            _rows.Add((row, each));
            row++;
        }
    }

    /// <summary>All in one row: the current one, and those in which something is unread.</summary>
    public void DrawTabs(GridArea area)
    {
        _rows.Clear();
        _tabs.Clear();
        int column = 0;
        IEnumerable<Conversation> others = app.Conversations.Open.Where(each => each != app.Conversations.Current)
            .OrderByDescending(each => each.Mentions > 0).ThenByDescending(each => each.Unread > 0);
        foreach (Conversation each in others.Prepend(app.Conversations.Current).OfType<Conversation>())
        {
            bool isCurrent = each == app.Conversations.Current;
            string text = isCurrent ? $"▎{each.Name} " : $" {each.Name}{(Count(each) is { Length: > 0 } count ? " " + count : "")} ";
            if (column + CellWidth.Of(text) > area.Width && column > 0) break;
            CellStyle style = isCurrent ? theme.TitleText
                : each.Mentions > 0 ? new CellStyle(theme.Mention, theme.Background, CellAttributes.Bold) : theme.DimText;
            int end = area.Write(0, column, text, style);
            _tabs.Add((column, end, each));
            column = end;
        }
    }

    /// <summary>The conversation at a place of the panel.</summary>
    public Conversation? At(int row, int column) => _tabs.Count > 0
        ? _tabs.Find(each => column >= each.From && column < each.To).Conversation
        : _rows.Find(each => each.Row == row).Conversation;

    private static string Count(Conversation conversation)
    {
        int count = conversation.Mentions > 0 ? conversation.Mentions : conversation.Unread;
        string number = count > 99 ? "99+" : count.ToString(CultureInfo.InvariantCulture);
        return count == 0 ? "" : conversation.Mentions > 0 ? $"●{number}" : number;
    }

    private int IndexOf(Conversation conversation)
    {
        for (int i = 0; i < app.Conversations.Open.Count; i++)
        {
            if (app.Conversations.Open[i] == conversation) return i;
        }
        return 0;
    }
}
