using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(IReadOnlyList<(string Name, T Value)> choices) : Kind<T>
    where T : struct
{
    private string Names => string.Join(", ", choices.Select(choice => $"\"{choice.Name}\""));

    public override string Expected => $"one of {Names}";

    public override bool TryRead(JsonItem item, SettingsSource source, out T value)
    {
        value = default;
        if (item.Type != JsonTokenType.String) return RefuseType(item, source);
        foreach ((string name, T choice) in choices)
        {
            if (name != item.Text) continue;
            value = choice;
            return true;
        }
        string advice = Suggestion.For(item.Text, [.. choices.Select(choice => choice.Name)], $"Choose one of {Names}.");
        source.Refuse(item.Place, $"'{item.Text}' is not known here. {advice}");
        return false;
    }

    public override void Write(Utf8JsonWriter writer, T value, bool showSecrets) =>
        writer.WriteStringValue(choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name);
}
