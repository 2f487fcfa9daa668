using System.Text.Json;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>The colours of a theme: an object with the names of <see cref="ThemeRole"/>, and the list of nickname colours.</summary>
internal sealed class ThemeColorsKind : Kind<ThemeSettings>
{
    private static readonly ColorKind Color = new();
    private static readonly ListKind<Color> Colors = new(Color);
    private static readonly string[] Names = [.. ThemeRole.All.Select(role => role.Name), ThemeRole.Nicks];

    public override string Expected => "an object with names and colors";

    public override bool TryRead(JsonItem item, SettingsSource source, out ThemeSettings value)
    {
        value = new ThemeSettings { Name = "" };
        if (item.Type != JsonTokenType.StartObject) return RefuseType(item, source);
        int before = source.ErrorCount;
        var colors = new List<KeyValuePair<string, Color>>();
        foreach (JsonMember member in item.Members)
        {
            if (!Names.Contains(member.Name))
            {
                string advice = Suggestion.For(member.Name, Names, $"There are: {string.Join(", ", Names)}.");
                source.Refuse(member.Place, $"\"{member.Name}\" is not a color of a theme. {advice}");
            }
            else if (member.Name != ThemeRole.Nicks)
            {
                if (Color.TryRead(member.Value, source, out Color color)) colors.Add(new(member.Name, color));
            }
            else if (Colors.TryRead(member.Value, source, out IReadOnlyList<Color> nicks)) value = value with { Nicks = nicks };
        }
        value = value with { Colors = colors };
        return source.ErrorCount == before;
    }

    public override void Write(Utf8JsonWriter writer, ThemeSettings value, bool showSecrets)
    {
        writer.WriteStartObject();
        foreach ((string name, Color color) in value.Colors)
        {
            writer.WritePropertyName(name);
            Color.Write(writer, color, showSecrets);
        }
        if (value.Nicks.Count > 0)
        {
            writer.WritePropertyName(ThemeRole.Nicks);
            Colors.Write(writer, value.Nicks, showSecrets);
        }
        writer.WriteEndObject();
    }
}
