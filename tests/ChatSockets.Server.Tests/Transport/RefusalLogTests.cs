using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Transport;

public sealed class RefusalLogTests
{
    [Fact]
    public void The_first_is_logged_at_once_and_the_others_are_counted_for_a_minute()
    {
        var clock = new ManualClock();
        var sink = new CollectingSink();
        var log = new RefusalLog(sink.Log, clock);
        for (int i = 0; i < 1000; i++) log.Add("full");
        sink.Lines.Should().Equal("Warning: A connection was refused: \"full\" ");
        clock.Advance(TimeSpan.FromMinutes(1));
        log.Add("full");
        log.Add("full");
        sink.Lines.Should().HaveCount(2);
        sink.Lines[1].Should()
            .Be("Warning: A connection was refused: \"full\". It was not the only one: 999 more since the last such line ");
    }
}
