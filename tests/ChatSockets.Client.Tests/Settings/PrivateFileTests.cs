using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

public sealed class PrivateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Creating_never_overwrites_and_leaves_nothing_behind()
    {
        string path = _folder.File("a");
        PrivateFile.Create(path, [1]).Should().BeTrue();
        PrivateFile.Create(path, [2]).Should().BeFalse();
        File.ReadAllBytes(path).Should().Equal(1);
        Directory.GetFiles(_folder.File()).Should().Equal(path);
    }

    [Fact]
    public void Replacing_leaves_nothing_behind()
    {
        string path = _folder.Write("a", "x");
        PrivateFile.Replace(path, [2]);
        File.ReadAllBytes(path).Should().Equal(2);
        Directory.GetFiles(_folder.File()).Should().Equal(path);
    }
}
