using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Configuration.Json;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private const string Hash = "pbkdf2-sha256$10000$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_sources_there_are_the_defaults()
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(new ConfigurationSources());
        loaded.Errors.Should().BeEmpty();
        loaded.Origins.Should().BeEmpty();
        loaded.File.Should().BeNull();
        SettingChanges.Between(loaded.Options, new ProgramOptions()).Should().Match<SettingChanges>(changes =>
            changes.Changed.Count == 0 && changes.NeedsRestart.Count == 0);
    }

    [Fact]
    public void The_later_wins_file_then_environment_then_flags()
    {
        LoadedConfiguration loaded = Load(
            """{ "port": 1, "network": "file", "lobby": "#file", "bind": ["127.0.0.1", "::1"] }""",
            [("CHAT_SERVER_PORT", "2"), ("CHAT_SERVER_NETWORK", "environment")],
            ("port", "3"), ("bind", "127.0.0.2"));
        loaded.Errors.Should().BeEmpty();
        loaded.Options.Server.Port.Should().Be(3);
        loaded.Options.Server.Network.Should().Be("environment");
        loaded.Options.Server.Lobby.Should().Be("#file");
        loaded.Options.Server.Name.Should().Be("chat.local");
        loaded.Options.Server.Bind.Should().Equal(IPAddress.Parse("127.0.0.2"));
        loaded.Origins.Should().Equal(new Dictionary<string, string>
        {
            ["port"] = "--port",
            ["network"] = "CHAT_SERVER_NETWORK",
            ["lobby"] = $"{File}:1:42",
            ["bind"] = "--bind",
        });
    }

    [Fact]
    public void The_file_is_named_by_a_flag_or_else_by_a_variable()
    {
        string one = _folder.Write("one.json", """{ "port": 1 }"""), other = _folder.Write("other.json", """{ "port": 2 }""");
        var byVariable = new ConfigurationSources { Environment = () => new Dictionary<string, string> { ["CHAT_SERVER_CONFIG"] = one } };
        ConfigurationLoader.Load(byVariable).Options.Server.Port.Should().Be(1);
        ConfigurationLoader.Load(byVariable with { File = other }).Options.Server.Port.Should().Be(2);
    }

    [Fact]
    public void A_file_may_have_comments_trailing_commas_a_byte_order_mark_and_the_name_of_its_schema()
    {
        LoadedConfiguration loaded = Load("\uFEFF// one\n{ /* two */ \"$schema\": \"x\", \"bind\": [\"::1\",], \"port\": 7, }\n// three\n");
        loaded.Errors.Should().BeEmpty();
        loaded.Options.Server.Port.Should().Be(7);
        loaded.Origins["port"].Should().Be($"{File}:2:55");
    }

    [Fact]
    public void Operators_gateways_and_networks_are_read_whole()
    {
        ServerOptions options = Load($$"""
            {
              "operators": [
                {
                  "name": "alice", "password": "{{Hash}}", "hosts": ["127.0.0.1", "10.0.0.0/8", "*@*.example.org"],
                  "host": "staff.example.org", "privileges": ["kill", "see-hidden"]
                },
                { "name": "bob", "password": "{{Hash}}", "hosts": ["*@*"], "privileges": ["all"] },
                { "name": "carl", "password": "{{Hash}}", "hosts": ["::1"] }
              ],
              "webirc": [{ "name": "web", "password": "{{Hash}}", "addresses": ["127.0.0.1", "::1", "10.0.0.0/8"] }],
              "exempt-networks": ["192.0.2.1", "2001:db8::/32"]
            }
            """).Options.Server;
        options.Operators.Select(account => (account.Name, account.Host, account.Privileges)).Should().Equal(
            ("alice", "staff.example.org", Privileges.Kill | Privileges.SeeHidden), ("bob", null, Privileges.All),
                ("carl", null, Privileges.None));
        options.Operators.Should().OnlyContain(account => account.Password.ToString() == Hash);
        options.Operators[0].Hosts.Should().Equal("127.0.0.1", "10.0.0.0/8", "*@*.example.org");
        options.WebGateways.Should().ContainSingle().Which.Addresses.Should().Equal(
            IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("10.0.0.0/8"));
        options.ExemptNetworks.Should().Equal(IPNetwork.Parse("192.0.2.1/32"), IPNetwork.Parse("2001:db8::/32"));
    }

    [Fact]
    public void A_list_may_be_empty_everywhere()
    {
        Load("""{ "exempt-networks": [] }""").Options.Server.ExemptNetworks.Should().BeEmpty();
        Load("{}", [("CHAT_SERVER_EXEMPT_NETWORKS", "")]).Options.Server.ExemptNetworks.Should().BeEmpty();
        Load("{}", [], ("exempt-networks", "")).Options.Server.ExemptNetworks.Should().BeEmpty();
    }

    [Fact]
    public void The_name_of_a_file_in_a_file_begins_at_its_folder()
    {
        _folder.Write("motd.txt", "one\ntwo\n");
        LoadedConfiguration loaded = Load("""{ "motd": "motd.txt" }""");
        loaded.Errors.Should().BeEmpty();
        loaded.Options.Server.MessageOfTheDay.Should().Equal("one", "two");
    }

    [Theory]
    [InlineData("""{ "prot": 1 }""", "1:3: \"prot\" is not a setting. Did you mean port?")]
    [InlineData("""{ "Port": 1 }""", "1:3: \"Port\" is not a setting. Did you mean port?")]
    [InlineData("""{ "something-else": 1 }""", "1:3: \"something-else\" is not a setting. 'chat-server --help-all' lists the settings.")]
    [InlineData("{ \"port\": 1,\n  \"port\": 2 }", "2:3: \"port\" is here for the second time, after line 1. Remove one.")]
    [InlineData("""{ "port": "1" }""", "1:11: This must be a number without quotes, as 50, not the text \"1\".")]
    [InlineData("""{ "port": 1.5 }""", "1:11: '1.5' is not a whole number up to 2147483647, as 50 is.")]
    [InlineData("""{ "port": 70000 }""", "1:11: The port 70000 is not between 0 and 65535.")]
    [InlineData("""{ "port": {} }""", "1:11: This must be a number without quotes, as 50, not an object.")]
    [InlineData("""{ "flood-rate": 0 }""", "1:17: The commands a second must be more than 0 and 1000000 at the most.")]
    [InlineData("""{ "flood-rate": 1e999 }""", "1:17: '1e999' is not a number, as 2.5 is.")]
    [InlineData("""{ "network": 12 }""", "1:14: This must be a text in quotes, not the number 12.")]
    [InlineData("""{ "network": "" }""", "1:14: The network's name must have 1 to 50 characters.")]
    [InlineData("""{ "network-icon": "http://x.example/i.png" }""",
        "1:19: The network's icon 'http://x.example/i.png' is not an address as https://*")]
    [InlineData("""{ "admin-name": "a\nb" }""", "1:17: The admin-name must have 200 characters at the most, on one line.")]
    [InlineData("""{ "in-memory": "true" }""", "1:16: This must be true or false, without quotes, not the text \"true\".")]
    [InlineData("""{ "bind": "::1" }""", "1:11: This must be a list in brackets, not the text \"::1\".")]
    [InlineData("""{ "bind": ["::1", "here"] }""", "1:19: 'here' is not an IP address, as 127.0.0.1 or ::1 is.")]
    [InlineData("""{ "exempt-networks": ["10/8"] }""", "1:23: '10/8' is not a network, as 10.0.0.0/8 or ::1 is.")]
    [InlineData("""{ "ping-interval": 90 }""", "1:20: This must be a time in quotes, as \"90s\", \"2m\" or \"1h30m\", not the number 90.")]
    [InlineData("""{ "ping-interval": "90" }""", "1:20: '90' is not a time, as 90s, 2m, 1h30m or 250ms are.")]
    [InlineData("""{ "ping-interval": "2d" }""", "1:20: The ping interval must be more than nothing and a day at the most.")]
    [InlineData("""{ "web": "no" }""", "1:10: 'no' is not known here. There are: on, off.")]
    [InlineData("""{ "log-level": "warnin" }""", "1:16: 'warnin' is not known here. Did you mean warning?")]
    [InlineData("""{ "log-format": "xml" }""", "1:17: 'xml' is not known here. There are: text, json.")]
    [InlineData("""{ "password": 12345 }""", "1:15: This must be a text in quotes.")]
    [InlineData("""{ "password": "***" }""", "1:15: *** stands where 'config show' hides a secret. Put the secret itself here.")]
    [InlineData("""{ "password": "pbkdf2-sha256$1$x" }""",
        "1:15: The password looks like a hash but is not valid: 'chat-server config password' makes one.")]
    [InlineData("""{ "motd": "a\u0000b" }""", "1:11: This is not a file name.")]
    [InlineData("""{ "operators": {} }""", "1:16: This must be a list in brackets, not an object.")]
    [InlineData("""{ "operators": ["alice"] }""", "1:17: This must be an object with the members of an operator, not the text \"alice\".")]
    [InlineData("""{ "operators": [{ "name": "a", "hosts": ["*@*"] }] }""", "1:17: \"password\" is missing from an operator.")]
    [InlineData(
        """{ "operators": [{ "name": "a", "password": "HASH", "hosts": ["*@*"], "pasword": 1 }] }""",
        "1:*: \"pasword\" is not a member of an operator. Did you mean password?")]
    [InlineData(
        """{ "operators": [{ "name": "a", "password": "HASH", "hosts": ["*@*"], "colour": 1 }] }""",
        "1:*: \"colour\" is not a member of an operator. There are: name, password, hosts, host, privileges.")]
    [InlineData(
        """{ "operators": [{ "name": "a", "password": "secret", "hosts": ["*@*"] }] }""",
        "1:44: This is not a password's hash. 'chat-server config password' makes one.")]
    [InlineData("""{ "operators": [{ "name": "a", "password": "HASH", "hosts": [] }] }""",
        "1:17: The operator 'a' needs hosts to come from; *@* is anywhere.")]
    [InlineData(
        """{ "operators": [{ "name": "a", "password": "HASH", "hosts": ["here"] }] }""",
        "1:17: The operator 'a' cannot connect from 'here': that is neither an address, "
            + "nor a network such as 10.0.0.0/8, nor a mask as *@*.example.org.")]
    [InlineData(
        """{ "operators": [{ "name": "a b", "password": "HASH", "hosts": ["*@*"] }] }""",
        "1:17: The operator's name 'a b' must be one word of 1 to 63 characters that does not begin with a colon.")]
    [InlineData(
        """{ "operators": [{ "name": "a", "password": "HASH", "hosts": ["*@*"], "host": "a b" }] }""",
        "1:17: The host 'a b' of the operator 'a' must be 1 to 63 letters, digits, hyphens, dots and slashes, as staff.example.org.")]
    [InlineData(
        """{ "operators": [{ "name": "a", "password": "HASH", "hosts": ["*@*"], "privileges": ["kil"] }] }""",
        "1:*: 'kil' is not known here. Did you mean kill?")]
    [InlineData(
        """{ "operators": [{ "name": "a", "password": "HASH", "hosts": ["*@*"] }, """
            + """{ "name": "a", "password": "HASH", "hosts": ["*@*"] }] }""",
        "1:16: There are two operators 'a': one must have another name.")]
    [InlineData("""{ "webirc": [{ "name": "w", "password": "HASH", "addresses": [] }] }""",
        "1:14: The gateway 'w' needs addresses to connect from.")]
    public void A_mistake_in_the_file_is_named_with_its_place(string json, string expected) =>
        Load(json.Replace("HASH", Hash, StringComparison.Ordinal)).Errors.Should().ContainSingle()
            .Which.ToString().Should().Match($"{File}:{expected}");

    [Theory]
    [InlineData("CHAT_SERVER_PROT", "1", "There is no setting of this name. Did you mean CHAT_SERVER_PORT?")]
    [InlineData("CHAT_SERVER_MAX_CONECTIONS", "1", "There is no setting of this name. Did you mean CHAT_SERVER_MAX_CONNECTIONS?")]
    [InlineData("CHAT_SERVER_SOMETHING_ELSE", "1", "There is no setting of this name. 'chat-server --help-all' lists the settings.")]
    [InlineData("CHAT_SERVER_OPERATORS", "[]", "This can be set only in a file.")]
    [InlineData("CHAT_SERVER_PORT", "", "'' is not a whole number up to 2147483647, as 50 is.")]
    [InlineData("CHAT_SERVER_PORT", "99999", "The port 99999 is not between 0 and 65535.")]
    [InlineData("CHAT_SERVER_BIND", "::1,here", "'here' is not an IP address, as 127.0.0.1 or ::1 is.")]
    [InlineData("CHAT_SERVER_IN_MEMORY", "yes", "'yes' is neither true nor false.")]
    [InlineData("CHAT_SERVER_CONFIG", "", "This must be the name of a file.")]
    public void A_mistake_in_the_environment_is_named_with_its_variable(string variable, string value, string expected) =>
        ConfigurationLoader.Load(new ConfigurationSources { Environment = () => new Dictionary<string, string> { [variable] = value } })
            .Errors.Should().ContainSingle().Which.ToString().Should().Be($"{variable}: {expected}");

    [Fact]
    public void Other_peoples_variables_are_none_of_ours() =>
        Load("{}", [("PORT", "x"), ("CHAT_SERVERS", "x"), ("CHAT_CLIENT_PASS", "x")]).Errors.Should().BeEmpty();

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_their_places()
    {
        LoadedConfiguration loaded = Load(
            "{\n  \"prot\": 1,\n  \"port\": true,\n  \"lobby\": \"hall\",\n  \"prot\": 2\n}",
            [("CHAT_SERVER_NETWROK", "x"), ("CHAT_SERVER_MAX_CONNECTIONS", "0")],
            ("ping-timeout", "soon"));
        loaded.Errors.Select(error => error.Where).Should().Equal(
            $"{File}:2:3", $"{File}:3:11", $"{File}:5:3", "CHAT_SERVER_NETWROK", "--ping-timeout", $"{File}:4:12",
                "CHAT_SERVER_MAX_CONNECTIONS");
        loaded.Errors.Should().NotContain(error => error.IsUnreadable);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        string missing = Path.Combine(_folder.Path, "missing");
        ConfigurationLoader.Load(new ConfigurationSources { File = missing }).Errors.Should().ContainSingle().Which.Should()
            .Match<ConfigurationError>(error =>
            error.IsUnreadable && error.ToString().StartsWith($"{missing}: The configuration cannot be read: ", StringComparison.Ordinal));
        ConfigurationLoader.Load(new ConfigurationSources { File = _folder.Path }).Errors.Should()
            .ContainSingle().Which.IsUnreadable.Should().BeTrue();
        Load("""{ "motd": "missing" }""").Errors.Should().ContainSingle().Which.Should().Match<ConfigurationError>(error =>
            error.IsUnreadable && error.ToString()
                .StartsWith($"{File}:1:11: The message of the day cannot be read: ", StringComparison.Ordinal));
    }

    private string File => Path.Combine(_folder.Path, "chat.json");

    private LoadedConfiguration Load(string json, (string Name, string Value)[]? environment = null,
        params (string Name, string Text)[] flags) =>
        ConfigurationLoader.Load(new ConfigurationSources
        {
            File = _folder.Write("chat.json", json),
            Environment = () => (environment ?? []).ToDictionary(variable => variable.Name, variable => variable.Value),
            Flags = flags.ToDictionary(flag => flag.Name, flag => flag.Text),
        });
}
