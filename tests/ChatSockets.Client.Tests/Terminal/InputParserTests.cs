using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class InputParserTests
{
    public static TheoryData<string, string> Sequences => new()
    {
        { "a", "a" },
        { "é日😀", "é 日 😀" },
        { "\r\t\u007f", "enter tab backspace" },
        { "\u0001\u001a\0\u001f", "ctrl-a ctrl-z ctrl-space ctrl-_" },
        { "\e[A\e[B\e[C\e[D\e[H\e[F", "up down right left home end" },
        { "\eOA\eOP\eOS", "up f1 f4" },
        { "\e[1;5A\e[1;3C\e[1;2F\e[1;6D", "ctrl-up alt-right shift-end ctrl-shift-left" },
        { "\e[3~\e[5~\e[6;5~\e[15~\e[24~\e[1~", "delete pageup ctrl-pagedown f5 f12 home" },
        { "\e[[A\e[[E", "f1 f5" },
        { "\ea\eB\e\r\e\u007f\e1", "alt-a alt-shift-b alt-enter alt-backspace alt-1" },
        { "\e\e[A", "alt-up" },
        { "\e[Z", "shift-tab" },
        { "\e[13;2u\e[13;5u\e[97;5u\e[27u\e[9;2u\e[97;3u", "shift-enter ctrl-enter ctrl-a escape shift-tab alt-a" },
        { "\e[97;1:3u\e[97;2u\e[57441u", "A" },
        { "\e[27;2;13~", "shift-enter" },
        { "\e[200~one\rtwo\r\nthree\t\u0007\e[A\e[201~x", "paste(one|two|three\t[A) x" },
        { "\e[200~\e[201\e[201~", "paste([201)" },
        { "\e[<0;5;3M\e[<0;5;3m\e[<64;1;1M\e[<65;1;1M\e[<34;2;2M",
            "mouse(Press 0 2,4) mouse(Release 0 2,4) mouse(WheelUp 0 0,0) mouse(WheelDown 1 0,0) mouse(Move 2 1,1)" },
        { "\e[I\e[O", "focus(True) focus(False)" },
        { "\e[?62;22c\e[?2026;2$y\e[?1u\e[12;34R", "attributes mode(2026 2) keyboard(1) cursor(11,33)" },
        { "\e]11;rgb:1e1e/2020/ffff\e\\\e]11;rgb:ff/00/80\u0007", "background(30,32,255) background(255,0,128)" },
        { "\e[?997;1n\e[?997;2n", "theme(True) theme(False)" },
        { "\e]52;c;aGVsbG8=\u0007\e[999;999zx\eP1$r0m\e\\y", "x y" },
        { "x\u00ffy", "x ÿ y" },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void A_sequence_means_the_same_in_whatever_pieces_it_comes(string bytes, string expected)
    {
        byte[] all = Encoding.UTF8.GetBytes(bytes);
        Parse(all).Should().Be(expected);
        for (int cut = 1; cut < all.Length; cut++) Parse(all[..cut], all[cut..]).Should().Be(expected, $"cut at {cut}");
        Parse([.. all.Select(each => new[] { each })]).Should().Be(expected);
    }

    [Fact]
    public void What_is_not_UTF_8_is_one_replacement_character_and_the_next_key_is_one_again() =>
        Parse([0xC3, (byte)'a', 0xFF, (byte)'b', 0xE2, 0x82, (byte)'c']).Should().Be("\uFFFD a \uFFFD b \uFFFD c");

    [Theory]
    [InlineData("\e", "escape")]
    [InlineData("\e[", "alt-[")]
    [InlineData("\eO", "alt-shift-o")]
    [InlineData("\e\e", "escape escape")]
    public void What_is_not_followed_by_anything_was_a_key(string bytes, string expected)
    {
        var events = new List<TerminalEvent>();
        var parser = new InputParser(events.Add);
        parser.Feed(Encoding.ASCII.GetBytes(bytes));
        parser.IsUndecided.Should().BeTrue();
        parser.Flush();
        string.Join(' ', events.Select(Describe)).Should().BeOneOf(expected, "escape");
        parser.Feed("x"u8);
        Describe(events[^1]).Should().Be("x");
    }

    [Fact]
    public void An_endless_sequence_or_paste_is_bounded()
    {
        var events = new List<TerminalEvent>();
        var parser = new InputParser(events.Add);
        parser.Feed("\e]11;"u8);
        for (int i = 0; i < 100; i++) parser.Feed(new byte[64 * 1024].Select(_ => (byte)'x').ToArray());
        parser.Feed("\a\e[200~"u8);
        for (int i = 0; i < 40; i++) parser.Feed(new byte[64 * 1024].Select(_ => (byte)'y').ToArray());
        parser.Feed("\e[201~z"u8);
        events.OfType<PasteEvent>().Single().Text.Length.Should().BeLessThanOrEqualTo(1024 * 1024);
        Describe(events[^1]).Should().Be("z");
    }

    private static string Parse(params byte[][] pieces)
    {
        var events = new List<TerminalEvent>();
        var parser = new InputParser(events.Add);
        foreach (byte[] piece in pieces) parser.Feed(piece);
        return string.Join(' ', events.Select(Describe));
    }

    private static string Describe(TerminalEvent happened) => happened switch
    {
        KeyEvent key => key.IsText ? key.Rune.ToString() : ChatSockets.Client.Settings.KeyChord.Of(key).ToString(),
        PasteEvent paste => $"paste({paste.Text.Replace('\n', '|')})",
        MouseEvent mouse => $"mouse({mouse.Action} {mouse.Button} {mouse.Row},{mouse.Column})",
        FocusEvent focus => $"focus({focus.IsFocused})",
        AttributesReport => "attributes",
        ModeReport mode => $"mode({mode.Mode} {mode.State})",
        KeyboardReport keyboard => $"keyboard({keyboard.Flags})",
        CursorReport cursor => $"cursor({cursor.Row},{cursor.Column})",
        BackgroundReport color => $"background({color.Red},{color.Green},{color.Blue})",
        ThemeReport theme => $"theme({theme.IsDark})",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };
}
