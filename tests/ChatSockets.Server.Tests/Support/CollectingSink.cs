using System.Collections.Concurrent;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace ChatSockets.Server.Tests.Support;

/// <summary>Keeps what a server logs, for the test to look at.</summary>
internal sealed class CollectingSink : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();

    public CollectingSink() => Log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();

    public Logger Log { get; }

    /// <summary>Everything, as a person would read it.</summary>
    public IReadOnlyList<string> Lines => [.. _events.Select(Text)];

    /// <summary>What must never be there: the server's own mistakes.</summary>
    public IReadOnlyList<string> Errors => [.. _events.Where(entry => entry.Level >= LogEventLevel.Error).Select(Text)];

    /// <summary>The errors that a test has caused on purpose; then there are none any more, nor anything else.</summary>
    public IReadOnlyList<string> TakeErrors()
    {
        IReadOnlyList<string> errors = Errors;
        _events.Clear();
        return errors;
    }

    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);

    private static string Text(LogEvent entry) => $"{entry.Level}: {entry.RenderMessage(CultureInfo.InvariantCulture)} {entry.Exception}";
}
