using System.Buffers;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Discovery;
using ChatSockets.Client.Scripting;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Tests.Scripting;

/// <summary>What JsonLine writes, json.schema.json and json.md: all three say the same.</summary>
public sealed class JsonSchemaTests
{
    private static readonly JsonElement Definitions =
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Beside("json.schema.json"))).GetProperty("$defs");

    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void Every_object_is_as_the_schema_says()
    {
        foreach (JsonElement each in Written()) Mistakes(each).Should().BeEmpty(each.GetRawText());
    }

    [Fact]
    public void The_schema_has_no_field_that_is_never_written_and_none_optional_that_always_is()
    {
        foreach (JsonProperty definition in Definitions.EnumerateObject())
        {
            List<JsonElement> written = [.. Written().Where(each => TypesOf(definition.Value).Contains(TypeOf(each)))];
            IEnumerable<string>[] fields = [.. written.Select(each => each.EnumerateObject().Select(field => field.Name))];
            fields.SelectMany(each => each).Distinct().Should().BeEquivalentTo(Properties(definition.Value), definition.Name);
            fields.Aggregate((all, next) => all.Intersect(next)).Should().BeEquivalentTo(Required(definition.Value), definition.Name);
            written.Select(TypeOf).Distinct().Should().BeEquivalentTo(TypesOf(definition.Value));
        }
    }

    [Fact]
    public void The_page_documents_the_fields_of_the_schema()
    {
        Dictionary<string, string> page = Rows("## Output");
        var schema = new Dictionary<string, string>();
        foreach (JsonProperty definition in Definitions.EnumerateObject())
        {
            string[] required = Required(definition.Value);
            string fields = string.Join(' ', Properties(definition.Value).Except(["v", "time", "type"])
                .Select(name => required.Contains(name) ? name : name + "?"));
            foreach (string type in TypesOf(definition.Value)) schema[type] = fields;
        }
        page.Should().BeEquivalentTo(schema);
    }

    [Fact]
    public void The_page_documents_the_fields_of_the_input() =>
        Rows("## Input").Should().BeEquivalentTo(PipeObject.Fields.ToDictionary(each => each.Key, each => string.Join(' ', each.Value)));

    // Every kind of event with everything in it, and with nothing.
    private static List<JsonElement> Written()
    {
        var written = new List<JsonElement>();
        foreach (Type type in typeof(SessionEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(SessionEvent)))
        {
            foreach (SessionEvent each in Variants(type))
            {
                var output = new ArrayBufferWriter<byte>();
                if (JsonLine.Write(each, output)) written.Add(JsonSerializer.Deserialize<JsonElement>(output.WrittenSpan));
            }
        }
        written.Add(Object(output => JsonLine.WriteRejected(default, "why", "{", output)));
        var sent = new SentMessage("#a", SpeechKind.Message, "x", null);
        var echo = new ChatMessage(default, SpeechKind.Message, "#a", "alice", "x", Self: true, "m1");
        written.Add(Object(output => JsonLine.WriteReceipt(default, "7", new Receipt(sent, null, echo), output)));
        var refusal = new Refused(default, 404, "#a", "no");
        written.Add(Object(output => JsonLine.WriteReceipt(default, "7", new Receipt(sent, refusal, null), output)));
        var named = new DiscoveryReply { Name = "chat.a", Port = 5000 };
        DiscoveryReply talkative = named with { Version = "x-1", HasTls = true, KeyFingerprint = "SHA256:x", MessageOfTheDay = "hi" };
        foreach (DiscoveryReply each in new[] { named, talkative })
            written.Add(Object(output => JsonLine.WriteServer(default, FoundServer.From([(each, IPAddress.Loopback)])[0], output)));
        written.Add(Object(output => JsonLine.WritePing(default, "a:5000", "chat.a", 1, TimeSpan.FromMilliseconds(0.5), output)));
        written.Add(Object(output => JsonLine.WritePing(default, "a:5000", null, 2, null, output)));
        (TimeSpan, TimeSpan, TimeSpan) times = (TimeSpan.Zero, TimeSpan.FromMilliseconds(0.5), TimeSpan.FromSeconds(1));
        written.Add(Object(output => JsonLine.WritePingSummary(default, "a:5000", 2, 1, times, output)));
        written.Add(Object(output => JsonLine.WritePingSummary(default, "a:5000", 2, 0, null, output)));
        return written;
    }

    private static JsonElement Object(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return JsonSerializer.Deserialize<JsonElement>(output.WrittenSpan);
    }

    private static IEnumerable<SessionEvent> Variants(Type type)
    {
        SessionEvent full = Make(type, isFull: true), bare = Make(type, isFull: false);
        if (full is ChatMessage said) return [said, said with { Kind = SpeechKind.Action }, said with { Kind = SpeechKind.Notice }, bare];
        return full is UserListed user ? [user, user with { Room = "*" }, bare] : [full, bare];
    }

    private static SessionEvent Make(Type type, bool isFull)
    {
        var happened = (SessionEvent)RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite))
        {
            bool isNullable = Nullability.Create(property).WriteState == NullabilityState.Nullable;
            if (property.PropertyType == typeof(string)) property.SetValue(happened, isFull ? "x" : isNullable ? null : "");
            else if (property.PropertyType == typeof(bool)) property.SetValue(happened, isFull);
            else if (property.PropertyType == typeof(LinkSecurity) && isFull)
                property.SetValue(happened, new LinkSecurity("TLS 1.3", false) { Key = KeyFingerprint.Parse(KeyFingerprint.Example) });
            else if (property.PropertyType == typeof(int)) property.SetValue(happened, isFull ? 7 : 0);
            else if (property.PropertyType == typeof(IReadOnlyList<string>))
                property.SetValue(happened, isFull ? ["x"] : Array.Empty<string>());
        }
        return happened;
    }

    private static List<string> Mistakes(JsonElement json)
    {
        JsonElement definition = Definitions.EnumerateObject().Single(each => TypesOf(each.Value).Contains(TypeOf(json))).Value;
        List<string> mistakes = [.. Required(definition).Where(name => !json.TryGetProperty(name, out _)).Select(name => $"no {name}")];
        foreach (JsonProperty field in json.EnumerateObject())
        {
            JsonElement properties = definition.GetProperty("properties");
            if (!properties.TryGetProperty(field.Name, out JsonElement schema)) mistakes.Add($"unknown {field.Name}");
            else if (!Fits(field.Value, schema)) mistakes.Add($"wrong {field.Name}");
        }
        return mistakes;
    }

    // As much of JSON Schema as our schema uses.
    private static bool Fits(JsonElement value, JsonElement schema)
    {
        if (schema.TryGetProperty("const", out JsonElement only)) return JsonElement.DeepEquals(value, only);
        if (schema.TryGetProperty("enum", out JsonElement several))
            return several.EnumerateArray().Any(each => JsonElement.DeepEquals(value, each));
        return schema.GetProperty("type").GetString() switch
        {
            "string" when schema.TryGetProperty("format", out _) =>
                Regex.IsMatch(value.GetString()!, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"),
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.TryGetInt32(out _),
            "array" => value.EnumerateArray().All(each => Fits(each, schema.GetProperty("items"))),
            _ => false,
        };
    }

    private static string TypeOf(JsonElement json) => json.GetProperty("type").GetString()!;

    private static string[] TypesOf(JsonElement definition)
    {
        JsonElement type = definition.GetProperty("properties").GetProperty("type");
        return type.TryGetProperty("enum", out JsonElement several) ? [.. several.EnumerateArray().Select(each => each.GetString()!)]
            : [type.GetProperty("const").GetString()!];
    }

    private static string[] Properties(JsonElement definition) =>
        [.. definition.GetProperty("properties").EnumerateObject().Select(each => each.Name)];

    private static string[] Required(JsonElement definition) =>
        [.. definition.GetProperty("required").EnumerateArray().Select(each => each.GetString()!)];

    // The first table of a section: types, and their fields with a mark behind those that are special.
    private static Dictionary<string, string> Rows(string heading)
    {
        var rows = new Dictionary<string, string>();
        IEnumerable<string> table = File.ReadLines(Beside("json.md")).SkipWhile(line => line != heading)
            .SkipWhile(line => !line.StartsWith("|--", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|'));
        foreach (string[] cells in table.Select(line => line.Split('|')))
        {
            foreach (string type in cells[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                rows[type.Trim('`')] = cells[2].Replace("`", "").Trim();
        }
        return rows;
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
