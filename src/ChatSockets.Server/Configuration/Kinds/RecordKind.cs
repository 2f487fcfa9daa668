using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSockets.Core.Text;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>An object with its own members, such as an operator. Only a file can contain one.</summary>
internal abstract class RecordKind<T>(string what) : Kind<T>
    where T : class
{
    public override string Placeholder => "";

    /// <summary>The names that an object may have.</summary>
    protected abstract IReadOnlyList<RecordMember> Members { get; }

    public override JsonObject Schema()
    {
        var members = new JsonObject();
        foreach (RecordMember member in Members)
        {
            JsonObject schema = member.Schema();
            schema["description"] = member.Description;
            members[member.Name] = schema;
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. Members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name))]),
            ["properties"] = members,
        };
    }

    public override string? Read(string text, out T value)
    {
        value = null!;
        return "This can be set only in a file.";
    }

    public override bool TryRead(JsonItem item, ConfigurationFile file, out T value)
    {
        value = null!;
        if (item.Type != JsonTokenType.StartObject)
        {
            file.Refuse(item.Place, $"This must be an object with the members of {what}, not {item.Description}.");
            return false;
        }
        int before = file.ErrorCount;
        foreach (JsonMember member in item.Members.Where(member => Members.All(known => known.Name != member.Name)))
        {
            string[] names = [.. Members.Select(known => known.Name)];
            string advice = Suggestions.Advice(member.Name, names, $"There are: {string.Join(", ", names)}.");
            file.Refuse(member.Place, $"\"{member.Name}\" is not a member of {what}. {advice}");
        }
        foreach (RecordMember known in Members.Where(known => known.IsRequired && item.Members.All(member => member.Name != known.Name)))
            file.Refuse(item.Place, $"\"{known.Name}\" is missing from {what}.");
        value = Build(item, file)!;
        if (file.ErrorCount > before || value is null) return false;
        foreach (string error in Errors(value)) file.Refuse(item.Place, error);
        return file.ErrorCount == before;
    }

    /// <summary>Makes the value; null if a required member is missing or was refused.</summary>
    protected abstract T? Build(JsonItem item, ConfigurationFile file);

    /// <summary>Returns the errors of a value as a whole.</summary>
    protected abstract IEnumerable<string> Errors(T value);

    protected static bool TryMember<TMember>(JsonItem item, string name, Kind<TMember> kind, ConfigurationFile file, out TMember value)
    {
        value = default!;
        return item.Members.Find(member => member.Name == name) is { } found && kind.TryRead(found.Value, file, out value);
    }
}

/// <summary>One member of a <see cref="RecordKind{T}"/>.</summary>
internal sealed record RecordMember(string Name, bool IsRequired, string Description, Func<JsonObject> Schema);
