using System.Globalization;
using ChatSockets.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit.Sdk;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>
/// <c>chat-server import</c> is killed with SIGKILL again and again while it imports, and run again: at the end each line is there once, in
/// its order, and can be found.
/// </summary>
public sealed class KilledImportTests : IDisposable
{
    private const int Lines = 150_000;
    private const int Kills = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-killed-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_line_is_there_once_however_often_the_import_is_killed()
    {
        string log = Path.Combine(_folder, "irc.net.#room.weechatlog"), data = Path.Combine(_folder, "data");
        var start = new DateTime(2024, 1, 1);
        // Seven lines a second, of which some are the same.
        await File.WriteAllLinesAsync(log, Enumerable.Range(0, Lines).Select(i =>
            $"{start.AddSeconds(i / 7):yyyy-MM-dd HH:mm:ss}\t@bea\t{(i % 7 < 3 ? "again" : $"line {i}")}"));
        long before = 0;
        for (int kills = 0; kills < Kills;)
        {
            await using (ServerProcess import = Import(log, data)) await ImportsAsync(import, data, before + 1);
            before = Count(data);
            if (before < Lines)
            {
                kills++;
                continue;
            }
            // It was faster than this test, which begins again.
            (kills, before) = (0, 0);
            Directory.Delete(data, recursive: true);
        }
        await using (ServerProcess last = Import(log, data))
        {
            await last.ExitsWithAsync(0);
            last.Output.Lines[^1].Should().Be(string.Create(CultureInfo.InvariantCulture,
                $"1 file, 1 room: {Lines - before} added, {before} there already"));
        }
        await using (ServerProcess twice = Import(log, data)) await twice.ExitsWithAsync(0);
        Texts(data).Should().Equal(Enumerable.Range(0, Lines).Select(i => i % 7 < 3 ? "again" : $"line {i}"));
        Number(data, "SELECT count(DISTINCT id) FROM lines").Should().Be(Lines);
    }

    private static ServerProcess Import(string log, string data) => new("import", "weechat", log, "--data", data, "--timezone", "UTC");

    private static async Task ImportsAsync(ServerProcess import, string data, long wanted)
    {
        using var late = new CancellationTokenSource(Deadline.Wait);
        while (Count(data) < wanted)
        {
            if (late.IsCancellationRequested) throw new XunitException($"There are {Count(data)} lines, and not {wanted}.\n{import}");
            await Task.Yield();
        }
    }

    private static long Count(string data)
    {
        if (!File.Exists(Path.Combine(data, "chat.db"))) return 0;
        try
        {
            return Number(data, "SELECT count(*) FROM lines");
        }
        catch (SqliteException)
        {
            // Its tables are being made.
            return 0;
        }
    }

    private static long Number(string data, string sql) => Query(data, sql, command => Convert.ToInt64(command.ExecuteScalar(),
        CultureInfo.InvariantCulture));

    private static List<string> Texts(string data) => Query(data, "SELECT text FROM lines ORDER BY id", command =>
    {
        using SqliteDataReader reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    });

    private static T Query<T>(string data, string sql, Func<SqliteCommand, T> ask)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "chat.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return ask(command);
    }
}
