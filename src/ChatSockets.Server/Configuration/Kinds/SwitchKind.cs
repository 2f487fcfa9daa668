using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>True or false. As a flag it needs no value.</summary>
internal sealed class SwitchKind : ScalarKind<bool>
{
    public override string Placeholder => "";

    protected override string Expected => "true or false, without quotes";

    protected override bool IsWritten(JsonTokenType type) => type is JsonTokenType.True or JsonTokenType.False;

    public override JsonObject Schema() => new() { ["type"] = "boolean" };

    public override string? Read(string text, out bool value) =>
        bool.TryParse(text, out value) ? null : $"'{text}' is neither true nor false.";

    public override JsonNode ToJson(bool value, bool showSecrets) => JsonValue.Create(value);
}
