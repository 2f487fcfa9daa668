using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>A script that asks the server something, prints what it answers, and leaves.</summary>
internal abstract class Query(ClientApp app, ScriptStreams streams) : IFrontend
{
    private bool _isAsking;

    public bool Reconnects => false;

    public bool NeedsAllRooms => true;

    public virtual Capability Wanted => Capability.None;

    protected ClientApp App => app;

    protected ScriptOutput Output { get; } = new(app, streams.Output, streams.Errors);

    protected ClientSession Session => app.Session!;

    public void Begin()
    {
    }

    public void Ready(Network network) => Ask();

    public void Show(Network network, SessionEvent happened)
    {
        Output.WarnOfNick(happened);
        if (!app.IsReady) return;
        if (happened is Refused refused && IsAnswer(refused))
            Refuse(refused.Subject.Length > 0 ? $"{refused.Subject}: {refused.Text}" : refused.Text);
        else Take(happened);
    }

    public void Tell(ChatLine line) => Output.Tell(line);

    public void Handle(InputEvent input)
    {
    }

    public void TimeOut() => app.Leave(ExitCode.TimedOut,
        $"timed out: {app.Options.Server} did not answer within {app.Options.Timeout.TotalSeconds:0.###} s");

    public void Flush()
    {
        bool isAnswered = Output.IsPending;
        if (Output.Flush(out string? failure))
        {
            // A part of the answer has come. And a slow reader (a pager) takes none of the server's time.
            if (isAnswered && _isAsking && !app.IsLeaving) Await();
            return;
        }
        if (failure is null) app.Leave(ExitCode.Done);
        else app.LeaveForOutput(failure);
    }

    public void Dispose()
    {
    }

    /// <summary>Asks the first question.</summary>
    protected abstract void Ask();

    /// <summary>Whether a refusal is the answer to the question.</summary>
    protected virtual bool IsAnswer(Refused refused) => true;

    /// <summary>Takes something that may belong to the answer.</summary>
    protected abstract void Take(SessionEvent happened);

    /// <summary>A question has been asked: the server has the whole time again.</summary>
    protected void Await()
    {
        _isAsking = true;
        app.Alarms.Set(Alarm.Script, app.Options.Timeout);
    }

    protected void Done() => app.Leave(ExitCode.Done);

    protected void Refuse(string reason) => app.Leave(ExitCode.ServerSaidNo, reason);
}
