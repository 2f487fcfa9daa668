using System.Runtime.CompilerServices;

namespace ChatSockets.CommandLine.Tests;

/// <summary>
/// The man pages, references and completions are files, so that packages can have them. They are what the programs print:
/// CHAT_ACCEPT=1 dotnet test tests/ChatSockets.CommandLine.Tests --filter PagesTests writes them anew.
/// </summary>
public sealed class PagesTests
{
    private const string Advice = "CHAT_ACCEPT=1 dotnet test tests/ChatSockets.CommandLine.Tests --filter PagesTests writes it anew";

    [Theory]
    [InlineData("Packaging/man/{0}.1", "man")]
    [InlineData("REFERENCE.md", "man", "--markdown")]
    [InlineData("Packaging/completions/{0}.bash", "completion", "bash")]
    [InlineData("Packaging/completions/_{0}", "completion", "zsh")]
    [InlineData("Packaging/completions/{0}.fish", "completion", "fish")]
    [InlineData("Packaging/completions/{0}.ps1", "completion", "powershell")]
    public void The_files_are_what_the_programs_print(string file, params string[] arguments)
    {
        foreach (string program in (string[])["chat-server", "chat-client"])
        {
            string folder = program == "chat-server" ? "ChatSockets.Server" : "ChatSockets.Client";
            string path = Path.Combine(Sources(), folder, string.Format(null, file, program));
            string printed = Programs.Output(program, arguments);
            if (Environment.GetEnvironmentVariable("CHAT_ACCEPT") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, printed);
            }
            File.Exists(path).Should().BeTrue($"{path} is missing: {Advice}");
            File.ReadAllText(path).ReplaceLineEndings("\n").Should().Be(printed, Advice);
        }
    }

    [Theory]
    [MemberData(nameof(Programs.Names), MemberType = typeof(Programs))]
    public void A_man_page_has_its_sections_and_no_line_begins_as_a_request_by_accident(string program)
    {
        string[] lines = ManPage.Text(Programs.Tree(program)).Split('\n');
        lines.Where(line => line.StartsWith(".SH ")).Should().Equal(
            ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH COMMANDS", ".SH ENVIRONMENT",
            ".SH FILES", ".SH EXIT STATUS", ".SH EXAMPLES", ".SH SEE ALSO");
        string[] macros = [".\\\"", ".TH", ".SH", ".SS", ".TP", ".PP", ".br", ".BR"];
        lines.Where(line => line.StartsWith('.')).Should().OnlyContain(line => macros.Any(macro => line.StartsWith(macro)));
        lines.Should().NotContain(line => line.StartsWith('\''));
    }

    [Theory]
    [MemberData(nameof(Programs.Names), MemberType = typeof(Programs))]
    public void The_reference_has_every_command_option_variable_and_exit_code(string program)
    {
        CommandNode root = Programs.Tree(program);
        string text = ReferencePage.Text(root);
        foreach (CommandNode command in root.WithDescendants().Where(command => command.Children.Count == 0))
            text.Should().Contain($"`{command.Usage.Replace("|", "\\|")}`");
        foreach (string option in root.WithDescendants().SelectMany(command => command.All).Select(Syntax.Of))
            text.Should().Contain($"`{option.Replace("|", "\\|")}`");
        foreach (ManualRow row in root.Manual.Environment.Concat(root.Manual.ExitCodes)) text.Should().Contain($"| `{row.Term}` |");
    }

    private static string Sources([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../src"));
}
