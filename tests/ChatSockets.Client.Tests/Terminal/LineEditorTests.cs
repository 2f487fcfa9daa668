using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class LineEditorTests
{
    private static readonly string[] Names = ["bob", "bonnie"];

    private readonly LineEditor _editor = new(static (text, cursor) =>
        [.. Names.Where(name => name.StartsWith(text[..cursor], StringComparison.Ordinal))
            .Select(name => new Completion(cursor, name + ": "))]);

    [Fact]
    public void Typed_letters_go_in_at_the_cursor()
    {
        Type("helo");
        Press(ConsoleKey.LeftArrow);
        Type("l");
        Shown().Should().Be("hell|o");
    }

    [Fact]
    public void An_emoji_comes_in_two_halves_and_goes_as_one()
    {
        Type("a😀b");
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.Backspace);
        Shown().Should().Be("a|b");
    }

    [Fact]
    public void A_character_of_several_runes_is_stepped_over_and_deleted_whole()
    {
        Type("x👨‍👩‍👧y");
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.LeftArrow);
        Shown().Should().Be("x|👨‍👩‍👧y");
        Press(ConsoleKey.Delete);
        Shown().Should().Be("x|y");
    }

    [Fact]
    public void A_paste_of_several_lines_waits_for_Enter_as_one()
    {
        Type("ab");
        Press(ConsoleKey.LeftArrow);
        _editor.Paste("one\r\ntwo\tx\e[31m\r\n");
        Shown().Should().Be("aone\ntwo x[31m|b");
        _editor.Press(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false)).Should()
            .Be(new EditResult.Entered("aone\ntwo x[31mb"));
    }

    [Fact]
    public void Half_of_a_pair_is_no_character()
    {
        _editor.Press(new ConsoleKeyInfo('\ude00', ConsoleKey.None, false, false, false));
        Shown().Should().Be("|");
    }

    [Theory]
    [InlineData(ConsoleKey.A, "|one two  ")]
    [InlineData(ConsoleKey.E, "one two  |")]
    [InlineData(ConsoleKey.U, "|")]
    [InlineData(ConsoleKey.W, "one |")]
    [InlineData(ConsoleKey.H, "one two |")]
    [InlineData(ConsoleKey.LeftArrow, "one |two  ")]
    public void Control_keys_move_and_delete(ConsoleKey key, string shown)
    {
        Type("one two  ");
        Control(key);
        Shown().Should().Be(shown);
    }

    [Fact]
    public void Control_K_deletes_to_the_end()
    {
        Type("one two");
        Press(ConsoleKey.Home);
        Press(ConsoleKey.RightArrow);
        Control(ConsoleKey.K);
        Shown().Should().Be("o|");
    }

    [Fact]
    public void Enter_hands_over_the_line_and_empties_the_editor()
    {
        Type("hello");
        Press(ConsoleKey.Enter).Should().Be(new EditResult.Entered("hello"));
        Shown().Should().Be("|");
    }

    [Fact]
    public void The_history_gives_back_lines_and_the_unfinished_one()
    {
        Type("one");
        Press(ConsoleKey.Enter);
        Type("two");
        Press(ConsoleKey.Enter);
        Type("unfin");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Shown().Should().Be("one|");
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Shown().Should().Be("unfin|");
    }

    [Fact]
    public void Tab_goes_through_the_candidates_and_back()
    {
        Type("bo");
        Press(ConsoleKey.Tab);
        Shown().Should().Be("bob: |");
        Press(ConsoleKey.Tab);
        Shown().Should().Be("bonnie: |");
        Press(ConsoleKey.Tab);
        Shown().Should().Be("bob: |");
        _editor.Press(new ConsoleKeyInfo('\t', ConsoleKey.Tab, shift: true, alt: false, control: false));
        Shown().Should().Be("bonnie: |");
        Type("x");
        Shown().Should().Be("bonnie: x|");
    }

    [Fact]
    public void Tab_without_a_candidate_changes_nothing()
    {
        Type("zoe");
        Press(ConsoleKey.Tab);
        Shown().Should().Be("zoe|");
    }

    [Fact]
    public void Control_C_empties_the_line_and_on_an_empty_one_interrupts()
    {
        Type("text");
        Control(ConsoleKey.C).Should().BeOfType<EditResult.Edited>();
        Control(ConsoleKey.C).Should().BeOfType<EditResult.Interrupted>();
    }

    [Fact]
    public void Control_D_deletes_and_on_an_empty_line_ends()
    {
        Type("ab");
        Press(ConsoleKey.Home);
        Control(ConsoleKey.D).Should().BeOfType<EditResult.Edited>();
        Shown().Should().Be("|b");
        Control(ConsoleKey.D);
        Control(ConsoleKey.D).Should().BeOfType<EditResult.Ended>();
    }

    [Fact]
    public void A_key_of_nobody_is_handed_on() => Control(ConsoleKey.N).Should().BeOfType<EditResult.Other>();

    private string Shown() => _editor.Text.Insert(_editor.Cursor, "|");

    private void Type(string text)
    {
        foreach (char letter in text) _editor.Press(new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false));
    }

    private EditResult Press(ConsoleKey key) => _editor.Press(new ConsoleKeyInfo('\0', key, false, false, false));

    private EditResult Control(ConsoleKey key) => _editor.Press(new ConsoleKeyInfo('\0', key, false, false, control: true));
}
