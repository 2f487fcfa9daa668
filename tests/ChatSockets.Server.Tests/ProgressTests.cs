using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests;

public sealed class ProgressTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_command_that_is_soon_done_tells_nothing_where_there_is_no_terminal()
    {
        using var progress = new Progress("import", _output, isTerminal: false, _clock);
        progress.Report(1, 10, "1 message");
        _clock.Advance(TimeSpan.FromSeconds(9));
        progress.Report(9, 10, "9 messages");
        _output.ToString().Should().BeEmpty();
    }

    [Fact]
    public void A_long_one_tells_a_line_every_ten_seconds()
    {
        using (var progress = new Progress("import", _output, isTerminal: false, _clock))
        {
            for (int second = 0; second < 25; second++)
            {
                progress.Report(second, 50, $"{second} messages");
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
            progress.Report(0, 0, "preparing the search");
            _clock.Advance(Progress.LineInterval);
            progress.Report(0, 0, "preparing the search");
        }
        _output.ToString().Should().Be(
            "chat-server: import: 20 %, 10 messages\nchat-server: import: 40 %, 20 messages\nchat-server: import: preparing the search\n");
    }

    [Fact]
    public void A_terminal_shows_a_bar_that_is_gone_at_the_end()
    {
        using (var progress = new Progress("backup", _output, isTerminal: true, _clock))
        {
            _clock.Advance(Progress.BarInterval);
            progress.Report(1, 3, "copying");
            progress.Report(2, 3, "copying");
            _clock.Advance(Progress.BarInterval);
            progress.Report(0, 0, "verifying");
        }
        string bar = "backup [==========                    ] 33 % copying";
        _output.ToString().Should().Be($"\r{bar}\r{"backup verifying".PadRight(bar.Length)}\r                \r");
    }

    [Fact]
    public void A_quiet_command_tells_nothing()
    {
        using var progress = new Progress("backup", null, isTerminal: true, _clock);
        _clock.Advance(TimeSpan.FromMinutes(1));
        progress.Report(1, 3, "copying");
    }
}
