using System.Diagnostics;
using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Model;

namespace ChatSockets.Client.Scripting;

/// <summary>Lines in, lines out: what is read goes to the current room, and at its end the client waits until the server has taken it all.</summary>
internal sealed class PipeChat : IFrontend
{
    // Lines that may be on their way at once: enough to keep the server busy, few enough for its flood limits' queue.
    private const int Window = 16;

    private static readonly TimeSpan TakenDeadline = TimeSpan.FromSeconds(30);

    private readonly ClientApp _app;
    private readonly LineInput _input;
    private readonly ScriptOutput _output;
    private readonly Receipts _receipts;
    private int _worst = ExitCode.Done;
    private int _asked;
    private bool _ended;

    public PipeChat(ClientApp app, ScriptStreams streams)
    {
        _app = app;
        _input = new LineInput(streams.Input, app.Post);
        _output = new ScriptOutput(app, streams.Output, streams.Errors);
        _receipts = new Receipts(app);
    }

    public bool Reconnects => false;

    public void Begin() => _input.Start();

    public void Ready() => AskForLines();

    public void Show(SessionEvent happened)
    {
        if (happened is NickRefused nick && _app.Options.NickIsExplicit)
        {
            _output.WriteError($"the nickname {nick.Nick} was refused ({nick.Reason}); trying {nick.Next}");
        }
        if (_receipts.Observe(happened)) _worst = ExitCode.ServerSaidNo;
        _output.Write(happened);
        if (_ended && _receipts.FenceReached) _app.Leave(_worst);
        else if (_app.IsReady) AskForLines();
    }

    public void Tell(ChatLine line) => _output.Tell(line);

    public void Handle(InputEvent input)
    {
        switch (input)
        {
            case InputLine line:
                _asked--;
                Take(line.Text);
                AskForLines();
                break;
            case InputEnded:
                _ended = true;
                _app.Alarms.Set(Alarm.Script, TakenDeadline);
                _receipts.Fence();
                break;
            default:
                throw new UnreachableException();
        }
    }

    public void Stop(bool timedOut)
    {
        if (timedOut) _app.Leave(ExitCode.TimedOut, "timed out: the server has not confirmed all lines");
        else _app.Leave(_worst);
    }

    public void Settle()
    {
        if (!_output.Flush()) _app.Leave(_worst);
    }

    public void Dispose()
    {
    }

    private void Take(string text)
    {
        if (text.Length == 0) return;
        TypedLine typed = TypedLine.Parse(text);
        if (typed.Command is not null)
        {
            if (SlashCommands.Run(_app, typed) is not { } error) return;
            _output.WriteError(error);
            _worst = ExitCode.WrongUsage;
        }
        else if (_app.Conversations.Current is { } current)
        {
            _receipts.Sent(current.Name, _app.Say(current.Name, typed.Text));
        }
        else
        {
            _output.WriteError($"not in a room, so nobody heard: {typed.Text}");
            _worst = ExitCode.ServerSaidNo;
        }
    }

    private void AskForLines()
    {
        int more = Window - _receipts.Waiting - _asked;
        if (more <= 0 || _ended) return;
        _asked += more;
        _input.Want(more);
    }
}
