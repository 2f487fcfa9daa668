using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

public sealed class PartialFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "copy.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_gets_its_name_when_it_is_whole()
    {
        using (PartialFile file = PartialFile.Create(Target))
        {
            File.Exists(Target).Should().BeFalse();
            file.Complete(overwrites: false).Should().Be(0);
        }
        Directory.GetFiles(_folder.Path).Should().Equal(Target);
    }

    [Fact]
    public void It_is_gone_when_it_is_not()
    {
        PartialFile.Create(Target).Dispose();
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void One_that_a_killed_process_left_is_deleted_and_one_that_is_being_written_is_not()
    {
        string abandoned = Target + ".abcdefgh.partial", another = Path.Combine(_folder.Path, "another.db.abcdefgh.partial");
        foreach (string path in (string[])[abandoned, abandoned + "-journal", another]) File.WriteAllText(path, "half");
        using PartialFile written = PartialFile.Create(Target);
        PartialFile.DeleteAbandoned(Target);
        Directory.GetFiles(_folder.Path).Should().BeEquivalentTo(written.Path, another);
    }

    [Fact]
    public void One_that_a_killed_backup_of_another_name_left_is_deleted_too_and_nothing_that_is_no_copy_of_a_store()
    {
        string whole = Yesterday("aaaaaaaa"), begun = Yesterday("bbbbbbbb"), foreign = Yesterday("cccccccc"), empty = Yesterday("dddddddd");
        byte[] head = new byte[200];
        File.WriteAllBytes(begun, head);
        File.WriteAllBytes(begun + "-journal", Convert.FromHexString("d9d505f920a163d700000000"));
        File.WriteAllBytes(foreign, head);
        File.WriteAllBytes(empty, []);
        using (Store store = Keeping.Open(_folder.Path)) store.Say(store.Room("#room"), "hi");
        File.Copy(Path.Combine(_folder.Path, Database.FileName), whole);
        using PartialFile living = PartialFile.Create(Path.Combine(_folder.Path, "tomorrow.db"));
        File.WriteAllBytes(living.Path + "-journal", File.ReadAllBytes(begun + "-journal"));

        PartialFile.DeleteAbandoned(Target);

        Directory.GetFiles(_folder.Path, "*.partial").Should().BeEquivalentTo(foreign, empty, living.Path);
        Directory.GetFiles(_folder.Path, "*-journal").Should().Equal(living.Path + "-journal");
    }

    private string Yesterday(string random) => Path.Combine(_folder.Path, $"yesterday.db.{random}.partial");
}
