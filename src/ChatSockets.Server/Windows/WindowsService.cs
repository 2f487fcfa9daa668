using System.Runtime.Versioning;
using System.ServiceProcess;

namespace ChatSockets.Server.Windows;

/// <summary>
/// The server as a service of Windows: the service control manager starts and stops it. Its methods run on that one's threads.
/// </summary>
/// <remarks>https://learn.microsoft.com/windows/win32/services/service-programs</remarks>
[SupportedOSPlatform("windows")]
internal sealed class WindowsService : ServiceBase
{
    // The server itself stops within five seconds.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private readonly Func<Task, Task<int>> _serve;
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _run = Task.CompletedTask;

    /// <param name="serve">Runs the server until the given task is complete, and returns the program's exit code.</param>
    public WindowsService(Func<Task, Task<int>> serve)
    {
        _serve = serve;
        ServiceName = WindowsServiceCommand.ServiceName;
        CanShutdown = true;
    }

    protected override void OnStart(string[] args) => _run = RunAsync();

    protected override void OnStop()
    {
        RequestAdditionalTime((int)StopTime.TotalMilliseconds);
        _stop.TrySetResult();
        _run.Wait(StopTime);
    }

    protected override void OnShutdown() => OnStop();

    private async Task RunAsync()
    {
        int exitCode = await Task.Run(() => _serve(_stop.Task)).ConfigureAwait(false);
        if (_stop.Task.IsCompleted) return;
        // It could not run: the service ends, and Windows shows the code.
        ExitCode = exitCode;
        _stop.TrySetResult();
        Stop();
    }
}
