using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A file or a folder; <see cref="SettingsSource.FullPath"/> completes its path.</summary>
internal sealed class PathKind(string what) : Kind<string>
{
    public override string Expected => $"the path of a {what} in quotes";

    public override bool TryRead(JsonItem item, SettingsSource source, out string value)
    {
        value = "";
        if (item.Type != JsonTokenType.String) return RefuseType(item, source);
        if (item.Text.Length == 0 || item.Text.Contains('\0', StringComparison.Ordinal))
        {
            source.Refuse(item.Place, $"This is not the path of a {what}.");
            return false;
        }
        value = source.FullPath(item.Text);
        return true;
    }

    public override void Write(Utf8JsonWriter writer, string value, bool showSecrets) => writer.WriteStringValue(value);
}
