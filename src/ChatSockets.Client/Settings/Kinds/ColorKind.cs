using System.Text.Json;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A colour in the form of <see cref="ColorText"/>; a number of the palette needs no quotes.</summary>
internal sealed class ColorKind : Kind<Color>
{
    public override string Expected => "a color, such as \"#ff8800\", 208, \"bright-red\" or \"default\"";

    public override bool TryRead(JsonItem item, SettingsSource source, out Color value)
    {
        value = default;
        if (item.Type is not (JsonTokenType.String or JsonTokenType.Number)) return RefuseType(item, source);
        if (ColorText.TryParse(item.Text, out value)) return true;
        source.Refuse(item.Place, ColorText.Error(item.Text));
        return false;
    }

    public override void Write(Utf8JsonWriter writer, Color value, bool showSecrets) => writer.WriteStringValue(ColorText.Format(value));
}
