using System.Net;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A chat-server, listening or about to.</summary>
internal sealed class ServerProcess : ChatProcess
{
    private const string Listening = "listening on ";

    /// <summary>Starts it with exactly these arguments, and does not wait for it to listen.</summary>
    public ServerProcess(params string[] arguments)
        : this(arguments, [])
    {
    }

    public ServerProcess(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
        : base("chat-server", arguments, environment) => CloseInput();

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>The same as chat-client takes it.</summary>
    public string Address => EndPoint.ToString();

    /// <summary>
    /// A server on any free port of the loopback interface, which keeps nothing on disk unless it is told where (--data). It listens when
    /// this returns.
    /// </summary>
    public static Task<ServerProcess> StartAsync(params string[] more) => StartAsync(more, []);

    public static async Task<ServerProcess> StartAsync(IEnumerable<string> more, params (string Name, string Value)[] environment)
    {
        var server = new ServerProcess(["--port", "0", "--bind", "127.0.0.1", .. more.Contains("--data") ? (string[])[] : ["--in-memory"],
            .. more], environment);
        try
        {
            server.EndPoint = await server.ListensAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the next endpoint that the server prints.</summary>
    public async Task<IPEndPoint> ListensAsync() =>
        IPEndPoint.Parse((await Output.NextAsync(Listening))[Listening.Length..]);
}
