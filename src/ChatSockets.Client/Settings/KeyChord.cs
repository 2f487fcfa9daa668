using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Settings;

/// <summary>
/// A key together with its modifiers, as people write it: <c>ctrl-t</c>, <c>alt-enter</c>, <c>shift-tab</c>, <c>f1</c>. A key has one
/// chord: a capital letter is <c>shift</c> and the small one, and Shift is dropped where it only chose another character.
/// </summary>
internal readonly record struct KeyChord
{
    private static readonly Dictionary<string, KeyCode> Codes =
        Enum.GetValues<KeyCode>().Where(code => code != KeyCode.Character).ToDictionary(code => code.ToString().ToLowerInvariant());

    private static readonly (string Name, KeyModifiers Modifier)[] Modifiers =
        [("ctrl-", KeyModifiers.Control), ("alt-", KeyModifiers.Alt), ("shift-", KeyModifiers.Shift)];

    private readonly KeyCode _code;
    private readonly Rune _rune;
    private readonly KeyModifiers _modifiers;

    private KeyChord(KeyCode code, Rune rune, KeyModifiers modifiers)
    {
        if (code == KeyCode.Character)
        {
            Rune lower = Rune.ToLowerInvariant(rune);
            bool hasCapital = lower != Rune.ToUpperInvariant(rune);
            // "Ctrl-T" is how people write ctrl-t.
            if (rune != lower && !modifiers.HasFlag(KeyModifiers.Control)) modifiers |= KeyModifiers.Shift;
            else if (!hasCapital && rune.Value != ' ') modifiers &= ~KeyModifiers.Shift;
            rune = lower;
        }
        (_code, _rune, _modifiers) = (code, rune, modifiers);
    }

    /// <summary>Whether the key types a character into the input line.</summary>
    public bool IsText => _code == KeyCode.Character && (_modifiers & (KeyModifiers.Alt | KeyModifiers.Control)) == 0;

    /// <summary>Returns the chord of a pressed key.</summary>
    public static KeyChord Of(KeyEvent key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new KeyChord(key.Code, key.Rune, key.Modifiers);
    }

    /// <summary>Reads a chord, in any case. Returns false with a sentence for the user if it is not one.</summary>
    public static bool TryParse(string text, out KeyChord chord, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        chord = default;
        error = "";
        KeyModifiers modifiers = KeyModifiers.None;
        string key = text;
        while (Modifiers.FirstOrDefault(each => key.StartsWith(each.Name, StringComparison.OrdinalIgnoreCase)) is { Name: { } name } found
            && key.Length > name.Length)
        {
            modifiers |= found.Modifier;
            key = key[name.Length..];
        }
        if (Rune.DecodeFromUtf16(key, out Rune rune, out int length) == System.Buffers.OperationStatus.Done && length == key.Length
            && rune.Value > ' ')
        {
            chord = new KeyChord(KeyCode.Character, rune, modifiers);
            if (chord._modifiers.HasFlag(KeyModifiers.Shift) || !modifiers.HasFlag(KeyModifiers.Shift)) return true;
            error = $"'{text}' is not a key: write the character that Shift makes.";
            return false;
        }
        string named = key.ToLowerInvariant();
        if (named == "space") chord = new KeyChord(KeyCode.Character, new Rune(' '), modifiers);
        else if (Codes.TryGetValue(named, out KeyCode code)) chord = new KeyChord(code, default, modifiers);
        else error = $"'{text}' is not a key. {Suggestion.For(named, [.. Codes.Keys, "space"], Advice)}";
        return error.Length == 0;
    }

    /// <summary>The chord as it is written in the settings file and in the help.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, KeyModifiers modifier) in Modifiers)
        {
            if (_modifiers.HasFlag(modifier)) text.Append(name);
        }
        if (_code != KeyCode.Character) text.Append(_code.ToString().ToLowerInvariant());
        else text.Append(_rune.Value == ' ' ? "space" : _rune.ToString());
        return text.ToString();
    }

    private const string Advice = "Keys are a character, enter, tab, escape, space, up, pageup, f1 and so on, after ctrl-, alt- or shift-.";
}
