using System.Text.Json.Nodes;
using ChatSockets.Core.Text;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(string placeholder, IReadOnlyDictionary<string, T> choices) : ScalarKind<T>
    where T : struct
{
    private const int ShortestToGuess = 3;

    public override string Placeholder => placeholder;

    protected override string Expected => $"in quotes one of {string.Join(", ", choices.Keys)}";

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. choices.Keys.Select(name => JsonValue.Create(name))]) };

    public override string? Read(string text, out T value) =>
        choices.TryGetValue(text.ToLowerInvariant(), out value)
            ? null
            : $"'{text}' is not known here. {Advice(text)}";

    // Of so short a word another may be its opposite: "no" is near to "on".
    private string Advice(string text)
    {
        string all = $"There are: {string.Join(", ", choices.Keys)}.";
        return text.Length < ShortestToGuess ? all : Suggestions.Advice(text, choices.Keys, all);
    }

    public override JsonNode ToJson(T value, bool showSecrets) =>
        JsonValue.Create(choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Key);
}
