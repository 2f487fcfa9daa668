using System.Text.Json;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>The fingerprint of a server's key.</summary>
internal sealed class FingerprintKind : Kind<KeyFingerprint>
{
    public override string Expected => $"a fingerprint in quotes, such as \"{KeyFingerprint.Example}\"";

    public override bool TryRead(JsonItem item, SettingsSource source, out KeyFingerprint value)
    {
        value = null!;
        if (item.Type != JsonTokenType.String) return RefuseType(item, source);
        if (KeyFingerprint.Parse(item.Text) is { } fingerprint)
        {
            value = fingerprint;
            return true;
        }
        source.Refuse(item.Place,
            $"'{item.Text}' is not the fingerprint of a key. Write it as the server prints it: SHA256: and 43 characters.");
        return false;
    }

    public override void Write(Utf8JsonWriter writer, KeyFingerprint value, bool showSecrets) => writer.WriteStringValue(value.Text);
}
