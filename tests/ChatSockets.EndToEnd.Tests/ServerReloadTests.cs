using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-server reload: one server of the machine reads its configuration again, and no other.</summary>
public sealed class ServerReloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-reload-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_server_is_found_by_its_folder_and_others_are_left_alone()
    {
        if (PosixSignals.AreMissing) return;
        string data = Path.Combine(_folder, "data"), other = Path.Combine(_folder, "other");
        await using ServerProcess server = await ServerProcess.StartAsync("--data", data);
        await using ServerProcess another = await ServerProcess.StartAsync("--data", other);

        await using var reload = new ServerProcess("reload", "--data", data);
        await reload.ExitsWithAsync(0);

        reload.Output.Lines.Should().ContainSingle().Which.Should().StartWith("asked process ");
        await server.Errors.NextAsync("The configuration was read again");
        another.Kill();
        (await another.Errors.EndAsync()).Should().NotContain(line => line.Contains("read again"));
    }

    [Fact]
    public async Task A_server_without_a_folder_is_found_by_its_pidfile_which_goes_with_it()
    {
        if (PosixSignals.AreMissing) return;
        string file = Path.Combine(_folder, "server.pid");
        await using ServerProcess server = await ServerProcess.StartAsync("--pidfile", file);

        await using var reload = new ServerProcess("reload", "--pidfile", file);
        await reload.ExitsWithAsync(0);

        await server.Errors.NextAsync("The configuration was read again");
        server.Signal(PosixSignals.Number.Terminate);
        await server.ExitsWithAsync(0);
        File.Exists(file).Should().BeFalse();
    }

    [Theory]
    [InlineData("No server is running on ", "--data", "data")]
    [InlineData("server.pid", "--pidfile", "server.pid")]
    [InlineData("found by its pidfile only", "--in-memory", "")]
    public async Task Where_no_server_can_be_found_one_line_says_why(string why, string flag, string name)
    {
        if (PosixSignals.AreMissing) return;
        await using var reload = new ServerProcess(name.Length == 0 ? ["reload", flag] : ["reload", flag, Path.Combine(_folder, name)]);
        await reload.ExitsWithAsync(1);
        reload.Errors.Lines.Should().ContainSingle().Which.Should().Contain(why);
    }
}
