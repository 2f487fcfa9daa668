using System.Text.Json;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Importing;

/// <summary>Runs <c>chat-server import</c> on a folder of its own, and looks at what is there then.</summary>
internal sealed class ImportRun : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Where <see cref="Write(string, string)"/> writes.</summary>
    public string Folder => _folder.Path;

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(_folder.Path, "data");

    /// <summary>A file or folder of the samples.</summary>
    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", name);

    /// <summary>Writes a log and returns its name.</summary>
    public string Write(string name, string text) => Write(name, Wire.Utf8(text));

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Imports, which must succeed without a complaint. Returns the last line of the report.</summary>
    public async Task<string> ImportAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await RunAsync(arguments);
        (code, errors).Should().Be((0, ""));
        return output.TrimEnd('\n').Split('\n')[^1];
    }

    public Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => CommandAsync(["import", .. arguments]);

    public async Task<(int Code, string Output, string Errors)> CommandAsync(params string[] arguments)
    {
        var streams = new ProgramStreams(() => new StringReader(""), new StringWriter { NewLine = "\n" },
            new StringWriter { NewLine = "\n" }, () => new Dictionary<string, string> { ["CHAT_SERVER_DATA"] = Data });
        Task<int> run = ServerCommandLine.RunAsync(arguments, streams);
        await run.WithinDeadlineAsync("the program to end");
        return (await run, streams.Output.ToString()!, streams.Error.ToString()!);
    }

    /// <summary>The messages of a room as they are exported, in their order: time, nickname, kind, text.</summary>
    public async Task<string[]> HistoryAsync(string room)
    {
        (int code, string output, string errors) = await CommandAsync("history", "export", "--room", room);
        (code, errors).Should().Be((0, ""));
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line)];
    }

    /// <summary>The store, while nothing is imported.</summary>
    public Store Open() => Keeping.Open(Data, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    private static string Line(string json)
    {
        JsonElement line = JsonDocument.Parse(json).RootElement;
        return string.Join(' ', ((string[])["time", "kind", "nick", "text"]).Select(name => line.GetProperty(name).GetString()));
    }
}
