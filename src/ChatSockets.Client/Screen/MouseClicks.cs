using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The mouse: the wheel scrolls, and a click goes to what is drawn there.</summary>
internal sealed class MouseClicks(ClientApp app, ScreenState state, ScreenPanels panels, CellGrid grid)
{
    public void Handle(MouseEvent mouse)
    {
        if (mouse.Action == MouseAction.WheelUp) state.Scroll(3);
        else if (mouse.Action == MouseAction.WheelDown) state.Scroll(-3);
        if (mouse is not { Action: MouseAction.Press, Button: 0 } || state.Picker is not null) return;
        if (Contains(panels.RoomArea, mouse))
        {
            if (panels.Rooms.At(mouse.Row - panels.RoomArea.Top, mouse.Column - panels.RoomArea.Left) is { } conversation)
                app.Conversations.SwitchTo(conversation);
        }
        else if (Contains(panels.MemberArea, mouse))
        {
            if (panels.Members.At(mouse.Row - panels.MemberArea.Top) is { } nick)
                app.Conversations.SwitchTo(app.Conversations.Ensure(app.Network, nick));
        }
        else if (Contains(panels.TimelineArea, mouse) && grid[mouse.Row, mouse.Column].Style.Link is var link and > 0)
        {
            state.OpenLink(grid.LinkOf(link));
        }
        else if (Contains(panels.TimelineArea, mouse) && state.Shown is { } shown)
        {
            long? at = state.Timeline.At(mouse.Row - panels.TimelineArea.Top);
            if (at is { } position && shown.Timeline.KindOf(position) <= EntryKind.Notice)
                state.Timeline.Select(shown, state.Timeline.Selected == at ? null : at);
        }
    }

    private static bool Contains(GridArea area, MouseEvent mouse) =>
        mouse.Row >= area.Top && mouse.Row < area.Top + area.Height && mouse.Column >= area.Left && mouse.Column < area.Left + area.Width;
}
