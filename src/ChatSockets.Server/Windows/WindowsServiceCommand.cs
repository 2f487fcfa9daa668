using System.CommandLine;
using System.ServiceProcess;
using ChatSockets.Server.Configuration;

namespace ChatSockets.Server.Windows;

/// <summary>
/// <c>chat-server windows-service</c>: what a service of Windows runs, with the same options as the program otherwise. It is registered
/// with <c>sc.exe create chat-server start= auto binPath= "C:\chat\chat-server.exe windows-service --data C:\chat\data"</c>.
/// </summary>
internal sealed class WindowsServiceCommand(SettingFlags flags, ProgramStreams streams, Func<ConfigurationSources, Task, Task<int>> serve)
{
    /// <summary>The name in the list of services.</summary>
    public const string ServiceName = "chat-server";

    public Command Create()
    {
        var service = new Command("windows-service", "Runs as a service of Windows, which starts it.");
        service.SetAction(result => Run(flags.Read(result, streams.Environment)));
        return service;
    }

    private int Run(ConfigurationSources sources)
    {
        if (!OperatingSystem.IsWindows())
        {
            streams.Complain("This is for the service manager of Windows. Here systemd or launchd runs chat-server without it.");
            return ExitCode.WrongUsage;
        }
        int exitCode = ExitCode.Done;
        using var service = new WindowsService(async stop => exitCode = await serve(sources, stop).ConfigureAwait(false));
        ServiceBase.Run(service);
        return exitCode;
    }
}
