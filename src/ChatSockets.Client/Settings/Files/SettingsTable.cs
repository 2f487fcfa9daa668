using System.Globalization;
using System.Text;
using ChatSockets.Client.Settings.Kinds;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Settings.Files;

/// <summary>
/// The table of settings. A new setting needs only a row: reading, checking, the commented file and <c>config show</c> come from it.
/// </summary>
internal sealed class SettingsTable() : RecordKind<ClientSettings>("the settings", new ClientSettings(), All)
{
    private static readonly TextKind Text = new();
    private static readonly SwitchKind Switch = new();

    public static readonly IReadOnlyList<Setting<ClientSettings>> All =
    [
        new Setting<ClientSettings, IReadOnlyList<NetworkSettings>>(
            "networks", "The networks to connect to.",
            "[{ \"name\": \"home\", \"address\": \"localhost:5000\", \"nick\": \"alice\", \"rooms\": [\"#lobby\"] }]",
            new ListKind<NetworkSettings>(new NetworkKind()),
            settings => settings.Networks, (settings, networks) => settings with { Networks = networks }),
        new Setting<ClientSettings, string>(
            "theme", "The colors: \"dark\", \"light\", the name of one of your themes, or \"auto\" to follow the terminal's background.",
            "\"dark\"", Text, settings => settings.Theme, (settings, theme) => settings with { Theme = theme }),
        new Setting<ClientSettings, IReadOnlyList<ThemeSettings>>(
            "themes",
            "Your themes, by their names. A color is \"#rrggbb\", a number of the terminal's palette (0 to 255), one of the ANSI names "
            + "such as \"bright-red\", or \"default\".",
            "{ \"mine\": { \"base\": \"dark\", \"colors\": { \"link\": \"#6cb6ff\", \"mention\": 208, \"nicks\": [\"red\", \"blue\"] } } }",
            new ThemesKind(), settings => settings.Themes, (settings, themes) => settings with { Themes = themes }),
        new Setting<ClientSettings, KeyBindings>(
            "keys",
            "Your keys. They change the ones in parentheses. A key is a character, enter, tab, escape, space, up, pageup, f1 and so on, "
            + "after ctrl-, alt- or shift-. The actions:",
            "{ \"ctrl-t\": \"transpose-chars\", \"f5\": \"palette\", \"f4\": \"none\" }",
            new KeysKind(KeyBindings.Input, row => row.Keys, canType: false),
            settings => settings.Keys, (settings, keys) => settings with { Keys = keys }),
        new Setting<ClientSettings, KeyBindings>(
            "selection-keys", "Your keys while a message is selected, likewise. The actions:", "{ \"x\": \"redact\", \"d\": \"none\" }",
            new KeysKind(KeyBindings.Selection, row => row.SelectionKeys, canType: true),
            settings => settings.SelectionKeys, (settings, keys) => settings with { SelectionKeys = keys }),
        new Setting<ClientSettings, IReadOnlyList<string>>(
            "highlight", "Words beside your nickname that count as a mention.", "[\"deploy\", \"alice's\"]",
            new ListKind<string>(new TextKind("a word in quotes", word => word.Trim().Length == 0 ? "This is not a word." : null)),
            settings => settings.Highlight, (settings, words) => settings with { Highlight = words }),
        new Setting<ClientSettings, IReadOnlyList<string>>(
            "ignore", "Whose messages are not shown: nicknames, or masks nick!user@host in which * stands for anything.",
            "[\"mallory!*@*\", \"*!*@*.example.org\"]",
            new ListKind<string>(new TextKind("a mask in quotes, such as \"mallory!*@*\"", CheckMask, CompleteMask)),
            settings => settings.Ignore, (settings, masks) => settings with { Ignore = masks }),
        new Setting<ClientSettings, NotifyMode>(
            "notify",
            "How you are told of a mention while another window is in front: \"bell\", \"osc9\", \"osc777\" and \"osc99\" (terminals "
            + "differ in what they understand), \"none\", or \"auto\" for what the terminal is known to understand.",
            "\"bell\"",
            new ChoiceKind<NotifyMode>(
            [
                ("auto", NotifyMode.Auto), ("bell", NotifyMode.Bell), ("osc9", NotifyMode.Osc9), ("osc777", NotifyMode.Osc777),
                ("osc99", NotifyMode.Osc99), ("none", NotifyMode.None),
            ]),
            settings => settings.Notify, (settings, mode) => settings with { Notify = mode }),
        new Setting<ClientSettings, bool>(
            "mouse", "Whether the mouse scrolls and clicks here; if not, it selects text as elsewhere in the terminal.", "false", Switch,
            settings => settings.Mouse, (settings, value) => settings with { Mouse = value }),
        new Setting<ClientSettings, bool>(
            "typing", "Whether others see that you are typing.", "false", Switch,
            settings => settings.Typing, (settings, value) => settings with { Typing = value }),
        new Setting<ClientSettings, bool>(
            "ctcp", "Whether others can ask for this program's name and clock (CTCP VERSION, PING and TIME).", "false", Switch,
            settings => settings.Ctcp, (settings, value) => settings with { Ctcp = value }),
        new Setting<ClientSettings, bool>(
            "emoji-shortcodes", "Whether :thumbsup: becomes an emoji when you send it.", "false", Switch,
            settings => settings.EmojiShortcodes, (settings, value) => settings with { EmojiShortcodes = value }),
        new Setting<ClientSettings, string>(
            "time-format", "How times are shown; .NET's custom formats.", "\"HH:mm:ss\"",
            new TextKind("a format in quotes, such as \"HH:mm\"", CheckTimeFormat),
            settings => settings.TimeFormat, (settings, format) => settings with { TimeFormat = format }),
        new Setting<ClientSettings, bool>(
            "members", "Whether the members of a room are shown at start.", "false", Switch,
            settings => settings.Members, (settings, value) => settings with { Members = value }),
        new Setting<ClientSettings, LogSettings>(
            "log", "The log of what is said, as files of text.", "{ \"enabled\": true, \"folder\": \"~/chat-logs\" }", new LogKind(),
            settings => settings.Log, (settings, log) => settings with { Log = log }),
        new Setting<ClientSettings, IReadOnlyList<HookSettings>>(
            "hooks",
            "Programs that get events as JSON, an object a line, and may answer with objects, as a pipe takes them. One is started at its "
            + "first event, and again if it has ended.",
            "[{ \"program\": \"/home/alice/bin/answer\", \"arguments\": [\"--short\"], \"events\": [\"mention\", \"private\"] }]",
            new ListKind<HookSettings>(new HookKind()),
            settings => settings.Hooks, (settings, hooks) => settings with { Hooks = hooks }),
        new Setting<ClientSettings, PlainMode>(
            "plain", "\"always\" for lines of text in place of the full screen; \"auto\" for lines only where no screen can be drawn.",
            "\"always\"", new ChoiceKind<PlainMode>([("auto", PlainMode.Auto), ("always", PlainMode.Always)]),
            settings => settings.Plain, (settings, mode) => settings with { Plain = mode }),
    ];

    protected override string NotMember => "is not a setting.";

    protected override string KnownMembers => "'chat-client config show' lists the settings.";

    // Editors look there for a schema.
    protected override bool IsIgnored(string name) => name == "$schema";

    protected override void Check(JsonItem item, ClientSettings value, SettingsSource source)
    {
        string[] themes =
        [
            ClientSettings.AutoTheme, ClientSettings.DarkTheme, ClientSettings.LightTheme,
            .. item.Member("themes")?.Value.Members.Select(theme => theme.Name) ?? [],
        ];
        if (item.Member("theme") is { } chosen && !themes.Contains(value.Theme))
        {
            string advice = Suggestion.For(value.Theme, themes, $"There are: {string.Join(", ", themes)}.");
            source.Refuse(chosen.Value.Place, $"There is no theme '{value.Theme}'. {advice}");
        }
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonItem network in item.Member("networks")?.Value.Items ?? [])
        {
            if (network.Member("name")?.Value is { } name && !lines.TryAdd(name.Text, name.Place.Line))
                source.Refuse(name.Place, $"There is a network '{name.Text}' already, in line {lines[name.Text]}. Choose another name.");
        }
    }

    private static string? CheckMask(string mask) =>
        mask.Length > 0 && !mask.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            ? null
            : $"'{mask}' is not a mask, such as mallory!*@*.";

    private static string CompleteMask(string mask) => Encoding.UTF8.GetString(Mask.Complete(Encoding.UTF8.GetBytes(mask)));

    private static string? CheckTimeFormat(string format)
    {
        try
        {
            string shown = default(DateTime).ToString(format, CultureInfo.InvariantCulture);
            if (format.Length > 1 && shown.Length is > 0 and <= 20 && !shown.Any(char.IsControl)) return null;
        }
        catch (FormatException)
        {
            // Told below.
        }
        return $"'{format}' is not a format for times. Write \"HH:mm\", \"HH:mm:ss\" or \"h:mm tt\".";
    }
}
