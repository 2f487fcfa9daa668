using System.Net;
using System.Net.Security;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Tests.Support;

/// <summary>
/// A server in this process on a free port, with a clock that stands still, and its clients. When the test is over it stops, and none of
/// its log may be an error: whatever a test sends, that is part of what it checks (promise 5).
/// </summary>
internal sealed class Chat : IAsyncDisposable
{
    // Tests connect many at once.
    private readonly System.Collections.Concurrent.ConcurrentQueue<IDisposable> _clients = new();

    private Chat(ChatServer server, ServerOptions options, ManualClock clock, CollectingSink log)
    {
        Server = server;
        Options = options;
        Clock = clock;
        Log = log;
    }

    public ChatServer Server { get; }

    /// <summary>What the server was started with.</summary>
    public ServerOptions Options { get; }

    public ManualClock Clock { get; }

    public CollectingSink Log { get; }

    /// <summary>However far the test turns the clock, nobody is asked for a sign of life in between.</summary>
    public static Task<Chat> StartAsync(Func<ServerOptions, ServerOptions>? change = null) =>
        LaunchAsync(options => options with { PingInterval = TimeSpan.FromDays(1), RegistrationTimeout = TimeSpan.FromDays(1) }, change);

    /// <summary>Deadlines are real in their order but not in their length: the connections look at the clock that the test turns.</summary>
    public static Task<Chat> StartWithDeadlinesAsync(Func<ServerOptions, ServerOptions>? change = null) =>
        LaunchAsync(options => options with { MaximumWait = TimeSpan.FromMilliseconds(2) }, change);

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable client in _clients) client.Dispose();
        await Server.StopAsync().WithinDeadlineAsync("the server to stop");
        Log.Errors.Should().BeEmpty();
    }

    private static async Task<Chat> LaunchAsync(Func<ServerOptions, ServerOptions> kind, Func<ServerOptions, ServerOptions>? change)
    {
        var clock = new ManualClock();
        var log = new CollectingSink();
        ServerOptions options = kind(new ServerOptions
        {
            Port = 0,
            Bind = [IPAddress.Loopback],
            Clock = clock,
            Log = log.Log,
            // Tests of hosts tell addresses from other hosts; those of cloaking turn it on.
            Cloaking = false,
            ReadSystemLimit = static () => null
        });
        options = change?.Invoke(options) ?? options;
        return new Chat(await ChatServer.StartAsync(options), options, options.Clock as ManualClock ?? clock, log);
    }

    /// <summary>Somebody who is here, as the server sees him.</summary>
    public User User(string nickname)
    {
        Server.Context.Users.TryFind(Wire.Utf8(nickname), out User? user).Should().BeTrue();
        return user!;
    }

    /// <summary>Makes a member founder of a room that need not be registered.</summary>
    public void MakeFounder(string nickname, string room = "#room")
    {
        Server.Context.Rooms.TryFind(Wire.Utf8(room), out Room? found).Should().BeTrue();
        lock (found!.Gate) found.SetModes(found.Find(User(nickname))!, MemberModes.Founder | MemberModes.Operator);
    }

    /// <summary>Makes somebody who is here an operator of the server who may see everything.</summary>
    public void MakeOperator(string nickname)
    {
        User user = User(nickname);
        user.Operator = new OperatorAccount
        {
            Name = nickname,
            Password = PasswordHash.Create("x", 10_000),
            Hosts = ["*@*"],
            Privileges = Privileges.All
        };
        Server.Context.Users.SetMode(user, UserModes.Operator, true);
    }

    /// <summary>Has somebody who is here be logged in to an account.</summary>
    public void LogIn(string nickname, string account) =>
        AccountChat.LogIn(CommandContext.OfAnother(Server.Context, User(nickname).Sessions[0]), Wire.Utf8(account));

    /// <summary>A connection that has said nothing.</summary>
    public async Task<TestClient> ConnectAsync(int receiveBuffer = 0)
    {
        TestClient client = await TestClient.ConnectAsync(Server.EndPoints[0], receiveBuffer);
        _clients.Enqueue(client);
        return client;
    }

    /// <summary>The same in TLS.</summary>
    public async Task<TestClient> ConnectTlsAsync(SslClientAuthenticationOptions? options = null, int receiveBuffer = 0)
    {
        TestClient client = await TestClient.ConnectTlsAsync(Server.EndPoints[0], options, receiveBuffer);
        _clients.Enqueue(client);
        return client;
    }

    /// <summary>A registered client that has read its welcome.</summary>
    public async Task<TestClient> RegisterAsync(string nickname, string caps = "", int receiveBuffer = 0)
    {
        TestClient client = await ConnectAsync(receiveBuffer);
        await RegisterAsync(client, nickname, caps);
        return client;
    }

    /// <summary>Registers a client that is connected.</summary>
    public static async Task RegisterAsync(TestClient client, string nickname, string caps = "")
    {
        if (caps.Length > 0) await client.SendAsync($"CAP REQ :{caps}", "CAP END");
        await client.SendAsync($"NICK {nickname}", $"USER {nickname} 0 * :{nickname} the tester");
        await client.ExpectAsync($"* 001 {nickname} *");
        await client.SyncAsync();
    }

    /// <summary>A registered client in a room, that has read everything so far.</summary>
    public async Task<TestClient> JoinAsync(string nickname, string room = "#room", string caps = "")
    {
        TestClient client = await RegisterAsync(nickname, caps);
        await client.SendAsync($"JOIN {room}");
        await client.ExpectAsync($"* 366 {nickname} {room} *");
        await client.SyncAsync();
        return client;
    }

    /// <summary>Alice, who is operator of #room, and Bob in it; both have read everything so far.</summary>
    public async Task<(TestClient Alice, TestClient Bob)> PairAsync(string aliceCaps = "", string bobCaps = "")
    {
        TestClient alice = await JoinAsync("alice", caps: aliceCaps);
        TestClient bob = await JoinAsync("bob", caps: bobCaps);
        await alice.SyncAsync();
        return (alice, bob);
    }

    /// <summary>A person with <c>nc</c>, who has a name and is in the lobby.</summary>
    public async Task<TypedClient> TypeAsync(string name)
    {
        var typed = new TypedClient(await ConnectAsync());
        await typed.AskAsync(name);
        return typed;
    }
}
