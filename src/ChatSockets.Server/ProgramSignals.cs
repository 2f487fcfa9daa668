using System.Runtime.InteropServices;
using ChatSockets.Core.Diagnostics;
using Serilog;

namespace ChatSockets.Server;

/// <summary>Ctrl-C, SIGTERM and SIGQUIT, as a task; SIGHUP, as a call. Asked again, it stops no sooner.</summary>
internal sealed class ProgramSignals : IDisposable
{
    private const string Terminal = "/dev/tty";

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly bool _hadTerminal = HasTerminal();

    private readonly ILogger _log;

    public ProgramSignals(ILogger log)
    {
        _log = log;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop));
        // On Windows this would be a console that closes.
        if (!OperatingSystem.IsWindows()) _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp));
    }

    /// <summary>Complete when the program is asked to stop.</summary>
    public Task Stopped => _asked.Task;

    /// <summary>Called on SIGHUP, on a pool thread. The signal is ignored until this is set.</summary>
    public Action? Reload { get; set; }

    /// <summary>
    /// Returns the signals to the system, unless the program is about to end: a second signal must not change the exit code.
    /// </summary>
    public void Dispose()
    {
        if (Stopped.IsCompleted) return;
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.TrySetResult();
    }

    private void HangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        HangUp();
    }

    /// <summary>SIGHUP has come. An exception here would end the process: it costs the reload.</summary>
    internal void HangUp()
    {
        try
        {
            AskWhy();
        }
        catch (Exception exception)
        {
            Unexpected.Report(_log, exception, "The configuration was not read again");
        }
    }

    private void AskWhy()
    {
        // The same signal says that the window was closed in which the server ran. Then it is not to run on unseen.
        if (_hadTerminal && !HasTerminal()) _asked.TrySetResult();
        else Reload?.Invoke();
    }

    private static bool HasTerminal()
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            File.OpenHandle(Terminal).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
