using System.Diagnostics;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// <c>chat-client send</c>: one text, or the lines of standard input, to each of the rooms and persons. It ends when the server has
/// taken everything, or at the first refusal. With --json it prints each message as the server took it, with its id.
/// </summary>
internal sealed class SendOnce : IFrontend
{
    private const int Window = 16;

    private readonly ClientApp _app;
    private readonly ScriptOutput _output;
    private readonly Receipts _receipts;
    private readonly LineInput? _input;
    private readonly SendOptions _options;
    private int _asked;
    private int _pieces;
    private bool _ended;

    public SendOnce(ClientApp app, ScriptStreams streams, SendOptions options)
    {
        _app = app;
        _output = new ScriptOutput(app, streams.Output, streams.Errors);
        _receipts = new Receipts(app.Networks[0], Settled);
        _input = options.Text is null ? new LineInput(streams.Input, app.Post) : null;
        _options = options;
    }

    public bool Reconnects => false;

    public bool NeedsAllRooms => true;

    public Capability Wanted => _options.Marks.Once is null ? Capability.None : Capability.Deduplication;

    public bool IsUncertain => _receipts.Waiting > 0;

    public void Begin() => _input?.Start();

    public void Ready(Network network)
    {
        if (_options.Marks.WhyNot(_app.Session!) is { } reason)
        {
            _app.Leave(ExitCode.ServerSaidNo, $"nothing was sent: {reason}");
            return;
        }
        // From here the same time again for the server to take it all.
        _app.Alarms.Set(Alarm.Script, _app.Options.Timeout);
        if (_options.Text is null)
        {
            AskForLines();
            return;
        }
        Say(_options.Text);
        End();
    }

    public void Sent(IReadOnlyList<SentMessage> messages) => _receipts.Sent(messages);

    public void Show(Network network, SessionEvent happened)
    {
        _output.WarnOfNick(happened);
        if (_receipts.Observe(happened))
        {
            var refused = (Refused)happened;
            if (_app.Options.Json) _output.Write(refused);
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
        string words = $"timed out: {_app.Options.Server} did not confirm the message within {_app.Options.Timeout.TotalSeconds:0.###} s";
        if (_receipts.Waiting > 0) _app.Leave(ExitCode.Unknown, $"{words}; whether it has arrived is unknown");
        else _app.Leave(ExitCode.TimedOut, words);
    }

    public void Flush()
    {
        if (!_output.Flush(out string? failure) && failure is not null) _app.LeaveForOutput(failure);
    }

    public void Dispose()
    {
    }

    private void Say(string text)
    {
        foreach (string target in _options.Targets)
            _pieces += _app.SayAtOnce(target, text, SpeechKind.Message, _options.Marks, _pieces);
    }

    private void Settled(Receipt receipt)
    {
        if (receipt.Refusal is not null || !_app.Options.Json || _app.Session is not { } session) return;
        SentMessage sent = receipt.Message;
        (string status, string conversation) = session.SplitStatus(sent.Target);
        _output.Write(receipt.Echo ?? new ChatMessage(session.Now, sent.Kind, conversation, session.Nick, sent.Text, Self: true, Id: null)
        {
            Status = status,
            ReplyTo = _options.Marks.ReplyTo,
        });
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
