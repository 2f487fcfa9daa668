using ChatSockets.Core.Limits;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

public sealed class FairGateTests
{
    private readonly FairGate _gate = new(1);
    private readonly List<string> _order = [];

    [Fact]
    public async Task Owners_come_in_rotation_however_much_one_of_them_wants()
    {
        _gate.Enter("first", Wanted, isContinued: false).Should().BeTrue();
        var tasks = new List<Task>();
        foreach (string name in new[] { "crowd 1", "crowd 2", "crowd 3", "alone 1" }) tasks.Add(await WaitAsync(name));
        _gate.Leave();
        await Task.WhenAll(tasks).WithinDeadlineAsync("all turns");
        _order.Should().Equal("crowd 1", "alone 1", "crowd 2", "crowd 3");
    }

    [Fact]
    public async Task What_has_begun_comes_before_what_the_same_owner_wants_besides()
    {
        _gate.Enter("crowd", Wanted, isContinued: false).Should().BeTrue();
        Task[] tasks = [await WaitAsync("crowd 1"), await WaitAsync("crowd 2", isContinued: true)];
        _gate.Leave();
        await Task.WhenAll(tasks).WithinDeadlineAsync("all turns");
        _order.Should().Equal("crowd 2", "crowd 1");
    }

    [Fact]
    public async Task Whoever_has_gone_gets_no_turn_and_costs_none()
    {
        _gate.Enter("first", Wanted, isContinued: false).Should().BeTrue();
        Task<bool> gone = Task.Run(() => _gate.Enter("gone", () => false, isContinued: false));
        await gone.WithinDeadlineAsync("the end of the wait");
        (await gone).Should().BeFalse();
        Task task = await WaitAsync("alone 1");
        _gate.Leave();
        await task.WithinDeadlineAsync("the turn");
        _gate.Enter("next", Wanted, isContinued: false).Should().BeTrue();
        _gate.Waiting.Should().Be(0);
    }

    private static bool Wanted() => true;

    // Owner and number; it is in the queue when this returns.
    private async Task<Task> WaitAsync(string name, bool isContinued = false)
    {
        int before = _gate.Waiting;
        Task task = Task.Factory.StartNew(
            () =>
            {
                _gate.Enter(name.Split(' ')[0], Wanted, isContinued);
                lock (_order) _order.Add(name);
                _gate.Leave();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Waiting.UntilAsync(() => _gate.Waiting > before, $"{name} to wait");
        return task;
    }
}
