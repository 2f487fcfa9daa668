using System.Runtime.InteropServices;

namespace ChatSockets.Client.Core;

/// <summary>The signals that end the client: they become events of the loop. The system calls it on a thread of its own.</summary>
internal sealed class Signals : IDisposable
{
    // After a signal, for the goodbye and whatever is to be written yet.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly ClientApp _app;
    private readonly PosixSignalRegistration[] _registrations;
    private ITimer? _lastResort;

    public Signals(ClientApp app)
    {
        _app = app;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    /// <summary>Gives the signals back to the system. A deadline that runs goes on.</summary>
    public void Release()
    {
        foreach (PosixSignalRegistration each in _registrations) each.Dispose();
    }

    public void Dispose()
    {
        Release();
        _lastResort?.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        int number = signal.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, _ => 15 };
        // A loop that writes to a pipe which nobody reads hears of nothing. A terminal must be given back, and is read.
        if (!_app.Frontend.KeepsTimelines)
        {
            _lastResort ??= _app.Clock.CreateTimer(_ => Environment.Exit(ExitCode.Signalled + number), null, Deadline,
                Timeout.InfiniteTimeSpan);
        }
        _app.Post(new Interrupted(number));
    }
}
