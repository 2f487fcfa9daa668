using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics;

public sealed class QuietCollectionTests : IDisposable
{
    private const long Needed = 10 * QuietCollection.Least;

    private readonly ManualClock _clock = new();
    private readonly CollectingSink _log = new();
    private readonly QuietCollection _own;
    private int _young;
    private int _full;
    private int _ours;
    private long _memory = Needed;
    private bool _throws;

    public QuietCollectionTests() =>
        _own = new QuietCollection(_log.Log, _clock, () => new QuietCollection.Look(_young, _full, _memory), () =>
        {
            if (_throws) throw new InvalidOperationException("on purpose");
            _ours++;
            _full++;
            _memory = Needed;
        });

    public void Dispose() => _own.Dispose();

    [Fact]
    public void It_collects_what_has_gathered_since_all_was_collected_if_that_is_worth_it()
    {
        Minute(QuietCollection.Least / 2);
        _ours.Should().Be(0);
        Minute(QuietCollection.Least / 2);
        _ours.Should().Be(1);
        // It learns in the next minute what was left.
        Minute(0);
        Minute(QuietCollection.Least / 2);
        _ours.Should().Be(1);
        Minute(QuietCollection.Least / 2);
        _ours.Should().Be(2);
    }

    [Fact]
    public void Of_much_memory_a_part_must_be_garbage()
    {
        _memory = 100 * Needed;
        _full++;
        Minute(0);
        Minute(QuietCollection.Least);
        _ours.Should().Be(0);
        Minute(100 * Needed / 32);
        _ours.Should().Be(1);
    }

    [Fact]
    public void It_leaves_a_busy_server_alone()
    {
        for (int i = 0; i < 5; i++)
        {
            _young += QuietCollection.Busy;
            Minute(100 * Needed);
        }
        _ours.Should().Be(0);
    }

    [Fact]
    public void What_is_thrown_costs_one_minute()
    {
        _throws = true;
        Minute(QuietCollection.Least);
        _log.Errors.Should().ContainSingle(line => line.Contains("a minute later", StringComparison.Ordinal));
        _throws = false;
        Minute(0);
        _ours.Should().Be(1);
    }

    private void Minute(long garbage)
    {
        _memory += garbage;
        _clock.Advance(TimeSpan.FromMinutes(1));
    }
}
