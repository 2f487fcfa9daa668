using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>The user's themes: an object with the name of each, and its base and colours.</summary>
internal sealed class ThemesKind : Kind<IReadOnlyList<ThemeSettings>>
{
    private static readonly string[] BuiltIn = [ClientSettings.AutoTheme, ClientSettings.DarkTheme, ClientSettings.LightTheme];

    private static readonly RecordKind<ThemeSettings> Theme = new("a theme", new ThemeSettings { Name = "" },
    [
        new Setting<ThemeSettings, bool>(
            "base", "The theme whose colors the other ones are.", "\"light\"",
            new ChoiceKind<bool>([(ClientSettings.DarkTheme, true), (ClientSettings.LightTheme, false)]),
            theme => theme.IsDark, (theme, isDark) => theme with { IsDark = isDark }),
        new Setting<ThemeSettings, ThemeSettings>(
            "colors", "The colors that differ, by their names.", "{ \"link\": \"#6cb6ff\" }", new ThemeColorsKind(), theme => theme,
            (theme, colors) => theme with { Colors = colors.Colors, Nicks = colors.Nicks }),
    ]);

    public override string Expected => "an object with a name and an object for each theme";

    public override IReadOnlyList<SettingNote> Notes =>
    [
        .. Theme.Notes,
        .. ThemeRole.All.Select(role => new SettingNote($"colors.{role.Name}", role.Summary)),
        new($"colors.{ThemeRole.Nicks}", "a list with the colors of nicknames"),
    ];

    public override bool TryRead(JsonItem item, SettingsSource source, out IReadOnlyList<ThemeSettings> value)
    {
        var themes = new List<ThemeSettings>();
        value = themes;
        if (item.Type != JsonTokenType.StartObject) return RefuseType(item, source);
        foreach (JsonMember member in item.Members)
        {
            if (BuiltIn.Contains(member.Name) || member.Name.Length == 0)
                source.Refuse(member.Place, $"A theme cannot be called \"{member.Name}\". Choose another name.");
            else if (Theme.TryRead(member.Value, source, out ThemeSettings theme)) themes.Add(theme with { Name = member.Name });
        }
        return themes.Count == item.Members.Count;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ThemeSettings> value, bool showSecrets)
    {
        writer.WriteStartObject();
        foreach (ThemeSettings theme in value)
        {
            writer.WritePropertyName(theme.Name);
            Theme.Write(writer, theme, showSecrets);
        }
        writer.WriteEndObject();
    }
}
