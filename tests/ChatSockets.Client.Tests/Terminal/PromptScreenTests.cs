using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class PromptScreenTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly PromptScreen _screen;

    public PromptScreenTests() => _screen = new PromptScreen(_output) { Width = 80 };

    [Fact]
    public void What_is_printed_pushes_the_input_line_down_in_one_write()
    {
        _screen.Draw(new PromptLine("> text", 6, 6));
        Written();
        _screen.Print("one");
        _screen.Print("two");
        Written().Should().BeEmpty();
        _screen.Draw(new PromptLine("> text", 6, 6));
        Written().Should().Be("\r\e[Jone\r\ntwo\r\n> text");
    }

    [Fact]
    public void A_row_that_a_narrower_terminal_has_broken_is_erased_whole()
    {
        _screen.Draw(new PromptLine(new string('x', 70), 65, 65));
        Written();
        _screen.Width = 30;
        _screen.End();
        Written().Should().Be("\e[2A\r\e[J\e[?2004l");
    }

    [Fact]
    public void The_cursor_stands_where_the_terminal_has_drawn_the_text_before_it()
    {
        _screen.Draw(PromptLine.Layout("> ", "ab👍🏽cd", 6, 80));
        Written().Should().Be("> ab👍🏽\e7cd\e8");
    }

    [Fact]
    public void Pastes_are_marked_while_it_is_there()
    {
        _screen.Begin();
        _screen.Draw(PromptLine.Layout("> ", "", 0, 80));
        Written().Should().Be("\e[?2004h> ");
        _screen.End();
        Written().Should().EndWith("\e[?2004l");
    }

    public void Dispose() => _output.Dispose();

    private string Written()
    {
        string written = _output.ToString();
        _output.GetStringBuilder().Clear();
        return written;
    }
}
