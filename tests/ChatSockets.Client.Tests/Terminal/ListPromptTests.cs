using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class ListPromptTests
{
    private static readonly string[] Rows = ["one", "two", "three", "four", "five", "six"];

    [Theory]
    [InlineData("\r", 0)]
    [InlineData("\e[B\r", 1)]
    [InlineData("\e[B\e[B\e[A\r", 1)]
    [InlineData("\e[A\r", 0)]
    [InlineData("\eOB\r", 1)]
    [InlineData("\e[F\r", 5)]
    [InlineData("\e[F\e[B\r", 5)]
    [InlineData("\e[F\e[H\r", 0)]
    [InlineData("\e[6~\r", 5)]
    [InlineData("xyz\r", 0)]
    [InlineData("\u0003", null)]
    [InlineData("\u0004", null)]
    [InlineData("\e[B", null)] // the terminal is gone
    public void The_arrows_move_and_Enter_takes(string keys, int? chosen) => Choose(keys, 24, 80, out _).Should().Be(chosen);

    [Fact]
    public void It_is_drawn_in_place_and_gone_when_it_is_over()
    {
        Choose("\e[B\r", 24, 80, out string drawn);
        drawn.Should().StartWith("\e[?25l\rWhich?\e[K\r\n\e[7m> one\e[0m\e[K\r\n  two\e[K\r\n");
        drawn.Should().Contain("\r\e[7AWhich?\e[K\r\n  one\e[K\r\n\e[7m> two\e[0m\e[K\r\n");
        drawn.Should().EndWith("Up, Down, Enter; Ctrl-C ends\e[K\e[J\r\e[7A\e[J\e[?25h");
    }

    [Fact]
    public void On_a_small_terminal_it_scrolls_and_rows_are_cut()
    {
        Choose("\e[F\r", height: 5, width: 7, out string drawn);
        drawn[drawn.LastIndexOf("Which", StringComparison.Ordinal)..].Should()
            .StartWith("Which?\e[K\r\n  five\e[K\r\n\e[7m> six\e[0m\e[K\r\nUp, D…\e[K\e[J");
        Choose("\e[6~\r", height: 1, width: 1, out _).Should().Be(1);
    }

    private static int? Choose(string keys, int height, int width, out string drawn)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(keys));
        using var output = new MemoryStream();
        int? chosen = new ListPrompt("Which?", Rows).Choose(input, output, () => (height, width));
        drawn = Encoding.UTF8.GetString(output.ToArray());
        return chosen;
    }
}
