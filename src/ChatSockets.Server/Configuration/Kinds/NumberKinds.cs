using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSockets.Core.Settings;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>A whole number. The limits are for the schema; <see cref="ChatOptions.Errors"/> holds them.</summary>
internal sealed class IntegerKind(int minimum, int maximum = int.MaxValue) : ScalarKind<int>
{
    public override string Placeholder => "NUMBER";

    protected override string Expected => "a number without quotes, as 50";

    protected override bool IsWritten(JsonTokenType type) => type == JsonTokenType.Number;

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = minimum };
        if (maximum < int.MaxValue) schema["maximum"] = maximum;
        return schema;
    }

    public override string? Read(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            ? null
            : $"'{text}' is not a whole number up to {int.MaxValue}, as 50 is.";

    public override JsonNode ToJson(int value, bool showSecrets) => JsonValue.Create(value);
}

/// <summary>A number that need not be whole, and is more than zero.</summary>
internal sealed class DecimalKind : ScalarKind<double>
{
    public override string Placeholder => "NUMBER";

    protected override string Expected => "a number without quotes, as 2.5";

    protected override bool IsWritten(JsonTokenType type) => type == JsonTokenType.Number;

    public override JsonObject Schema() => new() { ["type"] = "number", ["exclusiveMinimum"] = 0 };

    public override string? Read(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
            ? null
            : $"'{text}' is not a number, as 2.5 is.";

    public override JsonNode ToJson(double value, bool showSecrets) => JsonValue.Create(value);
}
