using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.CommandLine;

namespace ChatSockets.Client.Scripting.Ping;

/// <summary>
/// <c>chat-client ping --tcp</c>: measures round trips with PING and PONG over the connection, which works with every IRC server.
/// </summary>
internal sealed class PingServer(ClientApp app, PingOptions options, PingReport report) : IFrontend
{
    private const string Prefix = "round-trip-";

    private readonly PingSchedule _schedule = new(options, report);
    private long _start;
    private bool _hasBegun;

    public bool Reconnects => false;

    public int ResultOf(int signal) => signal == 2 && _hasBegun ? report.ExitCode : ExitCode.Signalled + signal;

    public void Begin()
    {
    }

    public void Ready(Network network)
    {
        _hasBegun = true;
        _start = app.Clock.GetTimestamp();
        Try(() => report.Begin("over TCP"));
        TimeOut();
    }

    public void Show(Network network, SessionEvent happened)
    {
        if (happened is not Ponged pong || !pong.Token.StartsWith(Prefix, StringComparison.Ordinal)) return;
        if (int.TryParse(pong.Token.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            Try(() => _schedule.Answer(number, Now, app.Options.Server.ToString()));
        GoOn();
    }

    public void Tell(ChatLine line)
    {
        if (line.Kind == ChatLineKind.Error) Console.Error.WriteLine($"chat-client: {line.Text}");
    }

    public void Handle(InputEvent input)
    {
    }

    public void TimeOut()
    {
        Try(() => _schedule.Settle(Now));
        if (_schedule.TakeDue(Now) is > 0 and var number)
            app.Session?.Ping(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}"));
        GoOn();
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
        if (_hasBegun) Try(report.Summarize);
    }

    private TimeSpan Now => app.Clock.GetElapsedTime(_start);

    private void GoOn()
    {
        if (_schedule.IsOver) app.Leave(report.ExitCode);
        else if (!app.IsLeaving) app.Alarms.Set(Alarm.Script, _schedule.Rest(Now));
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (StandardOutputException gone)
        {
            if (gone.IsReaderGone) app.Leave(report.ExitCode);
            else app.LeaveForOutput(gone.Message);
        }
    }
}
