using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests;

public sealed class CommandLineTests
{
    private ClientOptions? _options;

    [Theory]
    [InlineData("localhost:70000")]
    [InlineData("--bogus")]
    [InlineData("ircs://")]
    [InlineData("localhost --fingerprint SHA256:short")]
    [InlineData("--fingerprint SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("trust --forget")]
    [InlineData("trust localhost --fingerprint x")]
    [InlineData("certificate localhost")]
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
    [InlineData("wait", "localhost", "C++")]
    [InlineData("wait", "localhost", "")]
    [InlineData("wait", "localhost", "--nik")]
    [InlineData("wait", "localhost", "x", "--since", "yesterday")]
    [InlineData("tail", "localhost", "--since", "-1h")]
    [InlineData("tail", "--nik")]
    [InlineData("send")]
    [InlineData("send", "localhost", "")]
    [InlineData("send", "localhost", " ")]
    [InlineData("send", "localhost", "hello", "--nik", "ci")]
    [InlineData("send", "localhost", "hello", "-x")]
    [InlineData("send", "localhost", "hello", "--to", "watch,#lobby")]
    [InlineData("send", "localhost", "hello", "--to", "#nope room")]
    [InlineData("send", "localhost", "hello", "--to", "--nick")]
    [InlineData("send", "localhost", "hello", "--to", "")]
    [InlineData("send", "localhost", "hello", "--to", "bob", "--room", "a")]
    [InlineData("send", "localhost", "hello", "--room", "a,b,c")]
    [InlineData("send", "localhost", "hello", "--room", "a,")]
    [InlineData("send", "localhost", "hello", "--room", "--nik")]
    [InlineData("send", "localhost", "hello", "--pass-file", "no such file")]
    [InlineData("send", "localhost", "hello", "--account", "a", "--password-file", "no such file")]
    [InlineData("send", "localhost", "hello", "--reply-to", "a b")]
    [InlineData("send", "localhost", "hello", "--once", "build-7")]
    [InlineData("send", "localhost", "hello", "--once", "a/b", "--account", "ci")]
    [InlineData("history")]
    [InlineData("history", "localhost", "--count", "0")]
    [InlineData("history", "localhost", "--since", "yesterday")]
    [InlineData("who")]
    [InlineData("rooms", "localhost", "--room", "a")]
    [InlineData("wait", "localhost", "x", "--from", "a b")]
    [InlineData("discover", "--port", "0")]
    [InlineData("discover", "--time", "0")]
    [InlineData("discover", "localhost")]
    [InlineData("discover", "--interface", "no such interface")]
    [InlineData("ping")]
    [InlineData("ping", "localhost", "-c", "0")]
    [InlineData("ping", "localhost", "-i", "0.01")]
    [InlineData("ping", "localhost", "--room", "a")]
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
    [InlineData("-5 degrees")]
    [InlineData("-5")]
    public void A_text_to_send_may_be_anything(string text) => Run("send", "localhost", text).Should().Be(42);

    [Fact]
    public void A_message_to_a_person_needs_no_room()
    {
        Run("send", "localhost", "hi", "--to", "bob").Should().Be(42);
        _options!.Rooms.Should().BeEmpty();
    }

    [Theory]
    [InlineData("who", "localhost", "--room", "dev")]
    [InlineData("rooms", "localhost")]
    public void Who_and_rooms_enter_no_room(params string[] arguments)
    {
        Run(arguments).Should().Be(42);
        _options!.Rooms.Should().BeEmpty();
    }

    [Fact]
    public void Who_enters_the_room_if_it_is_told_to()
    {
        Run("who", "localhost", "--room", "dev", "--join").Should().Be(42);
        _options!.Rooms.Should().Equal("#dev");
    }

    [Theory]
    [InlineData("tail", "localhost", "-f", "--json", "--since", "1h")]
    [InlineData("wait", "localhost", "x", "--from", "bob", "--timeout", "5")]
    [InlineData("history", "localhost", "--room", "dev", "--since", "2026-01-31", "--count", "10", "--json")]
    [InlineData("send", "localhost", "hello", "--reply-to", "abc", "--timeout", "5")]
    public void Scripts_have_their_options(params string[] arguments) => Run(arguments).Should().Be(42);

    [Fact]
    public void A_text_behind_two_dashes_may_look_like_an_option() => Run("send", "localhost", "--", "hello", "--nik").Should().Be(42);

    [Fact]
    public void A_room_may_have_its_key_behind_a_comma()
    {
        Run("localhost", "--room", "ops,sesame", "--room", "b").Should().Be(42);
        _options!.Rooms.Should().Equal("#ops", "#b");
        _options.Keys.Should().Equal(new Dictionary<string, string> { ["#ops"] = "sesame" });
    }

    [Fact]
    public void A_password_s_file_has_it_in_its_first_line()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, "sesame\nand more\n");
        try
        {
            Run("localhost", "--pass-file", file, "--account", "alice", "--password-file", file).Should().Be(42);
        }
        finally
        {
            File.Delete(file);
        }
        _options!.Password.Should().Be("sesame");
        _options.Account!.Password.Should().Be("sesame");
    }

    private int Run(params string[] arguments) => CommandLine.Run(arguments, (options, _) =>
    {
        _options = options;
        return 42;
    });
}
