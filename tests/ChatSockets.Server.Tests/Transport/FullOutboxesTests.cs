using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

public sealed class FullOutboxesTests : IDisposable
{
    private readonly SocketPair _pair = new();

    // Stopped: nobody else sends, the test does.
    private readonly WriteLane _lane = new(1);
    private readonly FullOutboxes _full = new();
    private OutboxQueue _ready;

    public FullOutboxesTests() => _lane.Dispose();

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void One_that_stays_full_is_tried_at_most_32_milliseconds_later_for_a_second_and_512_after_that()
    {
        SocketOutbox outbox = New();
        var tries = new List<long>();
        for (long now = 12_345; now < 12_345 + 60_000;)
        {
            tries.Add(now);
            _full.Add(outbox, now);
            _full.NextDue.Should().BeGreaterThan(now);
            now = _full.NextDue;
            _full.TakeDue(now, ref _ready);
            _ready.Take().Should().BeSameAs(outbox);
        }
        long[] waits = [.. tries.Zip(tries.Skip(1), (one, next) => next - one)];
        waits.Take(30).Should().OnlyContain(wait => wait <= 32);
        waits.Should().OnlyContain(wait => wait <= 512);
        waits.TakeLast(100).Should().OnlyContain(wait => wait == 512);
        tries.Should().HaveCountLessThan(200);
    }

    [Fact]
    public void Thousands_that_stay_full_are_tried_together()
    {
        var outboxes = Enumerable.Range(0, 1000).Select(_ => New()).ToList();
        long now = 0;
        foreach (SocketOutbox outbox in outboxes) _full.Add(outbox, now += 3);
        int wakes = 0;
        for (; now < 60_000; wakes++)
        {
            now = Math.Max(now, _full.NextDue);
            _full.TakeDue(now, ref _ready);
            while (_ready.Count > 0) _full.Add(_ready.Take(), now);
        }
        wakes.Should().BeLessThan(60 * 32 + 60, "each wakes a thread");
    }

    [Fact]
    public void One_whose_socket_took_something_begins_anew()
    {
        SocketOutbox outbox = New();
        for (long now = 0; now < 5000; now = _full.NextDue)
        {
            _full.TakeDue(now, ref _ready);
            _full.Add(_ready.Count > 0 ? _ready.Take() : outbox, now);
        }
        outbox.Retry.Milliseconds.Should().Be(512);
        _full.TakeDue(_full.NextDue, ref _ready);
        outbox.Append([1]);
        outbox.Flush(new LaneBuffer());
        outbox.Retry.Milliseconds.Should().Be(0);
        _full.IsEmpty.Should().BeTrue();
        _full.NextDue.Should().Be(long.MaxValue);
    }

    private SocketOutbox New() => new(_pair.Server, _lane, 1 << 20);
}
