using System.Text;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Settings;

public sealed class KeyChordTests
{
    private const string Advice = "Keys are a character, enter, tab, escape, space, up, pageup, f1 and so on, after ctrl-, alt- or shift-.";

    [Theory]
    [InlineData("ctrl-t")]
    [InlineData("alt-enter")]
    [InlineData("shift-tab")]
    [InlineData("ctrl-alt-shift-pageup")]
    [InlineData("f12")]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("-")]
    [InlineData("ctrl--")]
    [InlineData("alt-space")]
    [InlineData("shift-space")]
    [InlineData("shift-g")]
    [InlineData("+")]
    public void A_chord_reads_back_as_it_was_written(string text) => Parse(text).ToString().Should().Be(text);

    [Theory]
    [InlineData("CTRL-T", "ctrl-t")]
    [InlineData("shift-ctrl-T", "ctrl-shift-t")]
    [InlineData("alt-A", "alt-shift-a")]
    [InlineData("PageUp", "pageup")]
    public void A_chord_has_one_way_to_be_written(string text, string expected) => Parse(text).ToString().Should().Be(expected);

    [Theory]
    [InlineData("ctrl-entr", "'ctrl-entr' is not a key. Did you mean enter?")]
    [InlineData("page-up", "'page-up' is not a key. Did you mean pageup?")]
    [InlineData("f13", "'f13' is not a key. " + Advice)]
    [InlineData("", "'' is not a key. " + Advice)]
    [InlineData("ctrl-", "'ctrl-' is not a key. " + Advice)]
    [InlineData("hyper-x", "'hyper-x' is not a key. " + Advice)]
    [InlineData("ctrl-1x", "'ctrl-1x' is not a key. " + Advice)]
    [InlineData("\ud800", "'\ud800' is not a key. " + Advice)]
    [InlineData("shift-1", "'shift-1' is not a key: write the character that Shift makes.")]
    public void What_is_no_chord_is_told_why(string text, string expected)
    {
        KeyChord.TryParse(text, out _, out string error).Should().BeFalse();
        error.Should().Be(expected);
    }

    [Fact]
    public void A_pressed_key_is_the_chord_that_people_write()
    {
        KeyChord.Of(KeyEvent.Of('t', KeyModifiers.Control)).Should().Be(Parse("ctrl-t"));
        KeyChord.Of(KeyEvent.Of(KeyCode.Tab, KeyModifiers.Shift)).Should().Be(Parse("shift-tab"));
        KeyChord.Of(new KeyEvent(KeyCode.Character, new Rune('A'), KeyModifiers.Alt)).Should().Be(Parse("alt-shift-a"));
        KeyChord.Of(KeyEvent.Of('!', KeyModifiers.Shift)).Should().Be(Parse("!"));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("shift-a", true)]
    [InlineData("space", true)]
    [InlineData("alt-a", false)]
    [InlineData("enter", false)]
    public void A_chord_is_text_if_it_types_a_character(string text, bool expected) => Parse(text).IsText.Should().Be(expected);

    private static KeyChord Parse(string text)
    {
        KeyChord.TryParse(text, out KeyChord chord, out string error).Should().BeTrue(error);
        return chord;
    }
}
