using System.Text.Json;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// A JSON object of standard input; json.md documents them. The fields are those of the output where they mean the same, and what only the
/// output can know (time, from, id, self, replayed) is ignored, so that what one client writes another one can read.
/// </summary>
internal static class PipeObject
{
    private static readonly string[] OfMessages = ["to", "room", "text!", "reply_to", "once", "ref"];

    private static readonly string[] Ignored = ["v", "type", "time", "from", "id", "self", "replayed", "event", "network"];

    /// <summary>The types, each with the fields that it can have; those that it needs are marked with an exclamation mark.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Fields = new Dictionary<string, string[]>
    {
        ["message"] = OfMessages,
        ["action"] = OfMessages,
        ["notice"] = OfMessages,
        ["join"] = ["room!", "key"],
        ["part"] = ["room", "text"],
        ["topic"] = ["room", "text!"],
        ["nick"] = ["nick!"],
        ["raw"] = ["text!"],
        ["quit"] = ["text"],
    };

    public static PipeLine Parse(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            var values = new Dictionary<string, string>();
            string? error = Read(json.RootElement, values);
            return error is null ? Make(line, values) : new PipeLine(line) { Error = error };
        }
        catch (JsonException mistake)
        {
            return new PipeLine(line) { Error = $"not a JSON object: a mistake at byte {mistake.BytePositionInLine + 1}" };
        }
        catch (InvalidOperationException)
        {
            return new PipeLine(line) { Error = "not a JSON object: half of a surrogate pair is no text" };
        }
    }

    // Gathers the fields. Returns what is wrong with one of them.
    private static string? Read(JsonElement json, Dictionary<string, string> values)
    {
        if (!json.TryGetProperty("type"u8, out JsonElement named) || named.ValueKind != JsonValueKind.String) return "it has no type";
        string type = named.GetString()!;
        if (!Fields.TryGetValue(type, out string[]? fields))
            return $"there is no type {type}; did you mean {NearestName.To(type, Fields.Keys)}?";
        if (json.TryGetProperty("v"u8, out JsonElement v) && !(v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out int version)
            && version == JsonLine.Version)) return $"its version is {v.GetRawText()}; this client knows version {JsonLine.Version}";
        string[] names = [.. fields.Select(each => each.TrimEnd('!'))];
        values["type"] = type;
        foreach (JsonProperty field in json.EnumerateObject())
        {
            if (names.Contains(field.Name))
            {
                if (field.Value.ValueKind != JsonValueKind.String) return $"{field.Name} is not a text: {field.Value.GetRawText()}";
                string value = field.Value.GetString()!;
                if (Mistake(field.Name, value) is { } mistake) return mistake;
                values[field.Name] = value;
            }
            else if (!Ignored.Contains(field.Name))
            {
                return $"{type} has no field {field.Name}; did you mean {NearestName.To(field.Name, names)}?";
            }
        }
        string? missing = fields.FirstOrDefault(each => each.EndsWith('!') && !values.ContainsKey(each.TrimEnd('!')))?.TrimEnd('!');
        return missing is null ? null : $"{type} needs the field {missing}";
    }

    private static string? Mistake(string field, string value) => field switch
    {
        "to" or "room" or "nick" or "key" when !TargetName.IsValid(value) =>
            $"{field} is not one name without spaces and commas: {value}",
        "reply_to" when !MessageMarks.IsMessageId(value) => $"reply_to is not a message's id: {value}",
        "once" when !MessageMarks.IsOnceId(value) => $"once is not an id: {value} ({MessageMarks.OnceRule})",
        "text" when value.AsSpan().Trim("\r\n").IsEmpty => "the text is empty",
        _ => null,
    };

    private static PipeLine Make(string line, Dictionary<string, string> values)
    {
        string text = values.GetValueOrDefault("text", "");
        string room = values.GetValueOrDefault("room", "");
        string arguments = room.Length > 0 ? $"{ServerAddress.WithSign(room)} {text}".TrimEnd(' ') : text;
        return values["type"] switch
        {
            "join" => new PipeLine(line) { Command = "join", Text = $"{room} {values.GetValueOrDefault("key")}".TrimEnd(' ') },
            "part" => new PipeLine(line) { Command = "part", Text = arguments },
            "topic" => new PipeLine(line) { Command = "topic", Text = arguments },
            "nick" => new PipeLine(line) { Command = "nick", Text = values["nick"] },
            "raw" => new PipeLine(line) { Command = "raw", Text = text },
            "quit" => new PipeLine(line) { Command = "quit", Text = text },
            var kind => new PipeLine(line)
            {
                Kind = kind switch { "action" => SpeechKind.Action, "notice" => SpeechKind.Notice, _ => SpeechKind.Message },
                // What was said to some only (@#room) is answered to them.
                Target = values.GetValueOrDefault("to") ?? values.GetValueOrDefault("room"),
                Text = text,
                Marks = new MessageMarks(values.GetValueOrDefault("reply_to"), values.GetValueOrDefault("once")),
                Reference = values.GetValueOrDefault("ref"),
            },
        };
    }
}
