using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Limits;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Configuration;

public sealed class ConfigCommandsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_says_fine_and_names_the_sources()
    {
        string file = _folder.Write("chat.json", """{ "port": 1, "network": "x" }""");
        var run = await RunAsync(["config", "check", "--config", file, "-p", "7", "--in-memory"], ("CHAT_SERVER_LOBBY", "#hall"),
            ("CHAT_SERVER_NAME", "a.b"));
        run.Should()
            .Be((0, $"fine: the defaults, the file {file}, the environment (CHAT_SERVER_LOBBY, CHAT_SERVER_NAME), the flags (--port, "
                + "--in-memory)\n", ""));
        (await RunAsync(["config", "check"])).Should().Be((0, "fine: the defaults\n", ""));
    }

    [Fact]
    public async Task Check_tells_every_mistake_on_a_line_of_its_own_and_ends_with_2()
    {
        string file = _folder.Write("chat.json", "{ \"prot\": 1,\n \"motd\": \"missing\" }");
        (int code, string output, string errors) = await RunAsync(["config", "check", "--config", file, "--network", new string('x', 51)],
            ("CHAT_SERVER_PORT", "x"));
        code.Should().Be(2);
        output.Should().BeEmpty();
        string[] lines = errors.TrimEnd().Split('\n');
        lines.Should().HaveCount(4);
        lines[0].Should().Be($"chat-server: {file}:1:3: \"prot\" is not a setting. Did you mean port?");
        lines[1].Should().Be("chat-server: CHAT_SERVER_PORT: 'x' is not a whole number up to 2147483647, as 50 is.");
        lines[2].Should().StartWith($"chat-server: {file}:2:10: The message of the day cannot be read: ");
        lines[3].Should().Be("chat-server: --network: The network's name must have 1 to 50 characters.");
    }

    [Fact]
    public async Task Serving_refuses_the_same_and_does_not_start()
    {
        string file = _folder.Write("chat.json", "{ \"prot\": 1 }");
        (await RunAsync(["--config", file, "--port", "x"])).Should().Be((
            2, "",
            $"chat-server: {file}:1:3: \"prot\" is not a setting. Did you mean port?\nchat-server: --port: 'x' is not a whole number up "
                + "to 2147483647, as 50 is.\n"));
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_ends_with_1() =>
        (await RunAsync(["--config", Path.Combine(_folder.Path, "missing")])).Code.Should().Be(1);

    [Fact]
    public async Task Show_is_a_configuration_file_that_says_where_each_value_comes_from()
    {
        string file = _folder.Write("chat.json", """{ "network": "x", "exempt-networks": ["10.0.0.0/8"] }""");
        (int code, string output, _) = await RunAsync(["config", "show", "--config", file, "-p", "7"], ("CHAT_SERVER_LOBBY", "#hall"));
        code.Should().Be(0);
        output.Should().Contain("  \"port\": 7, // --port\n")
            .And.Contain("  \"lobby\": \"#hall\", // CHAT_SERVER_LOBBY\n")
            .And.Contain($"  \"network\": \"x\", // {file}:1:14\n")
            .And.Contain("  \"name\": \"chat.local\", // default\n")
            .And.Contain($"  \"exempt-networks\": [\n    \"10.0.0.0/8\"\n  ], // {file}:1:38\n");

        LoadedConfiguration again = ConfigurationLoader.Load(new ConfigurationSources { File = _folder.Write("again.json", output) });
        again.Errors.Should().BeEmpty();
        again.Origins.Keys.Should().BeEquivalentTo(Settings.All.Select(setting => setting.Name));
        again.Options.Server.Port.Should().Be(7);
        again.Options.Server.Network.Should().Be("x");
    }

    [Fact]
    public void Show_tells_the_limit_of_connections_that_the_system_sets()
    {
        var limit = new SystemLimit("vm.max_map_count", 65530, 4530, 4, "");
        LoadedConfiguration loaded = ConfigurationLoader.Load(new ConfigurationSources());
        ConfigurationView.Text(loaded, limit).Should()
            .Contain("  \"max-connections\": 20000, // default; 15200 in force here, vm.max_map_count is 65530\n");
        ConfigurationView.Text(loaded, limit with { Value = 1_000_000 }).Should().Contain("  \"max-connections\": 20000, // default\n");
        ConfigurationView.Text(loaded, null).Should().Contain("  \"max-connections\": 20000, // default\n");
    }

    [Fact]
    public async Task Show_hides_secrets_and_refuses_what_check_refuses()
    {
        string hash = PasswordHash.Create("x", 10_000).ToString();
        string file = _folder.Write("chat.json",
            $$"""{ "operators": [{ "name": "a", "password": "{{hash}}", "hosts": ["*@*"], "privileges": ["kill"] }] }""");
        string output = (await RunAsync(["config", "show", "--config", file], ("CHAT_SERVER_PASSWORD", "sesame"))).Output;
        output.Should()
            .Contain("  \"password\": \"***\", // CHAT_SERVER_PASSWORD\n").And.Contain(
                "      \"password\": \"***\",\n").And.Contain("\"name\": \"a\"");
        output.Should().NotContain("sesame").And.NotContain(hash[20..]);
        (await RunAsync(["config", "show", "--port", "x"])).Code.Should().Be(2);
    }

    [Fact]
    public async Task The_schema_is_the_one_that_lies_beside_the_program() =>
        (await RunAsync(["config", "schema"])).Should().Be((0, Beside("chat-server.schema.json"), ""));

    [Fact]
    public void The_schema_knows_every_setting_and_nothing_else()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(ConfigurationSchema.Text());
        schema.RootElement.GetProperty("additionalProperties").GetBoolean().Should().BeFalse();
        schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name)
            .Should().Equal(Settings.All.Select(setting => setting.Name).Prepend("$schema"));
        schema.RootElement.GetProperty("properties").EnumerateObject().Where(property => property.Name != "$schema")
            .Should().OnlyContain(property => property.Value.GetProperty("examples").GetArrayLength() == 1);
    }

    [Fact]
    public async Task The_example_that_lies_beside_the_program_is_fine()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "chat-server.example.json");
        (await RunAsync(["config", "check", "--config", file])).Should().Be((0, $"fine: the defaults, the file {file}\n", ""));
    }

    [Fact]
    public async Task A_password_that_comes_in_goes_out_as_its_hash()
    {
        (int code, string output, string errors) = await RunAsync(["config", "password", "--iterations", "10000"],
            input: "sésame \nmore\n");
        code.Should().Be(0);
        errors.Should().BeEmpty();
        PasswordHash.TryParse(output.TrimEnd(), out PasswordHash? hash).Should().BeTrue();
        hash!.Verify("sésame "u8).Should().BeTrue();
    }

    [Fact]
    public async Task A_person_is_asked_for_the_password_on_standard_error()
    {
        var streams = Streams("sesame\n") with { IsTerminal = true };
        (await ServerCommandLine.RunAsync(["config", "password"], streams)).Should().Be(0);
        streams.Error.ToString().Should().Be("Password: ");
        streams.Output.ToString().Should().StartWith("pbkdf2-sha256$600000$");
    }

    [Theory]
    [InlineData("", "10000", "There was no password on standard input.")]
    [InlineData("\n", "10000", "There was no password on standard input.")]
    [InlineData("sesame\n", "9999", "--iterations: The iterations are 10000 to 10000000.")]
    [InlineData("sesame\n", "10000001", "--iterations: The iterations are 10000 to 10000000.")]
    public async Task No_password_and_strange_iterations_end_with_2(string input, string iterations, string reason) =>
        (await RunAsync(["config", "password", "--iterations", iterations], input: input)).Should().Be((2, "", $"chat-server: {reason}\n"));

    [Fact]
    public async Task All_of_the_help_names_every_setting()
    {
        string help = (await RunAsync(["--help-all"])).Output;
        foreach (Setting setting in Settings.All)
            help.Should().Contain(setting.OnlyInFile ? $" {setting.Name} (only in the file)" : $" {setting.Flag} ");
        (await RunAsync(["config", "check", "--help-all"])).Output.Should().Be(help);
    }

    [Theory]
    [InlineData("--max-conections", "'chat-server' has no option --max-conections; did you mean --max-connections?")]
    [InlineData("--operators", "--operators is no option: operators can be set only in the configuration file.")]
    [InlineData("--confg", "'chat-server' has no option --confg; did you mean --config?")]
    public async Task An_unknown_flag_is_refused(string flag, string expected)
    {
        (int code, _, string errors) = await RunAsync([flag]);
        code.Should().Be(2);
        errors.Should().Contain($"chat-server: {expected}\n");
    }

    [Fact]
    public async Task A_password_may_begin_with_an_at_sign() =>
        (await RunAsync(["config", "show", "--password", "@sesame"])).Output.Should().Contain("  \"password\": \"***\", // --password\n");

    private static string Beside(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name)).ReplaceLineEndings("\n");

    private static ProgramStreams Streams(string input, params (string Name, string Value)[] environment) => new(
        () => new StringReader(input),
        new StringWriter { NewLine = "\n" },
        new StringWriter { NewLine = "\n" },
        () => environment.ToDictionary(variable => variable.Name, variable => variable.Value));

    private static Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments,
        params (string Name, string Value)[] environment) =>
        RunAsync(arguments, "", environment);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(
        string[] arguments, string input, params (string Name, string Value)[] environment)
    {
        ProgramStreams streams = Streams(input, environment);
        Task<int> run = ServerCommandLine.RunAsync(arguments, streams);
        await run.WithinDeadlineAsync("the program to end");
        return (await run, streams.Output.ToString()!.ReplaceLineEndings("\n"), streams.Error.ToString()!);
    }
}
