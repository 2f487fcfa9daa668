namespace ChatSockets.Client.Settings;

/// <summary>Everything that the settings file configures. <c>SettingsTable</c> has the names and descriptions.</summary>
internal sealed record ClientSettings
{
    /// <summary>The theme that follows the terminal's background.</summary>
    public const string AutoTheme = "auto";

    public const string DarkTheme = "dark";

    public const string LightTheme = "light";

    public IReadOnlyList<NetworkSettings> Networks { get; init; } = [];

    /// <summary>
    /// <see cref="AutoTheme"/>, <see cref="DarkTheme"/>, <see cref="LightTheme"/> or the name of one of <see cref="Themes"/>.
    /// </summary>
    public string Theme { get; init; } = AutoTheme;

    public IReadOnlyList<ThemeSettings> Themes { get; init; } = [];

    public KeyBindings Keys { get; init; } = KeyBindings.Input;

    /// <summary>The keys while a message is selected.</summary>
    public KeyBindings SelectionKeys { get; init; } = KeyBindings.Selection;

    /// <summary>Words beside the nickname that count as a mention.</summary>
    public IReadOnlyList<string> Highlight { get; init; } = [];

    /// <summary>Whose messages are not shown: complete masks, <c>nick!user@host</c> with wildcards.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    public NotifyMode Notify { get; init; }

    public bool Mouse { get; init; } = true;

    /// <summary>Whether others see that the user is typing.</summary>
    public bool Typing { get; init; } = true;

    /// <summary>Whether CTCP VERSION, PING and TIME are answered.</summary>
    public bool Ctcp { get; init; } = true;

    /// <summary>Whether <c>:thumbsup:</c> becomes an emoji.</summary>
    public bool EmojiShortcodes { get; init; } = true;

    /// <summary>A format of .NET.</summary>
    public string TimeFormat { get; init; } = "HH:mm";

    /// <summary>Whether the list of members is shown at start.</summary>
    public bool Members { get; init; } = true;

    public LogSettings Log { get; init; } = new();

    public IReadOnlyList<HookSettings> Hooks { get; init; } = [];

    public PlainMode Plain { get; init; }

    /// <summary>Returns the theme in force.</summary>
    /// <param name="isDark">Whether the terminal's background is dark.</param>
    public Theme ThemeFor(bool isDark) => Themes.FirstOrDefault(theme => theme.Name == Theme) is { } named
        ? named.Build()
        : Theme == DarkTheme || (Theme == AutoTheme && isDark) ? Settings.Theme.Dark : Settings.Theme.Light;
}

/// <summary>How the user is told of a message while another window is in front.</summary>
internal enum NotifyMode
{
    /// <summary>What the terminal knows.</summary>
    Auto,
    Bell,
    Osc9,
    Osc777,
    Osc99,
    None,
}

/// <summary>When the client reads and prints lines instead of drawing a screen.</summary>
internal enum PlainMode
{
    /// <summary>If the terminal cannot draw, or there is none.</summary>
    Auto,
    Always,
}

/// <summary>The log of conversations.</summary>
/// <param name="Enabled">Whether messages are written down.</param>
/// <param name="Folder">Where; null for the folder <c>logs</c> of the state folder.</param>
internal sealed record LogSettings(bool Enabled = false, string? Folder = null);

/// <summary>A program to run on events.</summary>
internal sealed record HookSettings
{
    /// <summary>A program's name or path; it is not run by a shell.</summary>
    public string Program { get; init; } = "";

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<HookEvent> Events { get; init; } = [];
}

/// <summary>What a hook can be run on.</summary>
internal enum HookEvent
{
    /// <summary>Any message of somebody else.</summary>
    Message,

    /// <summary>A message that mentions the user.</summary>
    Mention,

    /// <summary>A message to the user alone.</summary>
    Private,
    Connected,
    Disconnected,
}
