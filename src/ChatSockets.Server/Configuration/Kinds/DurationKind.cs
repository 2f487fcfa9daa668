using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>A time span as people write it: <c>90s</c>, <c>2m</c>, <c>1h30m</c>, <c>250ms</c>.</summary>
internal sealed class DurationKind : ScalarKind<TimeSpan>
{
    // From the largest on, the order in which they must be written.
    private static readonly (string Name, long Milliseconds)[] Units =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

    public override string Placeholder => "TIME";

    protected override string Expected => "a time in quotes, as \"90s\", \"2m\" or \"1h30m\"";

    public override JsonObject Schema() =>
        new() { ["type"] = "string", ["pattern"] = "^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$" };

    public override string? Read(string text, out TimeSpan value)
    {
        value = default;
        long total = 0;
        int at = 0, unit = 0;
        while (at < text.Length)
        {
            int digits = at, letters;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            letters = at;
            while (at < text.Length && char.IsAsciiLetterLower(text[at])) at++;
            string name = text[letters..at];
            unit = Array.FindIndex(Units, unit, one => one.Name == name);
            // Nine digits of days are no overflow, and more than anybody needs of milliseconds.
            if (unit < 0 || letters == digits || letters - digits > 9) return Complaint(text);
            total += long.Parse(text[digits..letters], CultureInfo.InvariantCulture) * Units[unit++].Milliseconds;
        }
        if (text.Length == 0 || total > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond) return Complaint(text);
        value = TimeSpan.FromMilliseconds(total);
        return null;
    }

    public override JsonNode ToJson(TimeSpan value, bool showSecrets)
    {
        var text = new StringBuilder();
        long rest = (long)value.TotalMilliseconds;
        foreach ((string name, long milliseconds) in Units)
        {
            if (rest >= milliseconds) text.Append(CultureInfo.InvariantCulture, $"{rest / milliseconds}{name}");
            rest %= milliseconds;
        }
        return JsonValue.Create(text.Length == 0 ? "0s" : text.ToString());
    }

    private static string Complaint(string text) => $"'{text}' is not a time, as 90s, 2m, 1h30m or 250ms are.";
}
