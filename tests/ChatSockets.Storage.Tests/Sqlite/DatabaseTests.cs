using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Tests.Sqlite;

public sealed class DatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => Path.Combine(_folder.Path, Database.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_has_the_whole_schema_a_log_and_gives_back_what_is_free()
    {
        using SqliteConnection connection = Open();
        Database.Number(connection, "PRAGMA user_version").Should().Be(Schema.Steps.Count);
        Database.Number(connection, "PRAGMA application_id").Should().Be(Schema.ApplicationId);
        Database.Number(connection, "PRAGMA auto_vacuum").Should().Be(2);
        Text(connection, "PRAGMA journal_mode").Should().Be("wal");
        Text(connection, "PRAGMA integrity_check").Should().Be("ok");
    }

    [Fact]
    public void The_memory_has_the_same_schema()
    {
        using SqliteConnection file = Open(), memory = Database.OpenMemory();
        const string Tables = "SELECT group_concat(sql, char(10)) FROM sqlite_master ORDER BY name";
        Text(memory, Tables).Should().Be(Text(file, Tables));
        Database.Number(memory, "PRAGMA user_version").Should().Be(Schema.Steps.Count);
    }

    [Theory]
    [InlineData(Durability.Disk, 2)]
    [InlineData(Durability.Process, 1)]
    public void Each_connection_flushes_as_it_was_asked_to(Durability durability, long synchronous)
    {
        Database database = Database.OpenFile(_folder.Path, durability);
        for (int i = 0; i < 2; i++)
        {
            using SqliteConnection connection = database.Open();
            Database.Number(connection, "PRAGMA synchronous").Should().Be(synchronous);
            Database.Number(connection, "PRAGMA busy_timeout").Should().Be(5000);
        }
    }

    [Fact]
    public void What_is_there_stays_when_it_is_opened_again()
    {
        using (SqliteConnection connection = Open()) Store.Set(connection, "a", "1");
        using SqliteConnection again = Open();
        Store.Setting(again, "a").Should().Be("1");
    }

    [Fact]
    public void Nobody_else_on_the_machine_can_read_it()
    {
        if (OperatingSystem.IsWindows()) return;
        using SqliteConnection connection = Open();
        System.IO.File.GetUnixFileMode(File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.GetUnixFileMode(File + "-wal").Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_newer_file_is_refused_by_its_version_and_left_as_it_is()
    {
        Execute("PRAGMA user_version = 99");
        Refusal().Should().Be(
            $"{File} was written by a newer version of chat-server (schema 99, this one knows {Schema.Steps.Count}): use that version, "
                + "or another data folder.");
        using SqliteConnection connection = Connect();
        Database.Number(connection, "PRAGMA user_version").Should().Be(99);
    }

    [Fact]
    public void Another_programs_file_is_refused_and_left_as_it_is()
    {
        using (SqliteConnection connection = Connect()) Database.Execute(connection, "CREATE TABLE bookmarks (url TEXT)");
        byte[] before = System.IO.File.ReadAllBytes(File);
        Refusal().Should().Be($"{File} is another program's: choose another folder with --data.");
        System.IO.File.ReadAllBytes(File).Should().Equal(before);
    }

    [Fact]
    public void What_is_no_database_is_refused_and_left_as_it_is()
    {
        _folder.Write(Database.FileName, new string('x', 5000));
        Refusal().Should()
            .Be($"The data in {File} cannot be used: it is damaged: replace it with a backup, or move it away to start from scratch.");
        System.IO.File.ReadAllText(File).Should().Be(new string('x', 5000));
    }

    [Fact]
    public void A_file_that_was_cut_off_is_refused()
    {
        Execute("CREATE TABLE big (x)");
        using (var file = System.IO.File.OpenWrite(File)) file.SetLength(file.Length / 2);
        Refusal().Should()
            .Be($"The data in {File} cannot be used: it is damaged: replace it with a backup, or move it away to start from scratch.");
    }

    [Fact]
    public void An_empty_file_is_a_new_one()
    {
        _folder.Write(Database.FileName, "");
        using SqliteConnection connection = Open();
        Database.Number(connection, "PRAGMA user_version").Should().Be(Schema.Steps.Count);
    }

    [Fact]
    public void A_command_makes_no_file_and_takes_none_that_was_not_begun()
    {
        Action open = () => Database.OpenExisting(_folder.Path);
        open.Should().Throw<StoreException>()
            .WithMessage(
                $"There is no chat.db in {_folder.Path}. Name the folder with --data, or the server with --port.");
        System.IO.File.Exists(File).Should().BeFalse();
        _folder.Write(Database.FileName, "");
        open.Should().Throw<StoreException>()
            .WithMessage($"{File} was written by an older version of chat-server: start this one on it once.");
    }

    private SqliteConnection Open() => Database.OpenFile(_folder.Path, Durability.Process).Open();

    private string Refusal()
    {
        Action open = () => Database.OpenFile(_folder.Path, Durability.Process);
        return open.Should().Throw<StoreException>().Which.Message;
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = Open();
        Database.Execute(connection, sql);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }
}
