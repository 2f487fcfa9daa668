using ChatSockets.Server.Tests.Support;

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
}
