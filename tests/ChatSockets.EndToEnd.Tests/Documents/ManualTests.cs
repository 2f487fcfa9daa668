using System.CommandLine;
using System.CommandLine.Parsing;
using ChatSockets.Server;

namespace ChatSockets.EndToEnd.Tests.Documents;

/// <summary>
/// What the pages tell people to type is understood by the programs: each command is parsed as the program would, and each flag in the
/// prose is one of its options. Nothing runs. The pages of the tests are about other programs, too, and the
/// references are made from the options themselves: both are left out.
/// </summary>
public sealed class ManualTests : IDisposable
{
    private const string ServerVariable = "CHAT_SERVER_";

    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private static readonly Dictionary<string, RootCommand> Programs = new()
    {
        ["chat-server"] = ServerCommandLine.Define(),
        ["chat-client"] = Client.CommandLine.Define(),
    };

    private static readonly HashSet<string> Flags = [.. Programs.Values.SelectMany(FlagsOf)];

    private static readonly HashSet<string> ServerFlags = [.. FlagsOf(Programs["chat-server"])];

    // Where a page shows no password, it is in the reader's environment.
    private readonly string _passwordFile = Path.GetTempFileName();

    public ManualTests() => File.WriteAllText(_passwordFile, "the-password");

    public static TheoryData<string> Pages =>
        [.. Repository.Pages.Keys.Where(page => !page.StartsWith("tests/", StringComparison.Ordinal)
            && !page.EndsWith("/REFERENCE.md", StringComparison.Ordinal))];

    public void Dispose() => File.Delete(_passwordFile);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_is_understood(string page) =>
        CommandsOf(Repository.Pages[page]).SelectMany(words => Mistakes(words).Select(mistake => $"{string.Join(' ', words)}: {mistake}"))
            .Should().BeEmpty("{0} says that it can be typed", page);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_flag_is_an_option(string page) =>
        Repository.Pages[page].Spans.Where(span => span.StartsWith('-'))
            .SelectMany(span => span.Split(' ')).Where(word => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
            .Except(Flags).Should().BeEmpty("{0} names them", page);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_variable_of_the_server_is_a_setting(string page) =>
        Repository.Pages[page].Spans.Concat(Repository.Pages[page].Code).SelectMany(code => code.Split(' ', '='))
            .Where(word => word.StartsWith(ServerVariable, StringComparison.Ordinal))
            .Select(word => "--" + word[ServerVariable.Length..].ToLowerInvariant().Replace('_', '-'))
            .Except(ServerFlags).Should().BeEmpty("{0} names them", page);

    [Fact]
    public void The_pages_have_commands_to_look_at() =>
        Repository.Pages.Values.Sum(page => CommandsOf(page).Count()).Should().BeGreaterThan(100);

    [Fact]
    public void A_line_of_shell_is_read_as_a_shell_reads_it()
    {
        ShellLine.Commands("A=1 x 'a b' \"c\" 2>/dev/null | y --z >out # no | more").Should()
            .BeEquivalentTo([["x", "a b", "c"], new[] { "y", "--z" }], options => options.WithStrictOrdering());
        ShellLine.Commands("id=$(x a\\ b)").Should().ContainEquivalentOf(new[] { "x", "a b" });
    }

    private static IEnumerable<string[]> CommandsOf(MarkdownPage page) =>
        page.Code.Concat(page.Spans).SelectMany(ShellLine.Commands).Select(AsProgram).Where(words => Programs.ContainsKey(words[0]));

    // As they are run from a clone.
    private static string[] AsProgram(string[] words) => words switch
    {
        ["dotnet", "run", "--project", "src/ChatSockets.Server", "--", .. string[] rest] => ["chat-server", .. rest],
        ["dotnet", "run", "--project", "src/ChatSockets.Client", "--", .. string[] rest] => ["chat-client", .. rest],
        _ => words,
    };

    private IEnumerable<string> Mistakes(string[] words)
    {
        string[] password = words.Contains("--account") && words[0] == "chat-client" ? ["--password-file", _passwordFile] : [];
        ParseResult parsed = Programs[words[0]].Parse([.. words[1..], .. password], Parsing);
        IEnumerable<string> taken = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens).Select(token => token.Value);
        return parsed.Errors.Select(error => error.Message)
            .Concat(taken.Where(value => value.StartsWith("--", StringComparison.Ordinal)).Select(value => $"{value} is taken as a text"));
    }

    private static IEnumerable<string> FlagsOf(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Append(option.Name)).Concat(command.Subcommands.SelectMany(FlagsOf));
}
