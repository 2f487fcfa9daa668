using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests;

public sealed class PidFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "server.pid");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_has_the_number_of_the_process_and_goes_with_it()
    {
        using (PidFile.Write(FilePath)) ProcessNumber.Read(FilePath).Should().Be(Environment.ProcessId);
        File.Exists(FilePath).Should().BeFalse();
    }

    [Fact]
    public void One_that_was_left_behind_is_replaced()
    {
        File.WriteAllText(FilePath, "99999999\n");
        using (PidFile.Write(FilePath)) ProcessNumber.Read(FilePath).Should().Be(Environment.ProcessId);
    }

    [Fact]
    public void One_that_another_process_has_written_meanwhile_stays()
    {
        using (PidFile.Write(FilePath)) File.WriteAllText(FilePath, "99999999\n");
        ProcessNumber.Read(FilePath).Should().Be(99999999);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("0")]
    public void What_is_no_number_of_a_process_is_none(string text)
    {
        File.WriteAllText(FilePath, text);
        ProcessNumber.Read(FilePath).Should().BeNull();
    }

    [Fact]
    public void Where_it_cannot_be_written_the_server_does_not_run()
    {
        string missing = Path.Combine(_folder.Path, "missing", "server.pid");
        FluentActions.Invoking(() => PidFile.Write(missing)).Should().Throw<ServerStartException>()
            .WithMessage($"The file {missing} cannot be written: *--pidfile*");
    }
}
