using System.CommandLine;
using System.Globalization;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Storage;

namespace ChatSockets.Server.Diagnostics.Top;

/// <summary>
/// <c>chat-server top</c>: a live view of a running server, over its control socket. The server is found as it finds its data folder
/// itself,
/// by <c>--process</c>, or, where nothing is said, because it is the only one.
/// </summary>
internal sealed class TopCommand(SettingFlags flags, ProgramStreams streams)
{
    private const int WidthOfFiles = 120;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Option<int?> _process = new("--process") { Description = "The server's process number.", HelpName = "NUMBER" };
    private readonly Option<bool> _once = new("--once") { Description = "Prints one snapshot and ends." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one snapshot as lines of JSON and ends." };

    public Command Create()
    {
        var top = new Command("top", "Shows who is connected to a running server, and what it does.") { _process, _once, _json };
        top.SetAction(Run);
        return top;
    }

    private int Run(ParseResult result)
    {
        ConfigurationSources sources = flags.Read(result, streams.Environment);
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);
        try
        {
            string path = Find(loaded, result.GetValue(_process));
            if (result.GetValue(_json)) return PrintJson(path);
            return result.GetValue(_once) || !streams.IsTerminal || Console.IsOutputRedirected ? PrintOnce(path) : Watch(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            streams.Complain(exception.Message);
            return ExitCode.CouldNotRun;
        }
    }

    private static string Find(LoadedConfiguration loaded, int? process)
    {
        if (process is { } number) return ControlPath.Of(null, number);
        string? folder = loaded.Options.ForServer.DataFolder;
        int? running = folder is null ? null : DataFolder.Process(folder);
        if (folder is not null && running is { } own) return ControlPath.Of(folder, own);
        bool isNamed = loaded.Origins.ContainsKey("data") || loaded.Origins.ContainsKey("port");
        if (folder is not null && isNamed)
            throw new IOException($"No server is running on {folder}: name the server with --port or --data, as it was started, "
                + "or with --process.");
        return ControlPath.FindProcesses() switch
        {
            [var only] => ControlPath.Of(null, only),
            [] => throw new IOException("No server of yours is running here that can be watched. "
                + "Name it with --port or --data, as it was started."),
            var several => throw new IOException("There are several servers: name one with --process, which is one of "
                + $"{string.Join(", ", several.Select(one => one.ToString(CultureInfo.InvariantCulture)))}."),
        };
    }

    private int PrintJson(string path)
    {
        foreach (string line in ControlClient.AskLines(path, new SnapshotRequest { Connections = int.MaxValue, Rooms = int.MaxValue }))
            streams.Output.WriteLine(line);
        return ExitCode.Done;
    }

    // Two snapshots: what happens in a second is the difference.
    private int PrintOnce(string path)
    {
        var request = new SnapshotRequest { Connections = int.MaxValue, Rooms = int.MaxValue };
        Snapshot before = ControlClient.Ask(path, request);
        Thread.Sleep(Interval);
        var screen = new TopScreen(before, ControlClient.Ask(path, request));
        foreach (string line in screen.DrawAll(WidthOfFiles)) streams.Output.WriteLine(line);
        return ExitCode.Done;
    }

    private int Watch(string path)
    {
        var view = new TopView();
        Snapshot before = ControlClient.Ask(path, view.Request), now = before;
        long next = Environment.TickCount64 + (long)Interval.TotalMilliseconds;
        string? lost = null;
        int? endedBy;
        using (var terminal = new TopTerminal())
        {
            while (!view.IsOver && terminal.EndedBy is null && lost is null)
            {
                (int width, int height) = TopTerminal.Size;
                terminal.Draw(new TopScreen(before, now).Draw(view, width, height));
                if (terminal.ReadKey(TimeSpan.FromMilliseconds(next - Environment.TickCount64)) is { } key)
                {
                    view = view.Press(key);
                    now = now with { Connections = [.. SnapshotSource.Ordered(now.Connections, view.Request)] };
                }
                if (Environment.TickCount64 < next || terminal.EndedBy is not null) continue;
                next = Environment.TickCount64 + (long)Interval.TotalMilliseconds;
                try
                {
                    (before, now) = (now, ControlClient.Ask(path, view.Request));
                }
                catch (IOException exception)
                {
                    lost = exception.Message;
                }
            }
            endedBy = terminal.EndedBy;
        }
        if (lost is null) return endedBy ?? ExitCode.Done;
        streams.Complain(lost);
        return ExitCode.CouldNotRun;
    }
}
