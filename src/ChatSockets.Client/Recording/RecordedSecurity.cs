using System.Text.Json;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Recording;

/// <summary>How safe a connection was, or why it was refused, in a recording. Older recordings say nothing of it.</summary>
internal static class RecordedSecurity
{
    public static void Write(Utf8JsonWriter json, LinkSecurity security)
    {
        if (security.Protocol is not null) json.WriteString("tls"u8, security.Protocol);
        if (security.Key is not null) json.WriteString("key"u8, security.Key.Text);
        if (security.IsEncrypted) json.WriteString("trust"u8, security.Trust.ToString());
        if (security.HasCertificate) json.WriteBoolean("certificate"u8, true);
        json.WriteBoolean("local"u8, security.IsLocal);
    }

    public static LinkSecurity Read(JsonElement line) => new(Text(line, "tls"), Flag(line, "local") ?? true)
    {
        Key = Text(line, "key") is { } key ? KeyFingerprint.Parse(key) : null,
        Trust = Enum.TryParse(Text(line, "trust"), out KeyTrust trust) ? trust : KeyTrust.ByName,
        HasCertificate = Flag(line, "certificate") ?? false,
    };

    public static void Write(Utf8JsonWriter json, LinkRefusal refusal)
    {
        json.WriteString("refused"u8, refusal.Kind.ToString());
        json.WriteString("server"u8, refusal.Server.Typed);
        if (refusal.Key is not null) json.WriteString("key"u8, refusal.Key.Text);
        json.WriteBoolean("ask"u8, refusal.MayAsk);
    }

    public static LinkRefusal? ReadRefusal(JsonElement line) =>
        Enum.TryParse(Text(line, "refused"), out RefusalKind kind)
            && ServerAddress.Parse(Text(line, "server") ?? "", out _) is { } server
            ? new LinkRefusal(kind, server, Text(line, "key") is { } key ? KeyFingerprint.Parse(key) : null, Flag(line, "ask") ?? false)
            : null;

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static bool? Flag(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : null;
}
