using System.Text.Json;
using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>The address of a server, as on the command line.</summary>
internal sealed class AddressKind : Kind<ServerAddress>
{
    public override string Expected => "an address in quotes, such as \"chat.example.org:6667\" or \"irc://chat.example.org/room\"";

    public override bool TryRead(JsonItem item, SettingsSource source, out ServerAddress value)
    {
        value = new ServerAddress("", 0);
        if (item.Type != JsonTokenType.String) return RefuseType(item, source);
        string? reason = null;
        // The address itself stays out of the message, as it may contain a password.
        if (item.Text.Contains('@', StringComparison.Ordinal))
            reason = "An address has no user name and no password. Use \"nick\", \"account\" and \"password-file\".";
        else if (ServerAddress.Parse(item.Text, out string error) is { } address) value = address;
        else reason = Sentence(error);
        if (reason is null) return true;
        source.Refuse(item.Place, reason);
        return false;
    }

    public override void Write(Utf8JsonWriter writer, ServerAddress value, bool showSecrets) => writer.WriteStringValue(value.Typed);

    private static string Sentence(string error) => error.EndsWith('.') ? error : error + ".";
}
