using System.Text;
using System.Text.Json;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A room and its key: <c>#room</c> or <c>#room,key</c>; the sign may be left out.</summary>
internal sealed class RoomKind : Kind<RoomSettings>
{
    public override string Expected => "a room in quotes, such as \"#room\" or \"#room,key\"";

    public override bool TryRead(JsonItem item, SettingsSource source, out RoomSettings value)
    {
        value = new RoomSettings("");
        if (item.Type != JsonTokenType.String) return RefuseType(item, source);
        string[] parts = item.Text.Split(',', 2);
        string name = ServerAddress.WithSign(parts[0]);
        value = new RoomSettings(name, parts.Length > 1 ? parts[1] : null);
        string? error = null;
        // Other networks have other signs; after the sign they all forbid the same characters.
        if (!RoomName.IsValid(Encoding.UTF8.GetBytes("#" + name[1..])))
            error = $"'{parts[0]}' is not a room name: 1 to {RoomName.MaximumBytes - 1} bytes without spaces.";
        else if (value.Key == Hidden) error = $"{Hidden} stands where 'config show' hides a key. Put the key itself here.";
        else if (value.Key is { } key && !IsKey(key)) error = $"The key of {name} must be one word without commas.";
        if (error is null) return true;
        source.Refuse(item.Place, error);
        return false;
    }

    public override void Write(Utf8JsonWriter writer, RoomSettings value, bool showSecrets) =>
        writer.WriteStringValue(value.Key is { } key ? $"{value.Name},{(showSecrets ? key : Hidden)}" : value.Name);

    private static bool IsKey(string key) =>
        key.Length > 0 && key[0] != ':' && !key.Any(letter => letter == ',' || char.IsWhiteSpace(letter) || char.IsControl(letter));
}
