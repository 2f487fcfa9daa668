using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A text.</summary>
/// <param name="expected">How it is written.</param>
/// <param name="check">Returns what is wrong with a text, as a sentence for the user; null for nothing.</param>
/// <param name="complete">Makes the value of a text; null to take it as it is.</param>
internal sealed class TextKind(
    string expected = "text in quotes", Func<string, string?>? check = null, Func<string, string>? complete = null) : Kind<string>
{
    public override string Expected => expected;

    public override bool TryRead(JsonItem item, SettingsSource source, out string value)
    {
        value = "";
        if (item.Type != JsonTokenType.String) return RefuseType(item, source);
        if (check?.Invoke(item.Text) is { } error)
        {
            source.Refuse(item.Place, error);
            return false;
        }
        value = complete?.Invoke(item.Text) ?? item.Text;
        return true;
    }

    public override void Write(Utf8JsonWriter writer, string value, bool showSecrets) => writer.WriteStringValue(value);
}
