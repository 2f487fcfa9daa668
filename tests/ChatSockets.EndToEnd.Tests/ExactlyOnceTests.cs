using System.Globalization;
using System.Text.Json;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>
/// Whatever was typed arrives once: two people talk, the server is killed with SIGKILL and started again, and so is one of the clients.
/// <c>CHAT_KILLS=20 dotnet test --filter ExactlyOnceTests</c> does it twenty times.
/// </summary>
public sealed class ExactlyOnceTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CHAT_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-once-").FullName;
    private readonly List<string> _typed = [];
    private string _address = "127.0.0.1:0";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_typed_arrives_once_and_in_order_whatever_is_killed()
    {
        if (!PlainProcess.IsPossible) return;
        ServerProcess server = await StartServerAsync();
        PlainProcess ann = await StartClientAsync("ann"), ben = await StartClientAsync("ben");
        try
        {
            for (int kill = 0; kill < Kills; kill++)
            {
                await SayAsync(ann, $"ann-{kill}-a", "(arrived)");
                await SayAsync(ben, $"ben-{kill}-a", "(arrived)");
                // On its way: nobody knows how far it comes.
                await TypeAsync(ann, $"ann-{kill}-b");
                await TypeAsync(ben, $"ben-{kill}-b");
                server.Kill();
                await server.DisposeAsync();
                await ann.Output.NextAsync("trying again");
                await ben.Output.NextAsync("trying again");
                await SayLaterAsync(ann, $"ann-{kill}-c");
                await SayLaterAsync(ben, $"ben-{kill}-c");
                if (kill % 2 == 0)
                {
                    ben.Kill();
                    await ben.DisposeAsync();
                }
                server = await StartServerAsync();
                if (kill % 2 == 0) ben = await StartClientAsync("ben");
                // What is typed later arrives later: so everything before it has found its way.
                await SayAsync(ann, $"ann-{kill}-d", $"ann-{kill}-d (arrived)");
                await SayAsync(ben, $"ben-{kill}-d", $"ben-{kill}-d (arrived)");
            }
            IReadOnlyList<string> history = await HistoryAsync();
            foreach (string name in new[] { "ann", "ben" })
                history.Where(text => text.StartsWith(name + "-", StringComparison.Ordinal)).Should()
                    .Equal(_typed.Where(text => text.StartsWith(name, StringComparison.Ordinal)), ann.ToString() + ben);
        }
        finally
        {
            await ann.DisposeAsync();
            await ben.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    private async Task<ServerProcess> StartServerAsync()
    {
        // The first time any port, and then the same one.
        var server = new ServerProcess("--bind", _address.Split(':')[0], "--port", _address.Split(':')[1], "--data",
            Path.Combine(_folder, "data"));
        _address = (await server.ListensAsync()).ToString();
        return server;
    }

    private async Task<PlainProcess> StartClientAsync(string nick)
    {
        var client = new PlainProcess(Path.Combine(_folder, nick), _address, "--nick", nick);
        await client.Output.NextAsync("now in #lobby");
        return client;
    }

    private async Task TypeAsync(PlainProcess client, string text)
    {
        _typed.Add(text);
        await client.TypeAsync(text);
    }

    private async Task SayAsync(PlainProcess client, string text, string answer)
    {
        await TypeAsync(client, text);
        await client.Output.NextAsync(line => line.Contains(text, StringComparison.Ordinal)
            && line.Contains(answer, StringComparison.Ordinal), $"'{text}' with '{answer}'");
    }

    // The line before it may have been typed so short a time ago that the client takes the two for a paste, and asks.
    private async Task SayLaterAsync(PlainProcess client, string text)
    {
        await TypeAsync(client, text);
        string line = await client.Output.NextAsync(line => IsWaiting(line) || line.Contains("came at once", StringComparison.Ordinal),
            $"'{text}' waiting, or a question about it");
        if (IsWaiting(line)) return;
        await client.TypeAsync("/1");
        await client.Output.NextAsync(IsWaiting, $"'{text}' waiting");

        bool IsWaiting(string line) => line.Contains($"waiting to be sent: {text}", StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> HistoryAsync()
    {
        await using var export = new ServerProcess("history", "export", "--room", "#lobby", "--data", Path.Combine(_folder, "data"));
        await export.ExitsWithAsync(0);
        return [.. export.Output.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Where(line => line.TryGetProperty("text", out _)).Select(line => line.GetProperty("text").GetString()!)];
    }
}
