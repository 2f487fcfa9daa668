using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Settings.Files;

/// <summary>Writes settings as JSON for people: indented, and nothing escaped that needs no escape.</summary>
internal static class SettingsJson
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns a value's text; the lines after the first have <paramref name="indent"/> before them.</summary>
    public static string Text(Action<Utf8JsonWriter> write, string indent = "")
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable)) write(writer);
        return Encoding.UTF8.GetString(bytes.ToArray()).Replace("\n", "\n" + indent, StringComparison.Ordinal);
    }

    /// <summary>Returns <c>"name": value</c> of a setting; its lines have <paramref name="indent"/> before them.</summary>
    public static string Member(Setting<ClientSettings> setting, ClientSettings settings, bool showSecrets, string indent)
    {
        string text = Text(writer =>
        {
            writer.WriteStartObject();
            setting.Write(writer, settings, showSecrets);
            writer.WriteEndObject();
        });
        IEnumerable<string> lines = text.Split('\n')[1..^1].Select(line => indent + line["  ".Length..]);
        return string.Join('\n', lines);
    }
}
