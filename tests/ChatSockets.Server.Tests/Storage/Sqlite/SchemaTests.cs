using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Tests.Storage.Sqlite;

/// <summary>
/// A server starts on the file of each older version and loses nothing. The files are frozen in <c>Schemas</c>, one a version; a new step
/// of the schema brings the file of the version before it.
/// </summary>
public sealed class SchemaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, Schema.Steps.Count)];

    private string FilePath => Path.Combine(_folder.Path, Database.FileName);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_file_of_each_version_is_served_with_all_that_is_in_it(int version)
    {
        Make(version);
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
        ServerContext server = chat.Server.Context;
        server.Store.Texts().Should().Equal("one", "two words", "private hello", "hm", "you have mail");
        server.Bans.All.Should().HaveCount(version == 1 ? 0 : 1);
        chat.User("alice").Rooms.Should().ContainSingle();

        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync("CAP REQ :sasl draft/chathistory soju.im/search", "NICK bob", "USER bob 0 * :x", "AUTHENTICATE PLAIN");
        await bob.SendAsync($"AUTHENTICATE {Convert.ToBase64String("\0bob\0bobsecret1"u8)}", "CAP END");
        await bob.ExpectAsync("* 001 bob *");
        await bob.ExpectAsync("*carol* PRIVMSG bob :* hm");
        IReadOnlyList<string> heard = await bob.AskAsync("JOIN #room", "MODE #room +b", "CHATHISTORY LATEST #room * 5",
            "SEARCH text=words;in=#room");
        heard.Should().Contain(line => line.EndsWith("332 bob #room :The topic", StringComparison.Ordinal));
        heard.Should().Contain(line => line.Contains(" 367 bob #room *!*@bad.example ", StringComparison.Ordinal));
        heard.Should().Contain(line => line.EndsWith(" PRIVMSG #room :one", StringComparison.Ordinal));
        heard.Count(line => line.EndsWith(" PRIVMSG #room :two words", StringComparison.Ordinal)).Should()
            .BeGreaterThan(1, "it is found by its words, too");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_becomes_of_an_old_file_has_the_tables_of_a_new_one(int version)
    {
        Make(version);
        using SqliteConnection old = Database.OpenFile(_folder.Path, Durability.Disk).Open(), anew = Database.OpenMemory();
        Columns(old).Should().Equal(Columns(anew));
    }

    private void Make(int version)
    {
        Database.CreateFile(FilePath);
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        Database.Execute(connection, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", $"{version}.sql")));
    }

    private static List<string> Columns(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT m.type || ' ' || m.name || ' ' || coalesce(p.name || ' ' || p.type || ' ' || p."notnull" || ' ' || p.pk, '')
            FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) p ORDER BY 1
            """;
        using SqliteDataReader reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read()) columns.Add(reader.GetString(0));
        return columns;
    }
}
