using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The members of the current room: the highest status first, then by name; those who are away are dim.</summary>
internal sealed class MemberPanel(Theme theme)
{
    private readonly List<string> _shown = [];

    public void Draw(GridArea area, Conversation conversation)
    {
        _shown.Clear();
        if (conversation.Roster is not { } roster) return;
        area.Write(0, 1, $"{roster.Count} here", theme.DimText);
        string order = conversation.Network.Session?.Isupport.PrefixSymbols ?? "";
        IEnumerable<string> members = roster.Nicks.OrderBy(nick => Rank(order, roster.PrefixesOf(nick)))
            .ThenBy(nick => nick, StringComparer.OrdinalIgnoreCase);
        foreach (string nick in members.Take(area.Height - 1))
        {
            _shown.Add(nick);
            int row = _shown.Count;
            string prefix = roster.PrefixesOf(nick);
            area.Write(row, 1, prefix.Length > 0 ? prefix[..1] : " ", new CellStyle(theme.Title, theme.Background));
            area.Write(row, 2, nick, roster.IsAway(nick) ? theme.DimText : theme.Nick(nick));
        }
        if (roster.Count > area.Height - 1) area.Write(area.Height - 1, 1, $"… {roster.Count - area.Height + 2} more", theme.DimText);
    }

    public string? At(int row) => row >= 1 && row <= _shown.Count ? _shown[row - 1] : null;

    private static int Rank(string order, string prefixes) =>
        prefixes.Length == 0 ? order.Length : order.IndexOf(prefixes[0], StringComparison.Ordinal);
}
