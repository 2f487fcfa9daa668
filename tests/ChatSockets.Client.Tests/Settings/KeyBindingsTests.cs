using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

public sealed class KeyBindingsTests
{
    [Theory]
    [InlineData("enter", "send")]
    [InlineData("shift-enter", "newline")]
    [InlineData("ctrl-t", "palette")]
    [InlineData("alt-0", "conversation-last")]
    [InlineData("alt-up", "select-message")]
    [InlineData("ctrl-_", "undo")]
    [InlineData("ctrl-d", "delete-char-or-quit")]
    public void The_input_line_has_default_keys(string key, string expected) => Name(KeyBindings.Input, key).Should().Be(expected);

    [Theory]
    [InlineData("k", "select-previous")]
    [InlineData("+", "react")]
    [InlineData("enter", "jump-to-reply")]
    public void A_selected_message_has_keys_of_its_own(string key, string expected) =>
        Name(KeyBindings.Selection, key).Should().Be(expected);

    [Fact]
    public void No_default_key_of_the_input_line_types_text() =>
        KeyActions.All.SelectMany(row => KeyBindings.Input.ChordsOf(row.Action)).Should().NotContain(chord => chord.IsText);

    [Fact]
    public void A_change_moves_a_key_and_leaves_the_other_keys_alone()
    {
        KeyBindings keys = KeyBindings.Input.With([new(Chord("ctrl-t"), KeyAction.TransposeChars), new(Chord("f5"), KeyAction.Palette)]);
        keys.Find(Chord("ctrl-t")).Should().Be(KeyAction.TransposeChars);
        keys.Find(Chord("enter")).Should().Be(KeyAction.Send);
        keys.ChordsOf(KeyAction.Palette).Should().Equal(Chord("f5"));
        keys.ChordsOf(KeyAction.TransposeChars).Should().Equal(Chord("alt-t"), Chord("ctrl-t"));
        KeyBindings.Input.Find(Chord("ctrl-t")).Should().Be(KeyAction.Palette, "the defaults never change");
    }

    [Fact]
    public void None_takes_a_key_away()
    {
        KeyBindings keys = KeyBindings.Input.With([new(Chord("f4"), null), new(Chord("f12"), null)]);
        keys.Find(Chord("f4")).Should().BeNull();
        keys.ChordsOf(KeyAction.ToggleMouse).Should().BeEmpty();
    }

    private static string Name(KeyBindings keys, string key) => KeyActions.RowOf(keys.Find(Chord(key))!.Value).Name;

    private static KeyChord Chord(string text)
    {
        KeyChord.TryParse(text, out KeyChord chord, out string error).Should().BeTrue(error);
        return chord;
    }
}
