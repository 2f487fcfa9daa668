using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>A list; as text with commas in between, where nothing at all is the empty list.</summary>
internal sealed class ListKind<T>(Kind<T> of) : Kind<IReadOnlyList<T>>
{
    public override string Placeholder => of.Placeholder;

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = of.Schema() };

    public override string? Read(string text, out IReadOnlyList<T> value)
    {
        var list = new List<T>();
        value = list;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (of.Read(part, out T item) is { } reason) return reason;
            list.Add(item);
        }
        return null;
    }

    public override bool TryRead(JsonItem item, ConfigurationFile file, out IReadOnlyList<T> value)
    {
        var list = new List<T>();
        value = list;
        if (item.Type != JsonTokenType.StartArray)
        {
            file.Refuse(item.Place, $"This must be a list in brackets, not {item.Description}.");
            return false;
        }
        foreach (JsonItem each in item.Items)
        {
            if (of.TryRead(each, file, out T one)) list.Add(one);
        }
        return list.Count == item.Items.Count;
    }

    public override JsonNode ToJson(IReadOnlyList<T> value, bool showSecrets) =>
        new JsonArray([.. value.Select(item => of.ToJson(item, showSecrets))]);
}
