namespace ChatSockets.Client.Tests;

public sealed class CommandLineTests
{
    private ClientOptions? _options;

    [Theory]
    [InlineData("localhost:70000")]
    [InlineData("--bogus")]
    [InlineData("ircs://localhost")]
    [InlineData("localhost", "--nick", "two words")]
    [InlineData("localhost", "--nick")]
    [InlineData("localhost", "--nick", "")]
    [InlineData("localhost", "--room", "a b")]
    [InlineData("localhost", "--room", "")]
    [InlineData("localhost", "--timeout", "x")]
    [InlineData("localhost", "--timeout", "0")]
    [InlineData("localhost", "--account")]
    [InlineData("localhost", "--account", "")]
    [InlineData("localhost", "--account", "alice")]
    [InlineData("localhost", "other", "more")]
    [InlineData("tail")]
    [InlineData("tail", "localhost", "--count", "0")]
    [InlineData("wait", "localhost")]
    [InlineData("send")]
    public void Wrong_usage_is_exit_2_and_nothing_runs(params string[] arguments)
    {
        Run(arguments).Should().Be(ExitCode.WrongUsage);
        _options.Should().BeNull();
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("send", "--help")]
    public void Help_and_version_are_exit_0(string argument, params string[] more) => Run([argument, .. more]).Should().Be(ExitCode.Done);

    [Fact]
    public void Everything_has_a_default()
    {
        Run().Should().Be(42);
        _options!.Server.ToString().Should().Be("localhost:5000");
        _options.Rooms.Should().Equal("#lobby");
        _options.NickIsExplicit.Should().BeFalse();
        _options.Timeout.Should().Be(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Rooms_may_be_many_and_get_the_sign_that_they_lack()
    {
        Run("irc://localhost/c", "--room", "a", "--room", "#b", "--room", "A").Should().Be(42);
        _options!.Rooms.Should().Equal("#a", "#b", "#c");
    }

    [Fact]
    public void An_ipv6_address_in_brackets_is_no_directive()
    {
        Run("[::1]").Should().Be(42);
        _options!.Server.Host.Should().Be("::1");
    }

    [Theory]
    [InlineData("@bob")]
    [InlineData("-")]
    [InlineData("tail")]
    public void A_text_to_send_may_be_anything(string text) => Run("send", "localhost", text).Should().Be(42);

    [Fact]
    public void A_message_to_a_person_needs_no_room()
    {
        Run("send", "localhost", "hi", "--to", "bob").Should().Be(42);
        _options!.Rooms.Should().BeEmpty();
    }

    private int Run(params string[] arguments) => CommandLine.Run(arguments, (options, _) =>
    {
        _options = options;
        return 42;
    });
}
