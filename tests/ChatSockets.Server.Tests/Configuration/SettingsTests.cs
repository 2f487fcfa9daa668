using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Configuration.Json;
using ChatSockets.Server.Configuration.Kinds;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Configuration;

/// <summary>Promise 6 for each row of the table: one name, whether by flag, by variable or in the file.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => [.. Settings.All.Select(setting => setting.Name)];

    public static TheoryData<string> Numbers =>
        [.. Settings.All.Where(setting => (string?)setting.Schema()["type"] == "integer").Select(setting => setting.Name)];

    public static TheoryData<string> Flagged => [.. Settings.All.Where(setting => !setting.OnlyInFile).Select(setting => setting.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_names_are_words_with_hyphens_and_stand_for_one_setting_each()
    {
        Settings.All.Should().OnlyContain(setting => Regex.IsMatch(setting.Name, "^[a-z]+(-[a-z]+)*$"));
        Settings.All.Select(setting => setting.Name).Append("config").Should().OnlyHaveUniqueItems();
        Settings.ByName["max-connections"].Should().Match<Setting>(setting =>
            setting.Flag == "--max-connections" && setting.Variable == "CHAT_SERVER_MAX_CONNECTIONS");
    }

    [Fact]
    public void What_the_server_can_be_told_can_be_set()
    {
        // Not what a program sets, and what only a test or a strange system needs.
        string[] others =
            [nameof(ServerOptions.MessageOfTheDay), nameof(ServerOptions.MaximumWait), nameof(ServerOptions.Clock),
                nameof(ServerOptions.Log), nameof(ServerOptions.Reread), nameof(ServerOptions.SharedLog)];
        int inProgram = Settings.All.Count(setting => setting.Name is "motd" or "in-memory" or "pidfile" or "log-level" or "log-format");
        int inServer = typeof(ServerOptions).GetProperties().Count(property => !others.Contains(property.Name));
        Settings.All.Should().HaveCount(inServer + inProgram);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_says_what_it_is_and_has_an_example_that_is_not_the_default(string name)
    {
        Setting setting = Settings.ByName[name];
        setting.Description.Should().MatchRegex("^[A-Z][^\n]*\\.\\)?$");
        Example(setting).ToJsonString().Should().NotBe(setting.ToJson(new ProgramOptions(), showSecrets: true).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_can_be_set_in_the_file(string name)
    {
        Setting setting = Settings.ByName[name];
        _folder.Write("motd.txt", "hello");
        string file = _folder.Write("chat.json", $$"""{ "{{name}}": {{Example(setting).ToJsonString()}} }""");
        Holds(setting, Load(new ConfigurationSources { File = file }), $"{file}:1:{name.Length + 7}");
    }

    [Theory]
    [MemberData(nameof(Flagged))]
    public void It_can_be_set_by_a_variable(string name)
    {
        Setting setting = Settings.ByName[name];
        Holds(setting, Load(Variables((setting.Variable, Text(setting)))), setting.Variable);
    }

    [Theory]
    [MemberData(nameof(Flagged))]
    public void It_can_be_set_by_a_flag(string name)
    {
        Setting setting = Settings.ByName[name];
        string[] values = setting.IsList ? Text(setting).Split(',') : [Text(setting)];
        string[] arguments = setting.IsSwitch ? [setting.Flag] : [.. values.SelectMany(value => new[] { setting.Flag, value })];
        Holds(setting, Load(Flags(arguments)), setting.Flag);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_its_kind_is_refused_where_it_stands(string name)
    {
        Setting setting = Settings.ByName[name];
        string file = _folder.Write("chat.json", $$"""{ "{{name}}": null }""");
        LoadedConfiguration loaded = ConfigurationLoader.Load(new ConfigurationSources { File = file });
        loaded.Errors.Should().ContainSingle().Which.Should().Match<ConfigurationError>(error =>
            error.Where == $"{file}:1:{name.Length + 7}" && error.Reason.StartsWith("This must be ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_schemas_limits_are_the_servers(string name)
    {
        Setting setting = Settings.ByName[name];
        JsonObject schema = setting.Schema();
        long minimum = (int)schema["minimum"]!, maximum = (int?)schema["maximum"] ?? int.MaxValue;
        Errors(minimum).Should().BeEmpty();
        Errors(maximum).Should().BeEmpty();
        Errors(minimum - 1).Should().ContainSingle().Which.Where.Should().Be(setting.Flag);
        Errors(maximum + 1).Should().ContainSingle().Which.Where.Should().Be(setting.Flag);

        IReadOnlyList<ConfigurationError> Errors(long value) => ConfigurationLoader.Load(Flags(setting.Flag, $"{value}")).Errors;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reload_takes_it_or_says_that_it_waits_for_the_next_start(string name)
    {
        Setting setting = Settings.ByName[name];
        ProgramOptions now = new(), next = Set(setting);
        var changes = SettingChanges.Between(now, next);
        changes.Changed.Should().Equal(setting.NeedsStart ? [] : [name]);
        changes.NeedsRestart.Should().Equal(setting.NeedsStart ? [name] : []);
        setting.IsSame(changes.Options, setting.NeedsStart ? now : next).Should().BeTrue();
        setting.IsSame(changes.Options, setting.NeedsStart ? next : now).Should().BeFalse();
    }

    [Fact]
    public void Nothing_has_changed_where_everything_is_the_same() =>
        SettingChanges.Between(new ProgramOptions(), new ProgramOptions()).Should().Match<SettingChanges>(changes =>
            changes.Changed.Count == 0 && changes.NeedsRestart.Count == 0);

    [Fact]
    public void Secrets_are_hidden_and_refused_when_they_come_back_hidden()
    {
        string[] secrets =
        [
            .. Settings.All.Where(setting =>
                setting.ToJson(Set(setting), showSecrets: false).ToJsonString().Contains(Kind<string>.Hidden, StringComparison.Ordinal))
                .Select(setting => setting.Name),
        ];
        secrets.Should().Equal("password", "operators", "webirc", "cluster");
        foreach (string name in secrets)
        {
            Setting setting = Settings.ByName[name];
            string file = _folder.Write("chat.json",
                $$"""{ "{{name}}": {{setting.ToJson(Set(setting), showSecrets: false).ToJsonString()}} }""");
            ConfigurationLoader.Load(new ConfigurationSources { File = file }).Errors.Should().ContainSingle();
        }
    }

    private static LoadedConfiguration Load(ConfigurationSources sources)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        loaded.Errors.Where(error => !error.IsUnreadable).Should().BeEmpty();
        return loaded;
    }

    private static void Holds(Setting setting, LoadedConfiguration loaded, string origin)
    {
        string shown = setting.ToJson(loaded.Options, showSecrets: true).ToJsonString();
        if (setting.Placeholder is "FILE" or "DIR")
            shown = JsonSerializer.Serialize(Path.GetFileName(JsonSerializer.Deserialize<string>(shown)));
        shown.Should().Be(Example(setting).ToJsonString());
        loaded.Origins.Should().Equal(new Dictionary<string, string> { [setting.Name] = origin });
    }

    private static ConfigurationSources Variables(params (string Name, string Value)[] variables) =>
        new() { Environment = () => variables.ToDictionary(variable => variable.Name, variable => variable.Value) };

    private static ConfigurationSources Flags(params string[] arguments)
    {
        var flags = new SettingFlags();
        var command = new System.CommandLine.RootCommand();
        foreach (System.CommandLine.Option option in flags.Options) command.Options.Add(option);
        return flags.Read(command.Parse(arguments), () => new Dictionary<string, string>());
    }

    private static JsonNode Example(Setting setting) =>
        setting.OnlyInFile ? JsonNode.Parse(setting.Example)! : setting.ToJson(Set(setting), showSecrets: true);

    private static string Text(Setting setting) => setting.Example;

    private static ProgramOptions Set(Setting setting)
    {
        var options = new ProgramOptions();
        if (setting.OnlyInFile)
        {
            var file = new ConfigurationFile("example.json");
            JsonItem item = JsonFile.Read(System.Text.Encoding.UTF8.GetBytes($$"""{ "x": {{setting.Example}} }"""), file.Refuse)!;
            setting.TryRead(item.Members[0].Value, file, ref options).Should().BeTrue();
        }
        else
        {
            setting.Read(setting.Example, ref options).Should().BeNull();
        }
        // What a reload compares of the message of the day are its lines.
        return setting.Name == "motd" ? options with { Server = options.Server with { MessageOfTheDay = ["hello"] } } : options;
    }
}
