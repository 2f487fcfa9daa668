using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics;

public sealed class GcTrimTests
{
    [Fact]
    public async Task What_is_thrown_there_costs_that_time_and_the_next_comes()
    {
        var log = new CollectingSink();
        int times = 0;
        var memory = new GcTrim(log.Log, () =>
        {
            Interlocked.Increment(ref times);
            throw new InvalidOperationException("on purpose");
        });
        for (int crowd = 1; crowd <= 2; crowd++)
        {
            memory.Opened(1000);
            memory.Closed(100);
            await Waiting.UntilAsync(() => log.Errors.Count == crowd, "the mistake to be logged");
        }
        times.Should().Be(2);
        log.Errors.Should().OnlyContain(line => line.Contains("Memory is not returned", StringComparison.Ordinal));
    }
}
