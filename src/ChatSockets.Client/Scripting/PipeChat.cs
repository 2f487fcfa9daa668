using System.Diagnostics;
using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// Lines in, lines out: input goes to the current room, and at its end the client waits until the server has accepted all of it. A line
/// after a command waits until the server has handled the command.
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
    private readonly Queue<string> _held = [];
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
        _receipts = new Receipts(app.Networks[0]);
    }

    public bool Reconnects => false;

    public int Result => _worst;

    public bool IsUncertain => _receipts.Waiting > 0;

    public void Begin() => _input.Start();

    public void Ready(Network network) => AskForLines();

    public void Sent(IReadOnlyList<SentMessage> messages) => _receipts.Sent(messages);

    public void Show(Network network, SessionEvent happened)
    {
        _output.WarnOfNick(happened);
        bool refused = _receipts.Observe(happened) || happened is JoinRefused || (_app.IsReady && happened is Refused);
        if (refused) _worst = ExitCode.ServerSaidNo;
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
                _held.Enqueue(line.Text);
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

    public void TimeOut() => _app.Leave(ExitCode.TimedOut, "timed out: the server has not confirmed all lines");

    public void Flush()
    {
        if (!_output.Flush(out string? failure)) _app.Leave(failure is null ? _worst : ExitCode.Failed, failure ?? "");
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
        while (!_commandIsRunning && _held.TryPeek(out string? text))
        {
            // A command may leave the room or the server: first, what was said is answered for.
            if (_receipts.Waiting > 0 && TypedLine.Parse(text).Command is not null) HoldUntilHandled();
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

    private void Take(string text)
    {
        if (text.Length == 0) return;
        TypedLine typed = TypedLine.Parse(text);
        Conversation? current = _app.Conversations.Current;
        if (typed.Command is not null)
        {
            if (SlashCommands.Run(_app, typed) is { } error)
            {
                _output.WriteError(error);
                _worst = ExitCode.WrongUsage;
                return;
            }
            if (_app.Conversations.Current != current) _closedRoom = null;
            if (_app.Session is not { IsRegistered: true }) return;
            HoldUntilHandled();
        }
        else if (current is not null && _closedRoom is null)
        {
            _app.Say(current.Name, typed.Text);
        }
        else
        {
            _output.WriteError($"not in {_closedRoom ?? "a room"}, so nobody heard: {typed.Text}");
            _worst = ExitCode.ServerSaidNo;
        }
    }

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
