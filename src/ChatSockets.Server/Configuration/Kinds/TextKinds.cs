using System.Text.Json.Nodes;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>Any text.</summary>
internal sealed class TextKind(string placeholder = "TEXT") : ScalarKind<string>
{
    public override string Placeholder => placeholder;

    protected override string Expected => "a text in quotes";

    public override JsonObject Schema() => new() { ["type"] = "string" };

    public override string? Read(string text, out string value)
    {
        value = text;
        return null;
    }

    public override JsonNode ToJson(string value, bool showSecrets) => JsonValue.Create(value);
}

/// <summary>A text that is not shown.</summary>
internal sealed class SecretKind(string placeholder = "PASSWORD") : ScalarKind<string>
{
    public override string Placeholder => placeholder;

    protected override string Expected => "a text in quotes";

    protected override bool IsSecret => true;

    public override JsonObject Schema() => new() { ["type"] = "string" };

    public override string? Read(string text, out string value)
    {
        value = text;
        return text == Hidden ? $"{Hidden} stands where 'config show' hides a secret. Put the secret itself here." : null;
    }

    public override JsonNode ToJson(string value, bool showSecrets) => JsonValue.Create(showSecrets || value.Length == 0 ? value : Hidden);
}

/// <summary>A file's or a folder's name. In a configuration file it is relative to the folder of that file.</summary>
internal sealed class PathKind(string placeholder = "FILE") : ScalarKind<string>
{
    public override string Placeholder => placeholder;

    protected override string Expected => "a file's name in quotes";

    public override JsonObject Schema() => new() { ["type"] = "string" };

    public override string? Read(string text, out string value)
    {
        value = text;
        return text.Contains('\0', StringComparison.Ordinal) ? "This is not a file name." : null;
    }

    public override bool TryRead(JsonItem item, ConfigurationFile file, out string value)
    {
        if (!base.TryRead(item, file, out value)) return false;
        if (value.Length > 0) value = Path.GetFullPath(value, file.Folder);
        return true;
    }

    public override JsonNode ToJson(string value, bool showSecrets) => JsonValue.Create(value);
}

/// <summary>A hash that <c>chat-server config password</c> printed. Not shown.</summary>
internal sealed class PasswordHashKind : ScalarKind<PasswordHash>
{
    public override string Placeholder => "HASH";

    protected override string Expected => "a hash in quotes; 'chat-server config password' makes one";

    protected override bool IsSecret => true;

    public override JsonObject Schema() =>
        new() { ["type"] = "string", ["pattern"] = "^pbkdf2-sha256\\$[0-9]+\\$[0-9A-Za-z+/=]+\\$[0-9A-Za-z+/=]+$" };

    // What was written here may be the password itself: it is not repeated.
    public override string? Read(string text, out PasswordHash value) =>
        PasswordHash.TryParse(text, out value!) ? null : "This is not a password's hash. 'chat-server config password' makes one.";

    public override JsonNode ToJson(PasswordHash value, bool showSecrets) => JsonValue.Create(showSecrets ? value.ToString() : Hidden);
}
