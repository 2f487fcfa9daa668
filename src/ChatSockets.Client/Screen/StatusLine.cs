using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>The line above the input: what the keys do now, or what there is to say about the conversation.</summary>
internal sealed class StatusLine(ClientApp app, ScreenState state, Composer composer, Notifier notifier)
{
    public void Draw(GridArea area)
    {
        Theme theme = state.Theme;
        if (OfMode() is { } mode) area.Write(0, 0, mode, new CellStyle(theme.Title, theme.Background));
        else area.Write(0, 0, state.Notice.Length > 0 ? state.Notice : OfConversation(), theme.DimText);
        if (notifier.IsQuiet) area.WriteRight(0, "do not disturb", theme.DimText);
    }

    // While the keys do something else than usual; null otherwise.
    private string? OfMode()
    {
        if (state.Search is { } search)
        {
            string hint = search.Found ? "ctrl-r older, enter goes there, escape cancels"
                : search.Text.Length > 0 ? "not found" : "type a text";
            return $"search: {search.Text}   {hint}";
        }
        if (state.Timeline.Selected is not null) return "r reply  e react  d delete  c copy  o open  enter jump  w who  escape";
        if (composer.ReplyTo is { } id && state.Shown is { } here && here.Timeline.TryFind(id, out long position))
            return $"replying to {here.Timeline[position].From}: {PlainText.Clean(here.Timeline[position].Text.ReplaceLineEndings(" "))}";
        return composer.IsCorrection ? "editing: enter sends it in the place of the old one, escape cancels" : null;
    }

    private string OfConversation()
    {
        if (composer.Text.Contains('\n', StringComparison.Ordinal))
        {
            int lines = composer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            bool isOne = app.Session?.Has(Capability.Multiline) == true;
            return $"{lines} lines: enter sends them {(isOne ? "as one message" : $"as {lines} messages")}, ctrl-c empties";
        }
        if (!state.Timeline.IsAtEnd) return "↓ ctrl-end for the newest";
        return state.Shown?.Typing(app.Clock.GetUtcNow()) is { Count: > 0 } typing
            ? typing.Count switch
            {
                1 => $"{typing[0]} is typing",
                2 => $"{typing[0]} and {typing[1]} are typing",
                _ => $"{typing.Count} people are typing",
            }
            : "";
    }
}
