using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class PasteMarksTests
{
    private readonly List<string> _heard = [];
    private readonly PasteMarks _marks;

    public PasteMarksTests() => _marks = new PasteMarks(key => _heard.Add(key.Key == ConsoleKey.Escape ? "ESC" : $"{key.KeyChar}"),
        text => _heard.Add($"paste {text}"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_stands_between_the_marks_is_one_paste(bool isAlt)
    {
        Type("a");
        Mark("[200~", isAlt);
        Type("/quit it says\rsecret [201 line");
        Mark("[201~", isAlt);
        Type("b");
        _heard.Should().Equal("a", "paste /quit it says\nsecret [201 line", "b");
    }

    [Fact]
    public void What_only_begins_like_a_mark_was_typed()
    {
        Mark("[20", isAlt: false);
        _heard.Should().BeEmpty("it may be one yet");
        Type("x");
        _heard.Should().Equal("ESC", "[", "2", "0", "x");
        Mark("", isAlt: false);
        _marks.Pause();
        _heard[^1].Should().Be("ESC");
    }

    [Fact]
    public void A_mark_after_the_beginning_of_one_is_seen()
    {
        Mark("[2", isAlt: false);
        Mark("[200~", isAlt: false);
        Type("x");
        Mark("[2", isAlt: false);
        Mark("[201~", isAlt: false);
        _heard.Should().Equal("ESC", "[", "2", "paste x\e[2");
    }

    [Fact]
    public void The_end_of_a_paste_may_come_in_pieces()
    {
        Mark("[200~", isAlt: false);
        Type("x");
        _marks.Pause();
        Mark("[20", isAlt: false);
        _marks.Pause();
        Type("1~");
        _heard.Should().Equal("paste x");
    }

    [Fact]
    public void A_key_without_letters_is_typed_at_once()
    {
        _marks.Press(new ConsoleKeyInfo('\0', ConsoleKey.LeftArrow, false, false, false));
        _heard.Should().Equal("\0");
    }

    private void Mark(string letters, bool isAlt)
    {
        if (!isAlt || letters.Length == 0) _marks.Press(new ConsoleKeyInfo('\e', ConsoleKey.Escape, false, false, false));
        else _marks.Press(new ConsoleKeyInfo(letters[0], ConsoleKey.None, false, alt: true, false));
        Type(isAlt && letters.Length > 0 ? letters[1..] : letters);
    }

    private void Type(string letters)
    {
        foreach (char letter in letters)
            _marks.Press(new ConsoleKeyInfo(letter, letter == '\r' ? ConsoleKey.Enter : ConsoleKey.None, false, false, false));
    }
}
