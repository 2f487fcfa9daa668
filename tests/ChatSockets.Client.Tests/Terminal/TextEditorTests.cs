using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class TextEditorTests
{
    // The cursor is the bar.
    [Theory]
    [InlineData("hello wor|ld", EditAction.BackwardWord, "hello |world")]
    [InlineData("hello |world", EditAction.BackwardWord, "|hello world")]
    [InlineData("he|llo, world", EditAction.ForwardWord, "hello|, world")]
    [InlineData("one\ntw|o", EditAction.LineStart, "one\n|two")]
    [InlineData("o|ne\ntwo", EditAction.LineEnd, "one|\ntwo")]
    [InlineData("one\ntw|o", EditAction.BufferStart, "|one\ntwo")]
    [InlineData("a👍🏽|b", EditAction.BackspaceChar, "a|b")]
    [InlineData("a|e\u0301b", EditAction.DeleteChar, "a|b")]
    [InlineData("a|👩‍👩‍👧b", EditAction.ForwardChar, "a👩‍👩‍👧|b")]
    [InlineData("one |two three", EditAction.KillToEnd, "one |")]
    [InlineData("one|\ntwo", EditAction.KillToEnd, "one|two")]
    [InlineData("one two| three", EditAction.KillToStart, "| three")]
    [InlineData("one two|", EditAction.BackwardKillWord, "one |")]
    [InlineData("one |two three", EditAction.KillWord, "one | three")]
    [InlineData("ab|", EditAction.TransposeChars, "ba|")]
    [InlineData("a|bc", EditAction.TransposeChars, "ba|c")]
    [InlineData("|abc", EditAction.TransposeChars, "|abc")]
    [InlineData("|hello world", EditAction.UpperWord, "HELLO| world")]
    [InlineData("|HELLO World", EditAction.LowerWord, "hello| World")]
    [InlineData("| heLLO", EditAction.CapitalizeWord, " Hello|")]
    [InlineData("a|b", EditAction.Newline, "a\n|b")]
    [InlineData("|", EditAction.BackspaceChar, "|")]
    [InlineData("|", EditAction.KillToEnd, "|")]
    [InlineData("|", EditAction.YankPop, "|")]
    [InlineData("|", EditAction.Undo, "|")]
    public void Each_action_does_what_readline_does(string before, object action, string after)
    {
        TextEditor editor = With(before);
        editor.Run((EditAction)action);
        Shown(editor).Should().Be(after);
    }

    [Fact]
    public void What_is_killed_without_a_pause_is_yanked_together_and_older_texts_follow()
    {
        TextEditor editor = With("one two three|");
        editor.Run(EditAction.BackwardKillWord);
        editor.Run(EditAction.BackwardKillWord);
        editor.Run(EditAction.LineStart);
        editor.Run(EditAction.KillToEnd);
        editor.Run(EditAction.Yank);
        Shown(editor).Should().Be("one |");
        editor.Run(EditAction.YankPop);
        Shown(editor).Should().Be("two three|");
    }

    [Fact]
    public void Typing_is_undone_word_by_word_and_comes_back()
    {
        TextEditor editor = With("|");
        foreach (char letter in "hello big") editor.Insert(letter.ToString(), isTyped: true);
        editor.Run(EditAction.Undo);
        Shown(editor).Should().Be("hello|");
        editor.Run(EditAction.Undo);
        Shown(editor).Should().Be("|");
        editor.Run(EditAction.Redo);
        editor.Run(EditAction.Redo);
        Shown(editor).Should().Be("hello big|");
    }

    [Fact]
    public void A_text_that_was_replaced_can_be_undone()
    {
        TextEditor editor = With("draft|");
        editor.Replace("other");
        editor.Run(EditAction.Undo);
        Shown(editor).Should().Be("draft|");
    }

    [Fact]
    public void Random_editing_keeps_the_cursor_between_characters()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            TextEditor editor = With("|");
            for (int i = 0; i < 150; i++)
            {
                if (random.Next(3) == 0)
                    editor.Insert(random.GetItems(new[] { "a", " ", "é", "e\u0301", "👍🏽", "日", "\n", "🇩🇪", "\u0301" }, 1)[0]);
                else editor.Run((EditAction)random.Next(Enum.GetValues<EditAction>().Length - 1));
                editor.Cursor.Should().BeInRange(0, editor.Text.Length);
                (editor.Cursor == 0 || editor.After(editor.Before(editor.Cursor)) == editor.Cursor).Should()
                    .BeTrue($"seed {seed}, step {i}");
            }
        }
    }

    private static TextEditor With(string text)
    {
        var editor = new TextEditor(new KillRing());
        int cursor = text.IndexOf('|', StringComparison.Ordinal);
        editor.Reset(text.Remove(cursor, 1));
        editor.MoveTo(cursor);
        return editor;
    }

    private static string Shown(TextEditor editor) => editor.Text.Insert(editor.Cursor, "|");
}
