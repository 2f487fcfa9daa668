using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

public sealed class PasswordFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_password_is_the_first_line() =>
        PasswordFile.Read(_folder.Write("p", "open sesame\nmore\n")).Should().Be(new PasswordResult("open sesame"));

    [Fact]
    public void An_empty_first_line_is_no_password()
    {
        string path = _folder.Write("p", "\nsesame\n");
        PasswordFile.Read(path).Should().Be(new PasswordResult(null, $"{path} must have the password in its first line, which is empty."));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        string path = _folder.File("none");
        PasswordFile.Read(path).Should()
            .Be(new PasswordResult(null, $"The password in {path} cannot be read: Could not find file '{path}'."));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_can_read_is_refused(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows()) return;
        string path = _folder.Write("p", "sesame", UnixFileMode.UserRead | others);
        PasswordFile.Read(path).Should()
            .Be(new PasswordResult(null, $"Other users can read the password in {path}. Protect it: chmod 600 {path}"));
    }
}
