using System.CommandLine;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Tests.Settings;

namespace ChatSockets.Client.Tests;

public sealed class TrustCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_are_trusted_listed_and_forgotten_without_a_connection()
    {
        Run().Should().Be((ExitCode.Done, "", ""));
        Run("chat.example").Should().Be((ExitCode.Failed, "", $"chat-client: no key of chat.example:5000 is known{Environment.NewLine}"));
        string line = $"chat.example:5000 {KeyFingerprint.Example}{Environment.NewLine}";

        Run("Chat.example", "--fingerprint", KeyFingerprint.Example + "=").Should().Be((ExitCode.Done, "C" + line[1..], ""));
        Run("chat.example:5000").Should().Be((ExitCode.Done, line, ""));
        Run("ircs://chat.example:5000").Should().Be((ExitCode.Done, line, ""));
        Run().Should().Be((ExitCode.Done, line, ""));

        Run("chat.example", "--forget").Should().Be((ExitCode.Done, "", ""));
        Run().Should().Be((ExitCode.Done, "", ""));
        Run("chat.example", "--forget").Code.Should().Be(ExitCode.Failed);
    }

    [Theory]
    [InlineData("--forget")]
    [InlineData("chat.example", "--fingerprint", "SHA256:short")]
    [InlineData("chat.example", "--forget", "--fingerprint", KeyFingerprint.Example)]
    [InlineData("chat.example:0")]
    public void Wrong_usage_is_told(params string[] arguments) =>
        TrustCommand.Create().Parse(arguments).Errors.Should().NotBeEmpty();

    private (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        int code = TrustCommand.Create().Parse([.. arguments, "--config", _folder.File("chat-client.json")])
            .Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
