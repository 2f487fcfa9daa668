using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics;

public sealed class QuietCollectionTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly CollectingSink _log = new();
    private readonly QuietCollection _own;
    private int _byRuntime;
    private int _byUs;
    private long _allocated;
    private bool _throws;

    public QuietCollectionTests() => _own = new QuietCollection(_log.Log, _clock, () => (_byRuntime + _byUs, _allocated), () =>
    {
        if (_throws) throw new InvalidOperationException("on purpose");
        _byUs++;
    });

    public void Dispose() => _own.Dispose();

    [Fact]
    public void It_collects_what_has_gathered_since_the_last_collection_if_that_is_worth_it()
    {
        Minute(QuietCollection.Least / 2);
        _byUs.Should().Be(0);
        Minute(QuietCollection.Least / 2);
        _byUs.Should().Be(1);
        Minute(QuietCollection.Least / 2);
        _byUs.Should().Be(1);
    }

    [Fact]
    public void It_leaves_a_server_alone_where_the_runtime_collects_by_itself()
    {
        for (int i = 0; i < 5; i++)
        {
            _byRuntime++;
            Minute(QuietCollection.Least * 100);
        }
        _byUs.Should().Be(0);
    }

    [Fact]
    public void What_is_thrown_costs_one_minute()
    {
        _throws = true;
        Minute(QuietCollection.Least);
        _log.Errors.Should().ContainSingle(line => line.Contains("a minute later", StringComparison.Ordinal));
        _throws = false;
        Minute(0);
        _byUs.Should().Be(1);
    }

    private void Minute(long allocated)
    {
        _allocated += allocated;
        _clock.Advance(TimeSpan.FromMinutes(1));
    }
}
