using System.Text.Json.Nodes;
using ChatSockets.Core.Text;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>A time span in the form of <see cref="DurationText"/>.</summary>
internal sealed class DurationKind : ScalarKind<TimeSpan>
{
    public override string Placeholder => "TIME";

    protected override string Expected => "a time in quotes, as \"90s\", \"2m\" or \"1h30m\"";

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = DurationText.Pattern };

    public override string? Read(string text, out TimeSpan value) =>
        DurationText.TryParse(text, out value) ? null : $"'{text}' is not a time, as 90s, 2m, 1h30m or 250ms are.";

    public override JsonNode ToJson(TimeSpan value, bool showSecrets) => JsonValue.Create(DurationText.Format(value));
}
