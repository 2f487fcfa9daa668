namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// A server and four people in #lobby, each with another program: alice has a chat-client that writes JSON, bob one that writes lines,
/// carol an IRC client that gets echoes (and was first, so she is the operator), dave has <c>nc</c>.
/// </summary>
internal sealed class Company : IAsyncDisposable
{
    private Company(ServerProcess server, LineClient carol, ClientProcess alice, ClientProcess bob, LineClient dave) =>
        (Server, Carol, Alice, Bob, Dave) = (server, carol, alice, bob, dave);

    public ServerProcess Server { get; }

    public ClientProcess Alice { get; }

    public ClientProcess Bob { get; }

    public LineClient Carol { get; }

    public LineClient Dave { get; }

    /// <summary>Everybody is in the room when this returns, and each has seen the later ones come.</summary>
    public static async Task<Company> GatherAsync()
    {
        var present = new Stack<IAsyncDisposable>();
        try
        {
            ServerProcess server = await ServerProcess.StartAsync();
            present.Push(server);
            LineClient carol = await LineClient.JoinAsync(server.EndPoint, "carol");
            present.Push(carol);
            await carol.SayAsync("CAP REQ :echo-message");
            await carol.HearAsync(" ACK ");
            var alice = new ClientProcess(server.Address, "--nick", "alice", "--json");
            present.Push(alice);
            await alice.Output.NextAsync("\"names\"");
            var bob = new ClientProcess(server.Address, "--nick", "bob");
            present.Push(bob);
            await bob.Output.NextAsync("in #lobby:");
            LineClient dave = await LineClient.TypeAsync(server.EndPoint, "dave");
            present.Push(dave);
            await alice.Output.NextAsync("dave");
            await bob.Output.NextAsync("dave joined");
            await carol.HearAsync(":dave!");
            return new Company(server, carol, alice, bob, dave);
        }
        catch
        {
            foreach (IAsyncDisposable each in present) await each.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable each in (IAsyncDisposable[])[Dave, Bob, Alice, Carol, Server]) await each.DisposeAsync();
    }
}
