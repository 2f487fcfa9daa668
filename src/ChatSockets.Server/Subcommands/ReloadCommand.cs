using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using ChatSockets.Server.Configuration;
using ChatSockets.Storage;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server reload</c>: has one running server read its configuration again. It is found as the server itself finds its data folder,
/// or by its pidfile.
/// </summary>
internal sealed class ReloadCommand(SettingFlags flags, ProgramStreams streams)
{
    // The same number on Linux and macOS.
    private const int HangUp = 1;

    public Command Create()
    {
        var reload = new Command("reload", "Has a running server read its configuration again.");
        reload.SetAction(Run);
        return reload;
    }

    private int Run(ParseResult result)
    {
        if (OperatingSystem.IsWindows())
            return Complain("Windows has no signal for this: give the command REHASH as an operator of the server instead.");
        LoadedConfiguration loaded = ConfigurationLoader.Load(flags.Read(result, streams.Environment));
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);
        try
        {
            return loaded.Options.PidFile.Length > 0 ? OfFile(loaded.Options.PidFile) : OfFolder(loaded.Options.ForServer.DataFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complain(exception.Message);
        }
    }

    private int OfFile(string path) =>
        ProcessNumber.Read(path) is { } process
            ? Ask(process)
            : Complain($"{path} has no process's number in it: name the file that the server was given with --pidfile.");

    private int OfFolder(string? folder)
    {
        if (folder is null)
            return Complain(
                "A server without a data folder is found by its pidfile only: start it with --pidfile FILE, and reload it with the same.");
        if (DataFolder.Process(folder) is { } process) return Ask(process);
        return Complain($"No server is running on {folder}: name the server with --port, --data or --pidfile, as it was started.");
    }

    private int Ask(int process)
    {
        if (Send(process, HangUp) != 0)
            return Complain(string.Create(CultureInfo.InvariantCulture,
                $"Process {process} cannot be asked: {Marshal.GetLastPInvokeErrorMessage()}."));
        streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"asked process {process}; its log tells what has changed"));
        return ExitCode.Done;
    }

    private int Complain(string text)
    {
        streams.Complain(text);
        return ExitCode.CouldNotRun;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
