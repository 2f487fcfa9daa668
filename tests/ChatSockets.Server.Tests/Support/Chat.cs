using System.Net;
using System.Net.Security;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Entries;
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

    // How many servers share a log; 0 for one that does not.
#if SEVERAL_SERVERS
    private const int SharedBy = 3;
#else
    private const int SharedBy = 0;
#endif

    private int _connected = -1;

    private Chat(IReadOnlyList<ChatServer> servers, ServerOptions options, ManualClock clock, CollectingSink log)
    {
        Servers = servers;
        Options = options;
        Clock = clock;
        Log = log;
    }

    /// <summary>The server, or the first of several that share a log.</summary>
    public ChatServer Server => Servers[0];

    /// <summary>All servers: clients connect to one after the other. There is one, unless several are asked for.</summary>
    public IReadOnlyList<ChatServer> Servers { get; }

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
        foreach (ChatServer server in Servers) await server.StopAsync().WithinDeadlineAsync("the server to stop");
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
        bool isShared = SharedBy > 0 && options.DataFolder is null && options.SharedLog is null;
        if (isShared) options = options with { SharedLog = new MemoryLog(options.Clock) };
        var servers = new List<ChatServer>();
        while (servers.Count < (isShared ? SharedBy : 1)) servers.Add(await ChatServer.StartAsync(options));
        return new Chat(servers, options, options.Clock as ManualClock ?? clock, log);
    }

    // Where several servers share a log, one may be behind what a client of another knows already.
    private async Task CatchUpAsync()
    {
        if (Options.SharedLog is not MemoryLog log) return;
        int count = log.Count;
        foreach (ChatServer server in Servers)
            await Waiting.UntilAsync(() => server.Context.Shared!.Replica.Position >= count, "a server to catch up");
    }

    private ChatServer NextServer() => Servers[(int)((uint)Interlocked.Increment(ref _connected) % Servers.Count)];

    /// <summary>Somebody who is here, as the server sees him.</summary>
    public User User(string nickname) => User(nickname, Server);

    private static User User(string nickname, ChatServer server)
    {
        server.Context.Users.TryFind(Wire.Utf8(nickname), out User? user).Should().BeTrue();
        return user!;
    }

    /// <summary>Makes a member founder of a room that need not be registered.</summary>
    public void MakeFounder(string nickname, string room = "#room")
    {
        foreach (ChatServer server in Servers)
        {
            server.Context.Rooms.TryFind(Wire.Utf8(room), out Room? found).Should().BeTrue();
            lock (found!.Gate) found.SetModes(found.Find(User(nickname, server))!, MemberModes.Founder | MemberModes.Operator);
        }
    }

    /// <summary>Makes somebody who is here an operator of the server who may see everything.</summary>
    public void MakeOperator(string nickname)
    {
        var account = new OperatorAccount
        {
            Name = nickname,
            Password = PasswordHash.Create("x", 10_000),
            Hosts = ["*@*"],
            Privileges = Privileges.All
        };
        foreach (ChatServer server in Servers)
        {
            User user = User(nickname, server);
            user.Operator = account;
            server.Context.Users.SetMode(user, UserModes.Operator, true);
        }
    }

    /// <summary>Has somebody who is here be logged in to an account.</summary>
    public void LogIn(string nickname, string account)
    {
        foreach (ChatServer server in Servers)
            AccountChat.LogIn(CommandContext.OfAnother(server.Context, User(nickname, server).Sessions[0]), Wire.Utf8(account));
    }

    /// <summary>A connection that has said nothing.</summary>
    public async Task<TestClient> ConnectAsync(int receiveBuffer = 0)
    {
        TestClient client = await TestClient.ConnectAsync(NextServer().EndPoints[0], receiveBuffer);
        client.CatchUp = CatchUpAsync;
        _clients.Enqueue(client);
        return client;
    }

    /// <summary>The same in TLS.</summary>
    public async Task<TestClient> ConnectTlsAsync(SslClientAuthenticationOptions? options = null, int receiveBuffer = 0)
    {
        TestClient client = await TestClient.ConnectTlsAsync(NextServer().EndPoints[0], options, receiveBuffer);
        client.CatchUp = CatchUpAsync;
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
