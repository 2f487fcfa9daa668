using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client;

/// <summary>A line of chat as rows of a terminal: wrapped between words, further rows under the text, names in their colours.</summary>
internal sealed class ChatRows(Style style)
{
    public IEnumerable<string> Of(ChatLine line, int width)
    {
        // The last cell stays free, see PromptLine.
        int usable = Math.Max(8, width - 1);
        string where = line.Where.Length > 0 ? line.Where + " " : "";
        int head = CellWidth.Of($"{line.Clock} {where}{line.Speaker} ");
        int indent = Math.Min(head, usable / 3);
        bool headFits = head <= usable / 2;

        List<string> rows = LineWrap.Wrap(line.Text, headFits ? usable - head : usable - indent, usable - indent);
        string painted = $"{style.Dim(line.Clock)} {style.Bold(where)}{Speaker(line)} ";
        if (!headFits)
        {
            // A name nearly as wide as the screen has rows of its own.
            foreach (string row in LineWrap.Wrap($"{line.Clock} {where}{line.Speaker}", usable, usable)) yield return row;
            painted = new string(' ', indent);
        }
        for (int i = 0; i < rows.Count; i++) yield return (i == 0 ? painted : new string(' ', indent)) + Text(line, rows[i]);
    }

    private string Speaker(ChatLine line) => line.Kind switch
    {
        ChatLineKind.Status => style.Dim(line.Speaker),
        ChatLineKind.Error => style.Error(line.Speaker),
        _ => style.Name(line.Who, line.Speaker),
    };

    private string Text(ChatLine line, string text) => line.Kind switch
    {
        ChatLineKind.Status => style.Dim(text),
        ChatLineKind.Error => style.Error(text),
        _ => text,
    };
}
