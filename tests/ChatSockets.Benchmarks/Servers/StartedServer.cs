using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatSockets.Benchmarks.Servers;

/// <summary>A server process of our own: started in a folder of its own, killed when the measurement is over, also by Ctrl-C.</summary>
internal sealed class StartedServer : RunningServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly string _folder;
    private readonly List<PosixSignalRegistration> _signals = [];

    private StartedServer(IPEndPoint endPoint, Process process, string folder)
        : base(endPoint, process)
    {
        _process = process;
        _folder = folder;
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            _signals.Add(PosixSignalRegistration.Create(signal, _ => End()));
    }

    /// <summary>
    /// For servers that must be told their port: writes the configuration, starts, and tries until something answers there.
    /// </summary>
    public static StartedServer OnFreePort(string name, Func<int, string, (string Program, string[] Arguments)> configure)
    {
        string folder = Directory.CreateTempSubdirectory("chat-bench-").FullName;
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        var (program, arguments) = configure(endPoint.Port, folder);
        var output = new ServerOutput();
        Process process = Launch(program, arguments, output);
        var server = new StartedServer(endPoint, process, folder);
        if (Wait(process, () => Answers(endPoint))) return server;
        server.Dispose();
        throw new BenchException($"{name} does not listen on {endPoint}. It said: {output.LastLines}");
    }

    /// <summary>For a server that picks its own port and says so in a line <c>listening on ADDRESS:PORT</c>.</summary>
    public static StartedServer WhereItSays(string name, string program, Func<string, string[]> arguments)
    {
        string folder = Directory.CreateTempSubdirectory("chat-bench-").FullName;
        var output = new ServerOutput();
        Process process = Launch(program, arguments(folder), output);
        bool listens = Wait(process, () => output.Port != 0);
        var server = new StartedServer(new IPEndPoint(IPAddress.Loopback, output.Port), process, folder);
        if (listens) return server;
        server.Dispose();
        throw new BenchException($"{name} does not say where it listens. It said: {output.LastLines}");
    }

    protected override void Dispose(bool disposing)
    {
        End();
        _signals.ForEach(signal => signal.Dispose());
        base.Dispose(disposing);
    }

    private void End()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static Process Launch(string program, string[] arguments, ServerOutput output)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true };
        if (OperatingSystem.IsWindows())
        {
            start.FileName = program;
        }
        else
        {
            // The shell raises the limit of open files as far as it may and becomes the server: same process id.
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("ulimit -n 65536 2>/dev/null || ulimit -n $(ulimit -Hn); exec \"$0\" \"$@\"");
            start.ArgumentList.Add(program);
        }
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new BenchException($"{program} did not start");
        process.OutputDataReceived += (_, e) => output.Add(e.Data);
        process.ErrorDataReceived += (_, e) => output.Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static bool Wait(Process process, Func<bool> ready)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            if (ready()) return true;
            if (process.WaitForExit(TimeSpan.FromMilliseconds(20))) break;
        }
        return false;
    }

    private static bool Answers(IPEndPoint endPoint)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(endPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
