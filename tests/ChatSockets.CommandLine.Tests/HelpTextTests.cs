using System.CommandLine;

namespace ChatSockets.CommandLine.Tests;

public sealed class HelpTextTests
{
    [Theory]
    [MemberData(nameof(Programs.Names), MemberType = typeof(Programs))]
    public void The_help_fits_on_24_lines_of_80_columns(string program)
    {
        string[] lines = Lines(HelpText.Short(Programs.Tree(program), 80));
        // One line is for the prompt.
        lines.Length.Should().BeLessThanOrEqualTo(23);
        lines.Should().OnlyContain(line => line.Length <= 80);
        lines.Should().Contain(line => line.Contains($"{program} --help-all"));
    }

    [Theory]
    [MemberData(nameof(Programs.Names), MemberType = typeof(Programs))]
    public void The_help_of_each_command_fits_on_24_lines_of_80_columns(string program)
    {
        foreach (CommandNode command in Programs.Tree(program).WithDescendants().Skip(1))
        {
            string[] lines = Lines(HelpText.Short(command, 80));
            lines.Length.Should().BeLessThanOrEqualTo(23, command.FullName);
            lines.Should().OnlyContain(line => line.Length <= 80, command.FullName);
        }
    }

    [Theory]
    [MemberData(nameof(Programs.Names), MemberType = typeof(Programs))]
    public void All_of_the_help_has_every_option_and_command_and_fits_the_width(string program)
    {
        CommandNode root = Programs.Tree(program);
        string text = HelpText.Full(root, 100);
        // A command's line of options is not broken.
        Lines(text).Should().OnlyContain(line => line.Length <= 100);
        foreach (CommandNode command in root.WithDescendants().Where(command => command.Children.Count == 0))
            text.Should().Contain(command.Usage);
        foreach (Option option in root.WithDescendants().SelectMany(command => command.All)) text.Should().Contain(Syntax.Of(option));
    }

    [Theory]
    [MemberData(nameof(Programs.Names), MemberType = typeof(Programs))]
    public void Every_command_and_option_is_described(string program)
    {
        foreach (CommandNode command in Programs.Tree(program).WithDescendants())
        {
            command.Command.Description.Should().NotBeNullOrEmpty(command.FullName);
            foreach (Option option in command.All) option.Description.Should().NotBeNullOrEmpty($"{command.FullName} {option.Name}");
        }
    }

    [Theory]
    [InlineData("chat-client", "send", "--help")]
    [InlineData("chat-client", "send", "localhost", "--to", "--help")]
    [InlineData("chat-client", "send", "-h")]
    public void The_help_is_printed_whatever_else_is_missing(string program, params string[] arguments) =>
        Programs.Output(program, arguments).Should().StartWith("Say one thing");

    [Fact]
    public void A_command_shows_its_own_options_and_where_the_others_are()
    {
        string help = Programs.Output("chat-client", "send", "--help");
        help.Should().Contain("--reply-to ID").And.Contain("chat-client --help-all").And.NotContain("--pass-file");
    }

    [Fact]
    public void A_command_with_others_below_it_prints_its_help() =>
        Programs.Output("chat-server", "account").Should().Be(Programs.Output("chat-server", "account", "--help"));

    [Fact]
    public void A_slash_and_a_letter_are_no_help() => Programs.Errors("chat-client send localhost /h").Should().BeEmpty();

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
