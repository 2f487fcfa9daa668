using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace ChatSockets.Testing;

/// <summary>Hands lines to the output of the test that runs, one at a time. Used from the server's and the clients' threads.</summary>
internal sealed class TestLog : ILogEventSink
{
    private readonly Lock _gate = new();
    private Action<string>? _output;

    /// <summary>Where the lines go; null for nowhere.</summary>
    public Action<string>? Output
    {
        set
        {
            lock (_gate) _output = value;
        }
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            try
            {
                _output?.Invoke(line);
            }
#pragma warning disable CA1031 // Whatever a test's output throws, mostly because the test is over, is no fault of the chat.
            catch (Exception)
            {
                _output = null;
            }
#pragma warning restore CA1031
        }
    }

    public void Emit(LogEvent logEvent)
    {
        string message = logEvent.RenderMessage(CultureInfo.InvariantCulture);
        Write(logEvent.Exception is { } exception ? $"server: {message} {exception}" : $"server: {message}");
    }
}
