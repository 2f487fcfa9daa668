using System.Diagnostics;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// <c>chat-client send</c>: one text, or the lines of standard input, to each of the rooms and persons. It ends when the server has
/// taken everything, or at the first refusal.
/// </summary>
internal sealed class SendOnce : IFrontend
{
    private const int Window = 16;

    private readonly ClientApp _app;
    private readonly ScriptOutput _output;
    private readonly Receipts _receipts;
    private readonly LineInput? _input;
    private readonly IReadOnlyList<string> _targets;
    private readonly string? _text;
    private int _asked;
    private bool _ended;

    // The text is null where it is what standard input brings.
    public SendOnce(ClientApp app, ScriptStreams streams, IReadOnlyList<string> targets, string? text)
    {
        _app = app;
        _output = new ScriptOutput(app, streams.Output, streams.Errors);
        _receipts = new Receipts(app.Networks[0]);
        _input = text is null ? new LineInput(streams.Input, app.Post) : null;
        _targets = targets;
        _text = text;
    }

    public bool Reconnects => false;

    public bool NeedsAllRooms => true;

    public bool IsUncertain => _receipts.Waiting > 0;

    public void Begin() => _input?.Start();

    public void Ready(Network network)
    {
        // From here the same time again for the server to take it all.
        _app.Alarms.Set(Alarm.Script, _app.Options.Timeout);
        if (_text is null)
        {
            AskForLines();
            return;
        }
        Say(_text);
        End();
    }

    public void Sent(IReadOnlyList<SentMessage> messages) => _receipts.Sent(messages);

    public void Show(Network network, SessionEvent happened)
    {
        _output.WarnOfNick(happened);
        if (_receipts.Observe(happened))
        {
            var refused = (Refused)happened;
            _app.Leave(ExitCode.ServerSaidNo, $"the server refused it: {refused.Subject}: {refused.Text}");
        }
        else if (_ended && _receipts.FenceReached)
        {
            _app.Leave(ExitCode.Done);
        }
        else if (_app.IsReady && _input is not null)
        {
            AskForLines();
        }
    }

    public void Tell(ChatLine line) => _output.Tell(line);

    public void Handle(InputEvent input)
    {
        switch (input)
        {
            case InputLine line:
                _asked--;
                Say(line.Text);
                // A slow pipe is no timeout: the deadline is the server's.
                _app.Alarms.Set(Alarm.Script, _app.Options.Timeout);
                AskForLines();
                break;
            case InputEnded:
                End();
                break;
            case InputFailed failed:
                _app.Leave(ExitCode.Failed, $"standard input cannot be read: {failed.Reason}");
                break;
            default:
                throw new UnreachableException();
        }
    }

    public void TimeOut()
    {
        if (_receipts.Waiting == 0 && !_ended)
        {
            // Nothing is owed: it is standard input that is slow.
            _app.Alarms.Set(Alarm.Script, _app.Options.Timeout);
            return;
        }
        _app.Leave(ExitCode.TimedOut, $"timed out: {_app.Options.Server} did not confirm the message");
    }

    public void Flush()
    {
        if (!_output.Flush(out string? failure) && failure is not null) _app.Leave(ExitCode.Failed, failure);
    }

    public void Dispose()
    {
    }

    private void Say(string text)
    {
        foreach (string target in _targets) _app.Say(target, text);
    }

    private void End()
    {
        _ended = true;
        _app.Alarms.Set(Alarm.Script, _app.Options.Timeout);
        _receipts.Fence();
    }

    private void AskForLines()
    {
        int more = Window - _receipts.Waiting - _asked;
        if (more <= 0 || _ended) return;
        _asked += more;
        _input!.Want(more);
    }
}
