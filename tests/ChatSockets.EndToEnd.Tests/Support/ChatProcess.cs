using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit.Sdk;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// One of the two programs, running as a process of its own. Whatever becomes of the test, disposing ends it.
/// </summary>
internal class ChatProcess : IAsyncDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _title;
    private bool _isDisposed;

    /// <param name="program">Its assembly's name.</param>
    /// <param name="arguments">What follows it on the command line.</param>
    /// <param name="environment">What is set besides the tester's own environment.</param>
    /// <param name="redirections">What a shell is asked to do with the standard streams, as in <c>&lt;&amp;-</c>; nothing needs no
    /// shell.</param>
    /// <param name="before">What a shell is asked to do before it becomes the program, as in <c>ulimit -n 200</c>; nothing needs no
    /// shell.</param>
    /// <param name="command">What becomes of the whole command; nothing leaves it as it is.</param>
    public ChatProcess(
        string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)>? environment = null,
        string redirections = "", string before = "", Func<string[], string[]>? command = null)
    {
        string[] given = [.. arguments];
        _title = string.Join(' ', [program, .. given, redirections]).TrimEnd();
        Output = new Transcript($"stdout of '{_title}'", ToString);
        Errors = new Transcript($"stderr of '{_title}'", ToString);
        Process = Start(StartInfo(program, given, environment ?? [], redirections, before, command));
        _ = CollectAsync(Process.StandardOutput, Output);
        _ = CollectAsync(Process.StandardError, Errors);
    }

    public Transcript Output { get; }

    public Transcript Errors { get; }

    protected Process Process { get; }

    public async Task TypeAsync(string line)
    {
        await Process.StandardInput.WriteAsync(line + "\n");
        await Process.StandardInput.FlushAsync();
    }

    /// <summary>Standard input ends.</summary>
    public void CloseInput() => Process.StandardInput.Close();

    public void Signal(PosixSignals.Number signal) => PosixSignals.Send(Process.Id, signal);

    public void Kill() => Process.Kill(entireProcessTree: true);

    /// <summary>Waits for the process and for all that it has written, and fails on any other exit code.</summary>
    public async Task ExitsWithAsync(int exitCode)
    {
        using var late = new CancellationTokenSource(Deadline.Wait);
        try
        {
            await Process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new XunitException($"The process should have ended within {Deadline.Wait.TotalSeconds} s.\n{this}");
        }
        await Output.EndAsync();
        await Errors.EndAsync();
        if (Process.ExitCode != exitCode) throw new XunitException($"The exit code should be {exitCode}.\n{this}");
    }

    /// <summary>Ends it. Once more does nothing: so the failure of what should have taken its place is seen.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        try
        {
            Kill();
            using var late = new CancellationTokenSource(Deadline.Wait);
            await Process.WaitForExitAsync(late.Token);
        }
        finally
        {
            Process.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Everything that is known of the process, for a failure's message.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        string state = _isDisposed ? "is gone" : Process.HasExited ? $"ended with {Process.ExitCode}" : "is running";
        text.AppendLine(CultureInfo.InvariantCulture, $"'{_title}' {state}");
        foreach (string line in Output.Lines) text.AppendLine(CultureInfo.InvariantCulture, $"  stdout: {line}");
        foreach (string line in Errors.Lines) text.AppendLine(CultureInfo.InvariantCulture, $"  stderr: {line}");
        return text.ToString();
    }

    /// <summary>
    /// The command that starts one of the programs: as it was built for these tests, or, where CHATSOCKETS_PROGRAMS names a folder, the
    /// native one in it, which is what ships.
    /// </summary>
    public static string[] Program(string name) =>
        Environment.GetEnvironmentVariable("CHATSOCKETS_PROGRAMS") is { Length: > 0 } folder
            ? [Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)]
            : [DotnetHost(), "exec", Path.Combine(AppContext.BaseDirectory, $"{name}.dll")];

    /// <summary>The dotnet that runs the tests, so that nothing needs to be found on a PATH.</summary>
    public static string DotnetHost()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host) return host;
        return Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
    }

    private static ProcessStartInfo StartInfo(
        string program, string[] arguments, IEnumerable<(string Name, string Value)> environment, string redirections, string before,
        Func<string[], string[]>? wrap)
    {
        string[] command = [.. Program(program), .. arguments];
        if (redirections.Length > 0 || before.Length > 0)
            command = ["/bin/sh", "-c", $"{before}\nexec \"$@\" {redirections}", "sh", .. command];
        if (wrap is not null) command = wrap(command);
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            UseShellExecute = false,
        };
        foreach (string argument in command[1..]) start.ArgumentList.Add(argument);
        // What the tester has set for real servers is nothing for these.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("CHAT_SERVER_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment.Remove("CHAT_CLIENT_PASS");
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return start;
    }

    private static Process Start(ProcessStartInfo start)
    {
        PosixSignals.LetChildrenBeInterrupted();
        return Process.Start(start)!;
    }

    private static async Task CollectAsync(StreamReader reader, Transcript transcript)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line) transcript.Add(line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The test has closed our end of the pipe, or is over.
        }
        transcript.End();
    }
}
