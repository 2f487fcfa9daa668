using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests;

public sealed class ProgramSignalsTests
{
    [Fact]
    public void A_reload_that_throws_costs_that_reload()
    {
        var log = new CollectingSink();
        int reloads = 0;
        using var signals = new ProgramSignals(log.Log)
        {
            Reload = () =>
            {
                reloads++;
                throw new InvalidOperationException("on purpose");
            },
        };
        signals.HangUp();
        signals.HangUp();
        reloads.Should().Be(2);
        signals.Stopped.IsCompleted.Should().BeFalse();
        log.Errors.Should()
            .HaveCount(2).And.OnlyContain(line => line.Contains("The configuration was not read again", StringComparison.Ordinal));
    }
}
