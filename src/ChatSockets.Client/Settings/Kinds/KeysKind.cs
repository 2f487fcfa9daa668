using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>The user's keys: an object with chords and the names of actions.</summary>
/// <param name="defaults">The bindings that the user changes.</param>
/// <param name="keys">The default keys of an action, for the commented file.</param>
/// <param name="canType">Whether the keys that type text can be bound.</param>
internal sealed class KeysKind(KeyBindings defaults, Func<KeyActionRow, string> keys, bool canType) : Kind<KeyBindings>
{
    private static readonly string[] Names = [.. KeyActions.All.Select(row => row.Name), KeyActions.None];

    public override string Expected => "an object with keys and actions";

    public override IReadOnlyList<SettingNote> Notes =>
    [
        .. KeyActions.All.Where(row => keys(row).Length > 0 || (!canType && row.SelectionKeys.Length == 0))
            .Select(row => new SettingNote(row.Name, row.Summary + (keys(row).Length > 0 ? $" ({keys(row)})" : ""))),
        new(KeyActions.None, "nothing: takes a key away from its action"),
    ];

    public override bool TryRead(JsonItem item, SettingsSource source, out KeyBindings value)
    {
        value = defaults;
        if (item.Type != JsonTokenType.StartObject) return RefuseType(item, source);
        int before = source.ErrorCount;
        var lines = new Dictionary<KeyChord, int>();
        var changes = new List<KeyBinding>();
        foreach (JsonMember member in item.Members)
        {
            bool hasAction = TryAction(member.Value, source, out KeyAction? action);
            if (!KeyChord.TryParse(member.Name, out KeyChord chord, out string error)) source.Refuse(member.Place, error);
            else if (chord.IsText && !canType) source.Refuse(member.Place, $"'{member.Name}' types text. Put ctrl- or alt- before it.");
            else if (!lines.TryAdd(chord, member.Place.Line))
                source.Refuse(member.Place, $"'{member.Name}' is here for the second time, after line {lines[chord]}. Remove one.");
            else if (hasAction) changes.Add(new KeyBinding(chord, action));
        }
        value = defaults.With(changes);
        return source.ErrorCount == before;
    }

    public override void Write(Utf8JsonWriter writer, KeyBindings value, bool showSecrets)
    {
        writer.WriteStartObject();
        foreach ((KeyChord chord, KeyAction? action) in value.Changes)
            writer.WriteString(chord.ToString(), action is { } bound ? KeyActions.RowOf(bound).Name : KeyActions.None);
        writer.WriteEndObject();
    }

    private static bool TryAction(JsonItem item, SettingsSource source, out KeyAction? action)
    {
        action = null;
        if (item is { Type: JsonTokenType.String, Text: KeyActions.None }) return true;
        action = item.Type == JsonTokenType.String ? KeyActions.Find(item.Text)?.Action : null;
        if (action is not null) return true;
        source.Refuse(item.Place, item.Type == JsonTokenType.String
            ? $"'{item.Text}' is not an action. {Suggestion.For(item.Text, Names, "'chat-client config keys' lists them.")}"
            : $"This must be the name of an action in quotes, not {item.Description}.");
        return false;
    }
}
