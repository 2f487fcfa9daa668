using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>True or false.</summary>
internal sealed class SwitchKind : Kind<bool>
{
    public override string Expected => "true or false, without quotes";

    public override bool TryRead(JsonItem item, SettingsSource source, out bool value)
    {
        value = item.Type == JsonTokenType.True;
        return value || item.Type == JsonTokenType.False || RefuseType(item, source);
    }

    public override void Write(Utf8JsonWriter writer, bool value, bool showSecrets) => writer.WriteBooleanValue(value);
}
