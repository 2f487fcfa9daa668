using System.Text;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Settings.Files;

/// <summary>The settings in force as a settings file, with a comment after each value that says where it comes from.</summary>
internal static class SettingsView
{
    public static string Text(LoadedSettings loaded)
    {
        var text = new StringBuilder("{\n");
        foreach (Setting<ClientSettings> setting in SettingsTable.All)
        {
            text.Append(SettingsJson.Member(setting, loaded.Settings, showSecrets: false, "  "));
            if (setting != SettingsTable.All[^1]) text.Append(',');
            text.Append(" // ").Append(loaded.Origins.GetValueOrDefault(setting.Name, "default").ReplaceLineEndings(" ")).Append('\n');
        }
        return text.Append("}\n").ToString();
    }

    /// <summary>Returns the table of keys: each action with its name in the settings file, its keys and what it does.</summary>
    public static string Keys(ClientSettings settings)
    {
        var rows = KeyActions.All.Select(row => (row.Name, Keys: Chords(settings, row.Action), row.Summary)).ToList();
        int name = rows.Max(row => row.Name.Length), keys = rows.Max(row => row.Keys.Length);
        return string.Concat(rows.Select(row => $"{row.Name.PadRight(name)}  {row.Keys.PadRight(keys)}  {row.Summary}\n"));
    }

    private static string Chords(ClientSettings settings, KeyAction action)
    {
        IReadOnlyList<KeyChord> input = settings.Keys.ChordsOf(action);
        return string.Join(' ', input.Concat(settings.SelectionKeys.ChordsOf(action)).Distinct());
    }
}
