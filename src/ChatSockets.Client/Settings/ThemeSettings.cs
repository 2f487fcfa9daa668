using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Settings;

/// <summary>A theme of the settings file: a built-in theme and the colours that differ from it.</summary>
internal sealed record ThemeSettings
{
    public required string Name { get; init; }

    /// <summary>Whether the colours that are not given are those of <see cref="Theme.Dark"/>; else of <see cref="Theme.Light"/>.</summary>
    public bool IsDark { get; init; } = true;

    /// <summary>The colours by the names of <see cref="ThemeRole"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, Color>> Colors { get; init; } = [];

    /// <summary>The colours of nicknames; empty for those of the base.</summary>
    public IReadOnlyList<Color> Nicks { get; init; } = [];

    /// <summary>Returns the base with these colours.</summary>
    public Theme Build()
    {
        Theme theme = IsDark ? Theme.Dark : Theme.Light;
        foreach ((string name, Color color) in Colors) theme = ThemeRole.All.First(role => role.Name == name).Set(theme, color);
        return Nicks.Count > 0 ? theme with { Nicks = Nicks } : theme;
    }
}
