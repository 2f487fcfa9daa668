using System.Collections.Concurrent;
using System.Globalization;
using ChatSockets.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>
/// Promise 4 for hooks: <c>200 ok</c> is a receipt. Programs post as fast as they can, the server is killed with SIGKILL in the middle of
/// it, and what was answered is in the history, once. <c>CHAT_KILLS=10 dotnet test --filter KilledServerHookTests</c> does it ten times.
/// </summary>
public sealed class KilledServerHookTests : IDisposable
{
    private const int Programs = 6;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CHAT_KILLS") ?? "2", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-killed-hooks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_answered_is_in_the_history_once()
    {
        string path = new Uri(await AddAsync()).AbsolutePath;
        var answered = new ConcurrentQueue<string>();
        for (int kill = 0; kill < Kills; kill++)
        {
            await using ServerProcess server = await ServerProcess.StartAsync("--data", _folder, "--flood-burst", "0");
            using var http = new HttpClient { BaseAddress = new Uri($"http://{server.EndPoint}") };
            // The first to have that many answers has the server killed, while the others post.
            Task[] posting = [.. Enumerable.Range(0, Programs).Select(program => PostAsync(http, path, $"{kill}-{program}", answered,
                20 + kill, server.Kill))];
            await Task.WhenAll(posting);
        }
        Texts().Should().OnlyHaveUniqueItems().And.Contain(answered);
    }

    private static async Task PostAsync(HttpClient http, string path, string name, ConcurrentQueue<string> answered, int most, Action kill)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                if (i == most) kill();
                string text = $"{name}-{i}";
                using var body = new StringContent(text);
                using HttpResponseMessage answer = await http.PostAsync(new Uri(path, UriKind.Relative), body);
                answer.EnsureSuccessStatusCode();
                answered.Enqueue(text);
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone.
        }
    }

    private async Task<string> AddAsync()
    {
        await using var command = new ServerProcess("hook", "add", "#lobby", "ci", "--data", _folder);
        return await command.Output.NextAsync("http://");
    }

    private List<string> Texts()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "chat.db")}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT text FROM lines";
        using SqliteDataReader reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        SqliteConnection.ClearPool(connection);
        return texts;
    }
}
