using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ChatSockets.Client.Settings;

/// <summary>
/// A shell command whose first line of output is a password. It has no input and no screen. After the deadline it is killed, together
/// with what it started.
/// </summary>
internal sealed class PasswordCommand(TimeSpan deadline)
{
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Runs the command and waits for its end.</summary>
    public PasswordResult Run(string command)
    {
        try
        {
            using Process process = Start(command);
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            // The output ends when everything that the command started has closed it, or has ended.
            bool hasEnded = Task.WaitAll([output, errors], deadline) && process.WaitForExit(deadline);
            if (!hasEnded)
            {
                process.Kill(entireProcessTree: true);
                return Failure(command, string.Create(CultureInfo.InvariantCulture,
                    $"did not end within {deadline.TotalSeconds:0.#} seconds. It must not ask for anything"));
            }
            if (process.ExitCode != 0)
            {
                string said = FirstLine(errors.Result).TrimEnd('.');
                return Failure(command, $"failed with exit code {process.ExitCode}{(said.Length > 0 ? ": " : "")}{said}");
            }
            string password = FirstLine(output.Result);
            return password.Length > 0 ? new PasswordResult(password) : Failure(command, "printed nothing. It must print the password");
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            return Failure(command, $"cannot be run: {exception.Message.TrimEnd('.')}");
        }
    }

    private static Process Start(string command)
    {
        bool isWindows = OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(isWindows ? "cmd.exe" : "/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // cmd.exe has rules of its own for quotes: it takes the line as it is.
        if (isWindows) start.Arguments = $"/d /s /c \"{command}\"";
        else start.ArgumentList.Add("-c");
        if (!isWindows) start.ArgumentList.Add(command);
        return Process.Start(start)!;
    }

    private static string FirstLine(string text) => new StringReader(text).ReadLine() ?? "";

    private static PasswordResult Failure(string command, string what) => new(null, $"The password command '{command}' {what}.");
}
