using System.Diagnostics;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>Several servers that are one chat through PostgreSQL, while machines die.</summary>
public sealed class ClusterTests
{
    private static readonly string[] Unlimited = ["--flood-burst", "0"];

    [PostgresFact]
    public async Task A_server_that_dies_takes_nothing_with_it_that_was_echoed_or_heard()
    {
        using var database = PostgresServer.Start();
        await using ServerProcess first = await StartAsync(database), second = await StartAsync(database);
        await using ServerProcess third = await StartAsync(database);
        using Talker ann = await Talker.JoinAsync(first.EndPoint, "ann", "a"), bob = await Talker.JoinAsync(second.EndPoint, "bob", "b");
        Task[] talking = [ann.TalkAsync(16), bob.TalkAsync(16)];
        await ann.HeardAsync(2000);
        first.Kill();
        await talking[0];
        int heard = bob.Heard.Count;
        await bob.HeardAsync(heard + 500);

        // By then the others have said goodbye to ann: the nickname is free.
        await using LineClient cat = await LineClient.ConnectAsync(third.EndPoint);
        await cat.SayAsync("NICK cat", "USER cat 0 * :cat", "MONITOR + ann");
        await cat.HearAsync(" 731 * :ann");
        second.Kill();
        await talking[1];
        IReadOnlyList<(string Id, string Text)> history = await HistoryAsync(third);
        history.Select(line => line.Text).Should().OnlyHaveUniqueItems();
        foreach (Talker talker in new[] { ann, bob })
        {
            var ids = talker.Heard.Select(line => line.Id).ToHashSet();
            history.Where(line => ids.Contains(line.Id)).Should().Equal(talker.Heard);
        }
    }

    [PostgresFact]
    public async Task While_the_database_is_away_people_stay_and_what_they_say_is_refused()
    {
        using var database = PostgresServer.Start();
        await using ServerProcess first = await StartAsync(database), second = await StartAsync(database);
        await using LineClient ann = await LineClient.JoinAsync(first.EndPoint, "ann");
        await using LineClient bob = await LineClient.JoinAsync(second.EndPoint, "bob");
        await using LineClient cat = await LineClient.ConnectAsync(first.EndPoint);
        await cat.SayAsync("CAP REQ :standard-replies", "NICK cat", "USER cat 0 * :cat", "CAP END", "JOIN #lobby");
        await cat.HearAsync(" 366 cat #lobby ");

        database.Crash();
        // The thread that reads has noticed: nothing is on its way of which nobody knows whether it arrives.
        string ready;
        long began = Stopwatch.GetTimestamp();
        do ready = await GetAsync(first, "/readyz");
        while (ready.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) && Stopwatch.GetElapsedTime(began) < Deadline.Wait);
        ready.Should().StartWith("HTTP/1.1 503 ").And.Contain("the servers' common log cannot be reached.");
        await cat.SayAsync("PRIVMSG #lobby :refused");
        await cat.HearAsync("FAIL PRIVMSG NOT_KEPT #lobby :Your message was not sent: the servers' common log cannot be reached.");
        await cat.SayAsync("NAMES #lobby");
        await cat.HearAsync(" 353 cat = #lobby :@ann bob cat");
        (await GetAsync(first, "/healthz")).Should().StartWith("HTTP/1.1 200 ");
        database.Resume();
        // As soon as the server has found it again; until then each is refused.
        string reply;
        do
        {
            await cat.SayAsync("PRIVMSG #lobby :heard", "PING said");
            reply = await cat.Heard.NextAsync(line => line.Contains(" FAIL ", StringComparison.Ordinal)
                || line.Contains(" PONG ", StringComparison.Ordinal), "FAIL or PONG");
        }
        while (reply.Contains(" FAIL ", StringComparison.Ordinal));
        await bob.HearAsync(" PRIVMSG #lobby :heard");
        bob.Heard.Lines.Should().NotContain(line => line.Contains("refused", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task A_log_that_somebody_has_cut_is_not_followed()
    {
        using var database = PostgresServer.Start();
        await using ServerProcess first = await StartAsync(database);
        await using LineClient ann = await LineClient.JoinAsync(first.EndPoint, "ann");
        await ann.SayAsync("PRIVMSG #lobby :kept");
        await ann.SyncAsync();
        database.Execute("DELETE FROM chat_log WHERE position = 2");
        await using var second = new ServerProcess("--port", "0", "--cluster", database.ConnectionString);
        await second.ExitsWithAsync(1);
        string.Join('\n', second.Errors.Lines).Should().Contain("the record 3 of the log where 2 should be");

        // What it has applied is not there any more: it must not go on alone.
        database.Execute("DELETE FROM chat_log; UPDATE chat_head SET position = 0");
        await ann.SayAsync("PRIVMSG #lobby :to nobody");
        await first.ExitsWithAsync(1);
        string.Join('\n', first.Errors.Lines).Should()
            .Contain("has lost records that this server has applied (it is at 1, this server at ");
        (await ann.Heard.EndAsync())[^1].Should().Contain("ERROR");
    }

    [PostgresFact]
    public async Task Operators_see_the_servers_and_are_told_why_one_cannot_join()
    {
        using var database = PostgresServer.Start();
        await using var early = new ServerProcess("cluster", "status", "--cluster", database.ConnectionString);
        await early.ExitsWithAsync(1);
        await using ServerProcess first = await StartAsync(database);
        await using var status = new ServerProcess("cluster", "status", "--cluster", database.ConnectionString);
        await status.ExitsWithAsync(0);
        status.Output.Lines.Should().HaveCount(2);
        status.Output.Lines[0].Should().MatchRegex("^the log is at [0-9]+$");
        status.Output.Lines[1].Should().MatchRegex("^node 1  .+:0  heard of [0-9.]+ s ago, at [0-9]+ then$");

        await using var other = new ServerProcess("--port", "0", "--name", "other.example", "--cluster", database.ConnectionString);
        await other.ExitsWithAsync(1);
        string.Join('\n', other.Errors.Lines).Should().Contain("must have the same: name: other.example here, name: chat.local there.");
        await using var vague = new ServerProcess("--port", "0", "--cluster", "Database=postgres");
        await vague.ExitsWithAsync(2);
        string.Join('\n', vague.Errors.Lines).Should().Contain("it names no host");
        await using var folder = new ServerProcess("--port", "0", "--data", "x", "--cluster", database.ConnectionString);
        await folder.ExitsWithAsync(2);
        string.Join('\n', folder.Errors.Lines).Should().Contain("leave the data folder out");
        int port = first.EndPoint.Port;
        await using var second = new ServerProcess("--port", $"{port}", "--bind", "127.0.0.1", "--cluster", database.ConnectionString);
        await second.ExitsWithAsync(1);
        await using var same = new ServerProcess("cluster", "status", "--cluster", database.ConnectionString);
        await same.ExitsWithAsync(0);
        same.Output.Lines.Should().HaveCount(2);
        await using var accounts = new ServerProcess("account", "list", "--cluster", database.ConnectionString);
        await accounts.ExitsWithAsync(2);
        string.Join('\n', accounts.Errors.Lines).Should().Contain("from within the chat");
        await using var doctor = new ServerProcess("doctor", "--port", "0", "--cluster", database.ConnectionString);
        await doctor.Output.NextAsync("The database answers; ");
        database.Crash();
        await using var ill = new ServerProcess("doctor", "--port", "0", "--cluster", database.ConnectionString);
        await ill.ExitsWithAsync(1);
        ill.Output.Lines.Should().Contain(line => line.Contains("The servers' database cannot be used: ", StringComparison.Ordinal));
        await using var late = new ServerProcess("--port", "0", "--cluster", database.ConnectionString);
        await late.ExitsWithAsync(1);
        string.Join('\n', late.Errors.Lines).Should().Contain("The cluster cannot be joined: the servers' database cannot be used: ");
    }

    private static async Task<string> GetAsync(ServerProcess server, string path)
    {
        await using LineClient client = await LineClient.ConnectAsync(server.EndPoint);
        await client.SayAsync($"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", "");
        return string.Join('\n', await client.Heard.EndAsync());
    }

    // The environment keeps a password out of process lists.
    private static Task<ServerProcess> StartAsync(PostgresServer database) =>
        ServerProcess.StartAsync(Unlimited, ("CHAT_SERVER_CLUSTER", database.ConnectionString));

    private static async Task<IReadOnlyList<(string Id, string Text)>> HistoryAsync(ServerProcess server)
    {
        using Talker reader = await Talker.JoinAsync(server.EndPoint, "reader", "r");
        var all = new List<(string Id, string Text)>();
        while (true)
        {
            string after = all.Count == 0 ? "timestamp=1970-01-01T00:00:00.000Z" : $"msgid={all[^1].Id}";
            IReadOnlyList<(string Id, string Text)> page = await reader.AskHistoryAsync(after);
            if (page.Count == 0) return all;
            all.AddRange(page);
        }
    }
}
