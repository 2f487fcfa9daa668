using System.Runtime.InteropServices;

namespace ChatSockets.Server;

/// <summary>Ctrl-C and SIGTERM, as a task; SIGHUP, as a call.</summary>
internal sealed class ProgramSignals : IDisposable
{
    private const string Terminal = "/dev/tty";

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly bool _hadTerminal = HasTerminal();

    public ProgramSignals()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
        // On Windows this would be a console that closes.
        if (!OperatingSystem.IsWindows()) _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp));
    }

    /// <summary>Complete when the program is asked to stop.</summary>
    public Task Stopped => _asked.Task;

    /// <summary>What SIGHUP asks for; until it is set, the signal is taken and forgotten. On a thread of the pool.</summary>
    public Action? Reload { get; set; }

    public void Dispose()
    {
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
