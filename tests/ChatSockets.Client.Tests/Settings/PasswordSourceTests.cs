using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

public sealed class PasswordSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_an_account_there_is_no_password() => Read(new() { Name = "home" }, "sesame").Should().Be(new PasswordResult(null));

    [Fact]
    public void A_file_counts_more_than_the_environment() =>
        Read(new() { Name = "home", Account = "al", PasswordFile = _folder.Write("p", "of the file") }, "sesame")
            .Should().Be(new PasswordResult("of the file"));

    [Fact]
    public void A_command_counts_more_than_the_environment()
    {
        if (OperatingSystem.IsWindows()) return;
        Read(new() { Name = "home", Account = "al", PasswordCommand = "echo of the command" }, "sesame")
            .Should().Be(new PasswordResult("of the command"));
    }

    [Fact]
    public void The_environment_has_the_password_of_the_only_network_that_needs_one() =>
        Read(new() { Name = "home", Account = "al" }, "sesame", new NetworkSettings { Name = "open" })
            .Should().Be(new PasswordResult("sesame"));

    [Fact]
    public void The_environment_s_password_goes_to_no_network_that_it_may_not_be_meant_for() =>
        Read(new() { Name = "home", Account = "al" }, "sesame", new NetworkSettings { Name = "work", Account = "al" }).Should().Be(
            new PasswordResult(null, "CHAT_CLIENT_PASSWORD could be meant for home or for work. "
                + "Give each a \"password-file\" or a \"password-command\"."));

    [Fact]
    public void Without_a_source_there_is_neither_a_password_nor_an_error() =>
        Read(new() { Name = "home", Account = "al" }, null).Should().Be(new PasswordResult(null));

    [Fact]
    public void The_server_s_password_has_a_file_of_its_own()
    {
        PasswordSource.ServerPassword(new() { ServerPasswordFile = _folder.Write("p", "s") }).Should().Be(new PasswordResult("s"));
        PasswordSource.ServerPassword(new()).Should().Be(new PasswordResult(null));
    }

    private static PasswordResult Read(NetworkSettings network, string? variable, params NetworkSettings[] others) =>
        new PasswordSource(
            [network, .. others],
            name => name == "CHAT_CLIENT_PASSWORD" ? variable : null,
            new PasswordCommand(PasswordCommand.DefaultDeadline)).AccountPassword(network);
}
