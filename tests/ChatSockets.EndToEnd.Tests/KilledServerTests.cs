using System.Globalization;
using ChatSockets.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>
/// Promise 4: an echo is a receipt. People speak as fast as they can, the server is killed with SIGKILL in the middle of it, started again
/// on the same folder, and history is compared with what they had heard: nothing is missing, nothing is there twice, and the order is the
/// one they saw. <c>CHAT_KILLS=200 dotnet test --filter KilledServerTests</c> does it two hundred times.
/// </summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Talkers = 8;
    private const int Window = 16;
    private const string Caps = "message-tags server-time echo-message batch draft/chathistory";

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CHAT_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_that_was_echoed_or_heard_is_lost_doubled_or_out_of_order()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string last = "";
        long kept = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            List<Talker> talkers = [];
            await using (ServerProcess server = await StartAsync())
            {
                for (int i = 0; i < Talkers; i++) talkers.Add(await Talker.JoinAsync(server.EndPoint, $"t{i}", $"k{kill}-t{i}"));
                Task[] talking = [.. talkers.Select(talker => talker.TalkAsync(Window))];
                await talkers[0].HeardAsync(random.Next(1, 4000));
                server.Kill();
                await Task.WhenAll(talking);
                foreach (Talker talker in talkers) talker.Dispose();
            }
            IReadOnlyList<(string Id, string Text)> history = await HistoryAsync(last);
            string context = $"kill {kill}, seed {seed}";
            history.Select(line => line.Id).Should().BeInAscendingOrder(StringComparer.Ordinal, context);
            history.Select(line => line.Text).Should().OnlyHaveUniqueItems(context);
            Dictionary<string, string> byId = history.ToDictionary(line => line.Id, line => line.Text);
            foreach (Talker talker in talkers)
            {
                talker.Heard.Select(line => line.Id).Should().BeInAscendingOrder(StringComparer.Ordinal, context);
                talker.Heard.Where(line => byId.GetValueOrDefault(line.Id) != line.Text).Should().BeEmpty(context);
            }
            if (history.Count > 0) last = history[^1].Id;
            kept += history.Count;
        }
        kept.Should().BePositive();
        Check().Should().Be("ok");
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync("--data", _folder, "--flood-burst", "0");

    // All that is in the room after a line, page by page.
    private async Task<IReadOnlyList<(string Id, string Text)>> HistoryAsync(string after)
    {
        await using ServerProcess server = await StartAsync();
        using Talker reader = await Talker.JoinAsync(server.EndPoint, "reader", "", Caps);
        var all = new List<(string Id, string Text)>();
        while (true)
        {
            int before = all.Count;
            all.AddRange(await reader.AskHistoryAsync(after.Length == 0 ? "timestamp=2000-01-01T00:00:00.000Z" : $"msgid={after}"));
            if (all.Count == before) break;
            after = all[^1].Id;
        }
        server.Signal(PosixSignals.Number.Terminate);
        await server.ExitsWithAsync(0);
        return all;
    }

    private string Check()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "chat.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
