using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>Draws the screen: where each panel is in the size that there is, and what stands around them.</summary>
internal sealed class ScreenPanels(ClientApp app, ScreenState state, Composer composer, StatusLine status)
{
    private const int RoomsWidth = 20;
    private const int MembersWidth = 17;

    public RoomPanel Rooms { get; private set; } = new(app, state.Theme);

    public MemberPanel Members { get; private set; } = new(state.Theme);

    /// <summary>Where the conversations were drawn last.</summary>
    public GridArea RoomArea { get; private set; }

    /// <summary>Where the members were drawn last; empty if they were not.</summary>
    public GridArea MemberArea { get; private set; }

    /// <summary>Where the messages were drawn last.</summary>
    public GridArea TimelineArea { get; private set; }

    public void UseTheme(Theme theme)
    {
        Rooms = new RoomPanel(app, theme);
        Members = new MemberPanel(theme);
    }

    public void Draw(CellGrid grid)
    {
        Theme theme = state.Theme;
        int height = grid.Height, width = grid.Width;
        bool rooms = state.ShowsRooms && width >= 60, members = state.ShowsMembers && width >= 100 && state.Shown is { IsRoom: true };
        int left = rooms ? RoomsWidth + 1 : 0, right = members ? MembersWidth + 1 : 0;
        GridArea all = grid.All;
        int inner = width - left - right;
        EditorLayout layout = composer.Layout(width);
        int inputRows = Math.Min(layout.Rows.Count, Math.Max(1, Math.Min(6, height / 3)));
        composer.Draw(all.Part(height - inputRows, 0, inputRows, width), layout);
        height -= inputRows;
        int top = rooms ? 0 : 1;
        if (rooms)
        {
            all.Write(0, 1, "ChatSockets", theme.TitleText);
            RoomArea = all.Part(1, 0, height - 2, RoomsWidth);
            Rooms.Draw(RoomArea);
            DrawConnection(all.Part(height - 1, 1, 1, RoomsWidth - 1));
            for (int row = 0; row < height; row++) all.Write(row, RoomsWidth, "│", theme.BorderText);
        }
        else
        {
            RoomArea = all.Part(0, 0, 1, width);
            Rooms.DrawTabs(RoomArea);
        }
        MemberArea = default;
        if (members)
        {
            MemberArea = all.Part(0, width - MembersWidth, height, MembersWidth);
            Members.Draw(MemberArea, state.Shown!);
            for (int row = 0; row < height; row++) all.Write(row, width - MembersWidth - 1, "│", theme.BorderText);
        }
        GridArea middle = all.Part(top, left, height - top, inner);
        bool header = height >= 8;
        if (header) DrawHeader(middle.Part(0, 0, 1, inner));
        TimelineArea = middle.Part(header ? 1 : 0, 1, middle.Height - 1 - (header ? 1 : 0), inner - 2);
        if (state.Shown is { } conversation) state.Timeline.Draw(TimelineArea, conversation);
        status.Draw(middle.Part(middle.Height - 1, 1, 1, inner - 2));
        state.Picker?.Draw(all, theme);
        if (theme.Background != Color.Default) grid.SetDefaults(theme.Text, theme.Background);
    }

    private void DrawHeader(GridArea area)
    {
        if (state.Shown is not { } shown) return;
        int column = area.Write(0, 1, shown.Name, state.Theme.TitleText);
        int end = column + 3;
        foreach (StyledRun run in MessageText.Parse(shown.Topic, state.Theme.DimText, state.Theme.DimText))
            end = area.Write(0, end, run.Text, run.Style);
    }

    private void DrawConnection(GridArea area)
    {
        Theme theme = state.Theme;
        (string mark, Color color, string text) = app.Network.State switch
        {
            NetworkState.Ready => ("●", theme.Unread, app.Network.Nick),
            NetworkState.Connecting => ("○", theme.Mention, "connecting"),
            NetworkState.Waiting => ("○", theme.Error, "reconnecting"),
            _ => ("○", theme.Error, "offline"),
        };
        int end = area.Write(0, 2, text, theme.DimText);
        (string safety, CellStyle style) = app.Session?.Security switch
        {
            { IsEncrypted: true } => ("TLS", theme.DimText),
            { IsPrivate: false } => ("clear text", new CellStyle(theme.Error, theme.Background)),
            _ => ("", default),
        };
        if (end + 1 + safety.Length <= area.Width) area.WriteRight(0, safety, style);
        area.Write(0, 0, mark, new CellStyle(color, theme.Background));
    }
}
