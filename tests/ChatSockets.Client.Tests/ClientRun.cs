using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests;

/// <summary>One run of the client without a process: what it was given, and what came of it.</summary>
internal sealed record ClientRun(int ExitCode, string Output, string Errors)
{
    public static ClientOptions Options(ServerAddress server) =>
        new() { Server = server, Rooms = ["#lobby"], Nick = "alice", NickIsExplicit = true };

    public static ClientRun Pipe(ClientOptions options, string input) =>
        Pipe(options, new MemoryStream(Encoding.UTF8.GetBytes(input)), TimeProvider.System);

    public static ClientRun Pipe(ClientOptions options, Stream input, TimeProvider clock) =>
        Run(options, input, clock, (app, streams) => new PipeChat(app, streams));

    public static ClientRun Send(ClientOptions options, string target, string? text, string input = "") =>
        Send(options, [target], text, input);

    public static ClientRun Send(ClientOptions options, string[] targets, string? text, string input = "") =>
        Send(options, new SendOptions(targets, text, MessageMarks.None), input);

    public static ClientRun Send(ClientOptions options, SendOptions what, string input = "") =>
        Run(options, new MemoryStream(Encoding.UTF8.GetBytes(input)), TimeProvider.System, (app, streams) =>
            new SendOnce(app, streams, what));

    public static ClientRun History(ClientOptions options, DateTimeOffset? since = null, int? count = null) =>
        Run(options, Stream.Null, TimeProvider.System, (app, streams) => new PrintHistory(app, streams, since, count));

    public static ClientRun Who(ClientOptions options, params string[] rooms) =>
        Run(options, Stream.Null, TimeProvider.System, (app, streams) => new ListMembers(app, streams, rooms));

    public static ClientRun Rooms(ClientOptions options) =>
        Run(options, Stream.Null, TimeProvider.System, (app, streams) => new ListRooms(app, streams));

    public static ClientRun Listen(ClientOptions options, ListenOptions listen) =>
        Run(options, Stream.Null, TimeProvider.System, (app, streams) => new Listen(app, streams, listen));

    private static ClientRun Run(ClientOptions options, Stream input, TimeProvider clock, Func<ClientApp, ScriptStreams,
        IFrontend> frontend)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        using var app = new ClientApp(options, clock, errors, app => frontend(app, new ScriptStreams(input, output, errors)));
        int exitCode = app.Run();
        return new ClientRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}
