using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSockets.Server.Configuration;

/// <summary>The JSON schema (draft 2020-12) of a configuration file, made from the table of <see cref="Settings"/>.</summary>
internal static class ConfigurationSchema
{
    /// <summary>JSON for people: indented, and nothing escaped that needs no escape.</summary>
    public static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n"
    };

    public static string Text()
    {
        var properties =
            new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where this schema is, for editors." } };
        var defaults = new ProgramOptions();
        foreach (Setting setting in Settings.All)
        {
            JsonObject schema = setting.Schema();
            schema["description"] = setting.NeedsStart
                ? $"{setting.Description} A change takes effect at the next start."
                : setting.Description;
            schema["default"] = setting.ToJson(defaults, showSecrets: true);
            schema["examples"] = new JsonArray(Example(setting));
            properties[setting.Name] = schema;
        }
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "The configuration of chat-server",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        }.ToJsonString(Readable);
    }

    private static JsonNode? Example(Setting setting)
    {
        if (setting.OnlyInFile) return JsonNode.Parse(setting.Example);
        var options = new ProgramOptions();
        setting.Read(setting.Example, ref options);
        return setting.ToJson(options, showSecrets: true);
    }
}
