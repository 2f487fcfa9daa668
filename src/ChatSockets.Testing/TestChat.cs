using System.Collections.Concurrent;
using System.Net;
using ChatSockets.Server;
using Serilog;

namespace ChatSockets.Testing;

/// <summary>
/// A chat server for one test, in the test's own process, on a free port of the loopback interface, with everything in memory:
/// <code>
/// await using var chat = await TestChat.StartAsync();
/// TestClient alice = await chat.ConnectAsync("alice");
/// TestClient bob = await chat.ConnectAsync("bob");
/// await alice.SayAsync("hello");
/// await bob.ExpectAsync("hello");
/// </code>
/// </summary>
/// <remarks>
/// Any number can run at the same time. Its members may be used from any thread. Disposing disconnects its clients and stops the server;
/// no thread, socket or file remains.
/// </remarks>
public sealed class TestChat : IAsyncDisposable
{
    private readonly ConcurrentBag<TestClient> _clients = [];
    private readonly TestLog _log;
    private bool _isDisposed;

    private TestChat(ChatServer server, TestLog log, TimeSpan timeout)
    {
        Server = server;
        _log = log;
        Timeout = timeout;
    }

    /// <summary>The server itself.</summary>
    public ChatServer Server { get; }

    /// <summary>Where other programs can connect: 127.0.0.1 and the port.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Loopback, Server.Port);

    /// <summary>How long its clients wait before a test fails.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Starts a server; when the task is complete, it accepts connections.</summary>
    /// <param name="log">
    /// Gets each line that clients send and receive and the server's log, as ITestOutputHelper.WriteLine does. Called from several threads,
    /// one at a time; what it throws is ignored, since a test may be over.
    /// </param>
    /// <param name="options">Settings other than the defaults; port, bind and log are set by this class.</param>
    /// <param name="timeout">How long clients wait before a test fails; ten seconds if null.</param>
    /// <exception cref="ArgumentException">The options make no sense; the message says which and why.</exception>
    /// <exception cref="ServerStartException">The server cannot run here; the message says what to do.</exception>
    public static async Task<TestChat> StartAsync(Action<string>? log = null, ServerOptions? options = null, TimeSpan? timeout = null)
    {
        var lines = new TestLog { Output = log };
        options = (options ?? new ServerOptions()) with
        {
            Port = 0,
            Bind = [IPAddress.Loopback],
            Log = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(lines).CreateLogger(),
        };
        return new TestChat(await ChatServer.StartAsync(options).ConfigureAwait(false), lines, timeout ?? TimeSpan.FromSeconds(10));
    }

    /// <summary>Sends the lines to another output from now on: for a server that several tests share (<see cref="ChatFixture"/>).</summary>
    public void LogTo(Action<string>? output) => _log.Output = output;

    /// <summary>Connects a client, registers it and joins rooms; when the task is complete, it is in all of them.</summary>
    /// <param name="nickname">Its nickname; nobody may have it yet.</param>
    /// <param name="rooms">The rooms; the server's lobby, #lobby, if none is named.</param>
    /// <exception cref="TestChatException">The server refused the nickname or a room; the message has its answer.</exception>
    public async Task<TestClient> ConnectAsync(string nickname, params string[] rooms)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        TestClient client = await TestClient.ConnectAsync(EndPoint, nickname, _log, Timeout).ConfigureAwait(false);
        _clients.Add(client);
        foreach (string room in rooms.Length > 0 ? rooms : ["#lobby"]) await client.JoinAsync(room).ConfigureAwait(false);
        return client;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        while (_clients.TryTake(out TestClient? client)) await client.DisposeAsync().ConfigureAwait(false);
        await Server.DisposeAsync().ConfigureAwait(false);
        _log.Output = null;
    }
}
