using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The styles of a theme's colours.</summary>
internal static class ThemeStyles
{
    extension(Theme theme)
    {
        public CellStyle PlainText => new(theme.Text, theme.Background);

        public CellStyle DimText => new(theme.Dim, theme.Background);

        public CellStyle BorderText => new(theme.Border, theme.Background);

        public CellStyle TitleText => new(theme.Title, theme.Background, CellAttributes.Bold);

        public CellStyle MentionText => new(theme.Mention, theme.Background);

        public CellStyle ErrorText => new(theme.Error, theme.Background);

        public CellStyle Nick(string nick) => new(theme.NickColor(nick), theme.Background);
    }
}
