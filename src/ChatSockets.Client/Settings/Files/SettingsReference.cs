using System.Text;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Settings.Files;

/// <summary>
/// The commented settings file, made from <see cref="SettingsTable"/>: every setting with its description, an example and its default,
/// commented out.
/// </summary>
internal static class SettingsReference
{
    private const int Width = 100;
    private const string Comment = "  // ";

    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("// The settings of chat-client: JSON with comments. A setting that is commented out has the default shown;\n");
        text.Append("// to change it, remove the // in front. 'chat-client config check' finds mistakes.\n{\n");
        foreach (Setting<ClientSettings> setting in SettingsTable.All)
        {
            if (setting != SettingsTable.All[0]) text.Append('\n');
            Append(text, setting.Description, "");
            int width = setting.Notes.Select(note => note.Name.Length).DefaultIfEmpty().Max();
            foreach (SettingNote note in setting.Notes) Append(text, note.Text, $"  {note.Name.PadRight(width)}  ");
            text.Append($"{Comment}Example: {setting.Example}\n");
            text.Append(Default(setting)).Append('\n');
        }
        return text.Append("}\n").ToString();
    }

    /// <summary>Returns the lines of the commented file that hold a setting's default.</summary>
    public static string Default(Setting<ClientSettings> setting) =>
        SettingsJson.Member(setting, new ClientSettings(), showSecrets: true, Comment) + ",";

    private static void Append(StringBuilder text, string words, string label)
    {
        var line = new StringBuilder(label);
        bool isEmpty = true;
        foreach (string word in words.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                text.Append(Comment).Append(line).Append('\n');
                line.Clear().Append(' ', label.Length);
                isEmpty = true;
            }
            if (!isEmpty) line.Append(' ');
            line.Append(word);
            isEmpty = false;
        }
        text.Append(Comment).Append(line).Append('\n');
    }
}
