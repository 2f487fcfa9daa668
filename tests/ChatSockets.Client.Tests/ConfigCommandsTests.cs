using System.CommandLine;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Tests.Settings;

namespace ChatSockets.Client.Tests;

public sealed class ConfigCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _errors = new() { NewLine = "\n" };
    private Func<string, string?> _edit = _ => null;

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Path_prints_the_file_whether_it_is_there_or_not()
    {
        Run("path").Should().Be(ExitCode.Done);
        _output.ToString().Should().Be(_folder.File("home", "chat-client.json") + "\n");
    }

    [Fact]
    public void Check_says_that_the_file_is_fine()
    {
        string path = _folder.Write("chat.json", "{ \"mouse\": false }");
        Run("check", "--config", path).Should().Be(ExitCode.Done);
        _output.ToString().Should().Be($"fine: the defaults, the file {path}\n");
    }

    [Fact]
    public void Check_says_that_there_is_no_file()
    {
        Run("check").Should().Be(ExitCode.Done);
        _output.ToString().Should().Be($"fine: the defaults, there is no file {_folder.File("home", "chat-client.json")}\n");
    }

    [Fact]
    public void Check_prints_every_error_and_exits_with_2()
    {
        string path = _folder.Write("chat.json", "{ \"mouse\": 1, \"mose\": 1 }");
        Run("check", "--config", path).Should().Be(ExitCode.WrongUsage);
        _output.ToString().Should().BeEmpty();
        _errors.ToString().Should().Be(
            $"chat-client: {path}:1:12: This must be true or false, without quotes, not the number 1.\n"
            + $"chat-client: {path}:1:15: \"mose\" is not a setting. Did you mean mouse?\n");
    }

    [Fact]
    public void A_named_file_that_cannot_be_read_exits_with_1()
    {
        string path = _folder.File("none.json");
        Run("check", "--config", path).Should().Be(ExitCode.Failed);
        _errors.ToString().Should().Be($"chat-client: {path}: The settings cannot be read: Could not find file '{path}'.\n");
    }

    [Fact]
    public void Show_and_keys_print_what_is_in_force()
    {
        Run("show").Should().Be(ExitCode.Done);
        _output.ToString().Should().Be(SettingsView.Text(SettingsText.Load("{}")));
        _output.GetStringBuilder().Clear();
        Run("keys").Should().Be(ExitCode.Done);
        _output.ToString().Should().Be(SettingsView.Keys(new ClientSettings()));
    }

    [Fact]
    public void Edit_makes_the_file_and_checks_what_was_written()
    {
        string? edited = null;
        _edit = file =>
        {
            edited = File.ReadAllText(file);
            File.WriteAllText(file, "{ \"mose\": 1 }");
            return null;
        };
        Run("edit").Should().Be(ExitCode.WrongUsage);
        edited.Should().Be(SettingsReference.Text());
        _errors.ToString().Should()
            .Be($"chat-client: {_folder.File("home", "chat-client.json")}:1:3: \"mose\" is not a setting. Did you mean mouse?\n");
    }

    [Fact]
    public void An_editor_that_fails_exits_with_1()
    {
        _edit = _ => "the editor failed.";
        Run("edit").Should().Be(ExitCode.Failed);
        _errors.ToString().Should().Be("chat-client: the editor failed.\n");
    }

    [Fact]
    public void The_program_has_the_command()
    {
        string path = _folder.Write("chat.json", "{ \"mose\": 1 }");
        CommandLine.Run(["config", "check", "--config", path], (_, _) => 42).Should().Be(ExitCode.WrongUsage);
    }

    private int Run(params string[] arguments)
    {
        string usual = _folder.File("home", "chat-client.json");
        var commands = new ConfigCommands(
            file => new SettingsPlace(file ?? usual, _folder.File("state"), file is not null), file => _edit(file));
        return commands.Build().Parse(arguments).Invoke(new InvocationConfiguration { Output = _output, Error = _errors });
    }
}
