using ChatSockets.Server.Importing.Ergo;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Tests.Importing.Ergo;

/// <summary>Ergo's history, in the schema of its SQLite and as mysqldump of MariaDB writes that of its MySQL.</summary>
public sealed class ErgoHistoryTests : IDisposable
{
    private static readonly string[] Expected =
    [
        "2025-01-01T12:00:00.100Z privmsg bea it's \"tea\"; back\\slash \u0001ACTION?",
        "2025-01-01T12:00:00.101Z privmsg carl same ms; grüße ☃ 🍵",
        "2025-01-01T12:00:00.150Z privmsg bea \u0001ACTION waves\u0001",
        "2025-01-01T12:00:02.000Z notice bot notice text",
        "2025-01-01T12:00:03.000Z privmsg bea line one\nline two goes on",
    ];

    private readonly ImportRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task All_forms_of_a_dump_and_the_database_hold_the_same()
    {
        (await _run.CommandAsync("account", "list")).Code.Should().Be(1);
        string[] files =
        [
            ImportRun.Sample("ergo/plain.sql"), ImportRun.Sample("ergo/hex-blob.sql"), ImportRun.Sample("ergo/complete-insert.sql"),
            Database(),
        ];
        (await _run.ImportAsync("ergo", files[0])).Should().Be("1 file, 2 rooms: 6 added, 0 there already");
        (await _run.HistoryAsync("#tea")).Should().Equal(Expected);
        (await _run.HistoryAsync("#other")).Should().Equal("2025-01-01T12:00:05.000Z privmsg carl elsewhere\ttab");
        foreach (string file in files) (await _run.ImportAsync("ergo", file)).Should().Be("1 file, 2 rooms: 0 added, 6 there already");
    }

    [Fact]
    public async Task Messages_of_accounts_that_are_here_are_theirs_and_bots_stay_bots()
    {
        Directory.CreateDirectory(_run.Data);
        using (Store store = _run.Open())
        {
            store.Change(connection =>
            {
                ChatSockets.Storage.Sqlite.Database.Execute(connection,
                    "INSERT INTO accounts (name, keys, created) VALUES ('bea', 'x', 0)");
                return true;
            });
        }
        string file = Database();
        await _run.ImportAsync("ergo", file, "--room", "#tea");
        string output = (await _run.CommandAsync("history", "export")).Output;
        output.Split('\n').Count(line => line.Contains("\"account\":\"bea\"", StringComparison.Ordinal)).Should().Be(3);
        output.Should().NotContain("\"account\":\"bot\"").And.Contain("\"bot\":true").And.Contain("\"source\":\"bea!~u@abc.irc\"");
    }

    [Fact]
    public async Task What_is_not_Ergos_is_told()
    {
        string log = ImportRun.Sample("inspircd/raw.log");
        (await _run.RunAsync("ergo", log)).Should().Be(
            (1, "", $"chat-server: {log} has no rows of Ergo's table history: is it mysqldump's output, with data?\n"));
        string other = _run.Write("other.db", "");
        using (var connection = new SqliteConnection($"Data Source={other};Pooling=False"))
        {
            connection.Open();
            ChatSockets.Storage.Sqlite.Database.Execute(connection, "CREATE TABLE x (a)");
        }
        (int code, _, string errors) = await _run.RunAsync("ergo", other);
        code.Should().Be(1);
        errors.Should().StartWith($"chat-server: {other} is not Ergo's history, or cannot be read: ");
    }

    [Theory]
    [InlineData("{", "its data is not JSON as Ergo writes it")]
    [InlineData("[]", "its data is not JSON as Ergo writes it")]
    [InlineData("""{"Type":"x"}""", "its data is not JSON as Ergo writes it")]
    [InlineData("""{"Type":1}""", "its data is not JSON as Ergo writes it")]
    [InlineData("""{"Type":3}""", "")]
    public void An_item_that_is_no_message_is_none(string json, string reason)
    {
        ErgoItem.Read(Wire.Utf8(json), out string why).Should().BeNull();
        why.Should().Be(reason);
    }

    // As Ergo makes it, filled from a dump.
    private string Database()
    {
        string path = _run.Write("ergo.db", "");
        using var dump = new ErgoDump();
        dump.Read(ImportRun.Sample("ergo/plain.sql"), _ => { }, CancellationToken.None);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        ChatSockets.Storage.Sqlite.Database.Execute(connection,
            $"""
            CREATE TABLE metadata (key_name TEXT PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE history (id INTEGER PRIMARY KEY AUTOINCREMENT, data BLOB NOT NULL, msgid TEXT NOT NULL);
            CREATE TABLE sequence (history_id INTEGER NOT NULL PRIMARY KEY, target TEXT NOT NULL, nanotime INTEGER NOT NULL);
            CREATE INDEX idx_sequence_target_nanotime ON sequence(target, nanotime);
            ATTACH '{dump.Path}' AS dump;
            INSERT INTO history SELECT id, data, id FROM dump.history;
            INSERT INTO sequence SELECT history_id, target, nanotime FROM dump.sequence;
            """);
        return path;
    }
}
