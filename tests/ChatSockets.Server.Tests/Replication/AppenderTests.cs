using ChatSockets.Core.Entries;
using ChatSockets.Core.Replication;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using Serilog.Core;

namespace ChatSockets.Server.Tests.Replication;

public sealed class AppenderTests : IDisposable
{
    private const long Node = 1;

    private readonly ManualClock _clock = new();
    private readonly FlakyLog _log = new();
    private readonly Appender _appender;
    private readonly Task _applying;
    private readonly CancellationTokenSource _over = new();
    private readonly List<int> _sizes = [];

    public AppenderTests()
    {
        _appender = new Appender(_log, Logger.None, _clock);
        _log.Append(0, 1, EntryCodec.Write([new NodeUp("")]));
        _appender.Start(Node);
        _applying = Task.Run(Apply);
    }

    public void Dispose()
    {
        _log.Release();
        _appender.GiveUp();
        _over.Cancel();
        _applying.Wait();
    }

    [Fact]
    public async Task What_gathers_while_a_record_is_on_its_way_is_the_next_record()
    {
        _log.Hold();
        int before = _log.Tries;
        Task<object?> first = Propose(Line("first"));
        await Waiting.UntilAsync(() => _log.Tries > before, "the first to be on its way");
        Task<object?>[] others = [.. Enumerable.Range(0, 20).Select(i => Propose(Line($"{i}")))];
        await Waiting.UntilAsync(() => _appender.Waiting == others.Length, "all to wait");
        _log.Release();
        await Task.WhenAll([first, .. others]).WithinDeadlineAsync("all to be applied");
        _sizes.Should().Equal(1, 20);
    }

    [Fact]
    public async Task What_has_certainly_not_reached_the_log_is_refused_after_a_while_and_the_rest_waits()
    {
        _log.IsAway = true;
        int before = _log.Tries;
        Task<object?> line = Propose(Line("refused")), left = Propose(new Left(7, "gone", null));
        await Waiting.UntilAsync(() => _log.Tries > before + 1, "another try");
        line.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(6));
        (await Refusal(line)).Should().Be(Appender.Unreachable);
        _appender.Trouble.Should().Be("the log is away.");
        // Who comes now is told at the first try.
        (await Refusal(Propose(Line("too")))).Should().Be(Appender.Unreachable);
        left.IsCompleted.Should().BeFalse();

        _log.IsAway = false;
        await left.WithinDeadlineAsync("the departure");
        await Propose(Line("said")).WithinDeadlineAsync("a line");
        _appender.Trouble.Should().BeNull();
        _log.Inner.Count.Should().Be(3);
    }

    [Fact]
    public async Task What_may_be_in_the_log_is_appended_until_that_is_known_and_once()
    {
        _log.LostAnswers = 3;
        Task<object?> line = Propose(Line("once"));
        await Waiting.UntilAsync(() => _log.LostAnswers == 0, "the last lost answer");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await line.WithinDeadlineAsync("the line");
        await Propose(Line("next")).WithinDeadlineAsync("the next line");
        _log.Inner.Count.Should().Be(3);
    }

    [Fact]
    public async Task A_server_that_leaves_says_so_and_lets_everybody_go()
    {
        _log.IsAway = true;
        Task<object?> left = Propose(new Left(7, "gone", null));
        _appender.Stop(TimeSpan.FromSeconds(30));
        _appender.HasSaidGoodbye.Should().BeFalse();
        _appender.GiveUp();
        (await left.WithinDeadlineAsync("the departure")).Should().BeNull();
        (await Propose(Line("late"))).Should().BeNull();
    }

    private static Said Line(string text) => new(5, [System.Text.Encoding.ASCII.GetBytes($"PRIVMSG #room :{text}")]);

    private Task<object?> Propose(Entry entry) => Task.Factory.StartNew(() => _appender.Propose(entry), CancellationToken.None,
        TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task<string> Refusal(Task<object?> proposal)
    {
        Func<Task> wait = () => proposal.WithinDeadlineAsync("the refusal");
        return (await wait.Should().ThrowAsync<StoreException>()).Which.Message;
    }

    // What the thread of a server does that applies.
    private void Apply()
    {
        try
        {
            for (long position = 1; ; position++)
            {
                LogRecord record = _log.Wait(position, _over.Token);
                if (record.Node != Node || _appender.Of(record.Batch) is not { } own) continue;
                _sizes.Add(own.Length);
                foreach (Proposal proposal in own) proposal.Set(null);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
