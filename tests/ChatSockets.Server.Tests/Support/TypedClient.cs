namespace ChatSockets.Server.Tests.Support;

/// <summary>A person with <c>nc</c> or <c>telnet</c>. There is no PING here; a command that nobody knows is quoted back instead.</summary>
internal sealed class TypedClient(TestClient client)
{
    private static int LastToken;

    public TestClient Client { get; } = client;

    /// <summary>Types lines and answers everything that came back.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(params string[] lines)
    {
        await Client.SendAsync(lines);
        return await SyncAsync();
    }

    /// <summary>Everything that came, or was on its way, before this was called.</summary>
    public async Task<IReadOnlyList<string>> SyncAsync()
    {
        string token = $"sync-{Interlocked.Increment(ref LastToken)}";
        await Client.SendAsync($"/{token}");
        var lines = new List<string>();
        while (true)
        {
            string line = await Client.NextAsync($"an answer to /{token}");
            // Before there is a name, every command but a few is answered with the question for it.
            if (line.StartsWith($"/{token} cannot be done", StringComparison.Ordinal) || line == "First: what is your name?") return lines;
            lines.Add(line);
        }
    }
}
