using System.Diagnostics;
using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// Lines in, lines out, or objects both ways: input goes to the current room, and at its end the client waits until the server has
/// accepted all of it. A line after a command waits until the server has handled the command.
/// </summary>
internal sealed class PipeChat : IFrontend
{
    // Lines that may be on their way at once: enough to keep the server busy, few enough for its flood limits' queue.
    private const int Window = 16;

    private static readonly TimeSpan TakenDeadline = TimeSpan.FromSeconds(30);

    private readonly ClientApp _app;
    private readonly LineInput _input;
    private readonly ScriptOutput _output;
    private readonly Receipts _receipts;
    private readonly Queue<PipeLine> _held = [];
    private readonly Dictionary<SentMessage, string> _references = new(ReferenceEqualityComparer.Instance);
    private string? _reference;
    private int _worst = ExitCode.Done;
    private int _asked;
    private string? _closedRoom;
    private bool _commandIsRunning;
    private bool _inputIsOver;
    private bool _ended;

    public PipeChat(ClientApp app, ScriptStreams streams)
    {
        _app = app;
        _input = new LineInput(streams.Input, app.Post);
        _output = new ScriptOutput(app, streams.Output, streams.Errors);
        _receipts = new Receipts(app.Networks[0], Settled);
    }

    public bool Reconnects => false;

    public Capability Wanted => _app.Options.Json ? Capability.Deduplication : Capability.None;

    public int Result => _worst;

    public bool IsUncertain => _receipts.Waiting > 0;

    public void Begin() => _input.Start();

    public void Ready(Network network) => AskForLines();

    public void Sent(IReadOnlyList<SentMessage> messages)
    {
        if (_reference is not null) foreach (SentMessage each in messages) _references[each] = _reference;
        _receipts.Sent(messages);
    }

    public void Show(Network network, SessionEvent happened)
    {
        _output.WarnOfNick(happened);
        bool refused = _receipts.Observe(happened) || happened is JoinRefused || (_app.IsReady && happened is Refused);
        if (refused) Worsen(ExitCode.ServerSaidNo);
        if (_app.IsReady && happened is JoinRefused join) _closedRoom = join.Room;
        else if (happened is Joined { Self: true }) _closedRoom = null;
        _output.Write(happened);
        GoOn();
    }

    public void Tell(ChatLine line) => _output.Tell(line);

    public void Handle(InputEvent input)
    {
        switch (input)
        {
            case InputLine line:
                _asked--;
                _held.Enqueue(PipeLine.Parse(line.Text, _app.Options.Json));
                break;
            case InputEnded:
                _inputIsOver = true;
                break;
            case InputFailed failed:
                _app.Leave(ExitCode.Failed, $"standard input cannot be read: {failed.Reason}");
                return;
            default:
                throw new UnreachableException();
        }
        GoOn();
    }

    public void TimeOut() => _app.Leave(_receipts.Waiting > 0 ? ExitCode.Unknown : ExitCode.TimedOut,
        "timed out: the server has not confirmed all lines");

    public void Flush()
    {
        bool isAwaiting = _output.IsPending && (_commandIsRunning || _ended) && !_app.IsLeaving;
        if (_output.Flush(out string? failure))
        {
            // A slow reader takes none of the server's time.
            if (isAwaiting) _app.Alarms.Set(Alarm.Script, TakenDeadline);
            return;
        }
        if (failure is null) _app.Leave(_worst);
        else _app.LeaveForOutput(failure);
    }

    public void Dispose()
    {
    }

    private void GoOn()
    {
        if (!_app.IsReady) return;
        if (_commandIsRunning && _receipts.FenceReached && _app.Session is { Rooms.AnyAsked: false })
        {
            _commandIsRunning = false;
            _app.Alarms.Clear(Alarm.Script);
        }
        while (!_commandIsRunning && _held.TryPeek(out PipeLine? line))
        {
            // A command may leave the room or the server: first, what was said is answered for.
            if (_receipts.Waiting > 0 && line.Command is not null) HoldUntilHandled();
            else Take(_held.Dequeue());
        }
        if (_inputIsOver && !_ended && !_commandIsRunning)
        {
            _ended = true;
            _app.Alarms.Set(Alarm.Script, TakenDeadline);
            _receipts.Fence();
        }
        else if (_ended && _receipts.FenceReached)
        {
            _app.Leave(_worst);
        }
        else
        {
            AskForLines();
        }
    }

    private void Take(PipeLine line)
    {
        if (line.Source.Length == 0) return;
        if (line.Error is not null) Reject(ExitCode.WrongUsage, line.Error, line);
        else if (line.Command is not null) Run(line.Command, line);
        else Say(line);
    }

    private void Run(string command, PipeLine line)
    {
        Conversation? current = _app.Conversations.Current;
        if (SlashCommands.Run(_app, new TypedLine(command, line.Text)) is { } error)
        {
            Reject(ExitCode.WrongUsage, error, line);
            return;
        }
        if (_app.Conversations.Current != current) _closedRoom = null;
        if (_app.Session is not { IsRegistered: true }) return;
        HoldUntilHandled();
    }

    private void Say(PipeLine line)
    {
        string? target = line.Target ?? (_closedRoom is null ? _app.Conversations.Current?.Name : null);
        if (target is null)
        {
            Reject(ExitCode.ServerSaidNo, $"not in {_closedRoom ?? "a room"}, so nobody heard: {line.Text}", line);
        }
        else if (line.Marks.Once is not null && _app.Options.Account is null)
        {
            Reject(ExitCode.WrongUsage, "once needs --account: the server remembers ids by account", line);
        }
        else if (line.Marks.WhyNot(_app.Session!) is { } reason)
        {
            Reject(ExitCode.ServerSaidNo, reason, line);
        }
        else
        {
            _reference = line.Reference;
            _app.SayAtOnce(target, line.Text, line.Kind, line.Marks);
            _reference = null;
        }
    }

    private void Settled(Receipt receipt)
    {
        if (_references.Remove(receipt.Message, out string? reference)) _output.WriteReceipt(reference, receipt);
    }

    private void Reject(int exitCode, string reason, PipeLine line)
    {
        _output.Reject(reason, line.Source);
        Worsen(exitCode);
    }

    // What the server has refused counts more than what we have not even sent.
    private void Worsen(int exitCode) => _worst = Math.Max(_worst, exitCode);

    private void HoldUntilHandled()
    {
        _commandIsRunning = true;
        _app.Alarms.Set(Alarm.Script, TakenDeadline);
        _receipts.Fence();
    }

    private void AskForLines()
    {
        int more = Window - _receipts.Waiting - _asked - _held.Count;
        if (more <= 0 || _inputIsOver) return;
        _asked += more;
        _input.Want(more);
    }
}
