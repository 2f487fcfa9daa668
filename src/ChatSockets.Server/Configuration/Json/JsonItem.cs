using System.Text.Json;

namespace ChatSockets.Server.Configuration.Json;

/// <summary>Where something stands in a file; both count from one, and columns are characters.</summary>
internal readonly record struct JsonPlace(int Line, int Column);

/// <summary>A value of a JSON file that knows where it stands.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Type">The token that it begins with.</param>
/// <param name="Text">A string's text, a number's digits, the word itself for true, false and null; empty for lists and objects.</param>
internal sealed record JsonItem(JsonPlace Place, JsonTokenType Type, string Text)
{
    /// <summary>A list's items.</summary>
    public List<JsonItem> Items { get; } = [];

    /// <summary>An object's members, in the file's order, each name once.</summary>
    public List<JsonMember> Members { get; } = [];

    /// <summary>The type, for error messages.</summary>
    public string Description => Type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"the text \"{Text}\"",
        JsonTokenType.Number => $"the number {Text}",
        _ => Text,
    };
}

/// <summary>A member of an object: where its name stands, the name, the value.</summary>
internal sealed record JsonMember(JsonPlace Place, string Name, JsonItem Value);
