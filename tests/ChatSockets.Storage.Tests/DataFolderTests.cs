using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Everybody = Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_made_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Path.Combine(_folder.Path, "above", "data");
        using FileStream claim = DataFolder.Open(folder);
        File.GetUnixFileMode(folder).Should().Be(Owner | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(folder, "lock")).Should().Be(Owner);
    }

    [Fact]
    public void What_an_older_version_let_others_read_is_closed_to_them()
    {
        if (OperatingSystem.IsWindows()) return;
        using (Store store = Keeping.Open(_folder.Path)) store.Say(store.Room("#room"), "hello");
        string file = Path.Combine(_folder.Path, Database.FileName), log = _folder.Write(Database.FileName + "-wal", "");
        File.SetUnixFileMode(file, Everybody);
        File.SetUnixFileMode(log, Everybody);
        using (Store store = Keeping.Open(_folder.Path))
        {
            store.Say(store.Room("#room"), "again");
            File.GetUnixFileMode(file).Should().Be(Owner);
            File.GetUnixFileMode(log).Should().Be(Owner);
        }
    }

    [Fact]
    public void Whose_process_has_a_folder_is_known_while_it_has_it()
    {
        DataFolder.Process(_folder.Path).Should().BeNull();
        using (DataFolder.Open(_folder.Path)) DataFolder.Process(_folder.Path).Should().Be(Environment.ProcessId);
        DataFolder.Process(_folder.Path).Should().BeNull("the number of a process that has ended may be another's by now");
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        string file = _folder.Write("file", "");
        RefusalOf(file).Should().Be($"{file} is a file, not a folder: name another with --data.");
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_refused()
    {
        // Root may write everywhere.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        RefusalOf(_folder.Path).Should().StartWith($"The data folder {_folder.Path} may not be written by this account: ");
        File.SetUnixFileMode(_folder.Path, Owner | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData(30, "lies on a read-only file system: ")]
    [InlineData(unchecked((int)0x80070013), "lies on a read-only file system: ")]
    [InlineData(11, "is used by another chat-server: ")]
    [InlineData(35, "is used by another chat-server: ")]
    [InlineData(unchecked((int)0x80070020), "is used by another chat-server: ")]
    [InlineData(5, "cannot be used: on purpose Name another")]
    public void Each_cause_has_its_own_words(int error, string words) =>
        DataFolder.Reason(_folder.Path, new IOException("on purpose", error)).Should().StartWith($"The data folder {_folder.Path} {words}");

    [Theory]
    [InlineData(28)]
    [InlineData(unchecked((int)0x80070070))]
    public void A_full_disk_is_told_as_that(int error) =>
        DataFolder.Reason(_folder.Path, new IOException("on purpose", error)).Should()
            .StartWith($"The disk of the data folder {_folder.Path} is full: make room on it");

    private static string RefusalOf(string folder) =>
        FluentActions.Invoking(() => DataFolder.Open(folder)).Should().Throw<StoreException>().Which.Message;
}
