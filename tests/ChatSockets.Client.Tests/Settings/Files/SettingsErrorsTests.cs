namespace ChatSockets.Client.Tests.Settings.Files;

/// <summary>Each mistake in a settings file, and what the user reads.</summary>
public sealed class SettingsErrorsTests
{
    private const string PasswordAdvice =
        "A password does not belong in this file. Put it into a file that only you can read, and name that: ";

    [Theory]
    [InlineData("\"mose\": true", "\"mose\" is not a setting. Did you mean mouse?")]
    [InlineData("\"zzzzzzzz\": 1", "\"zzzzzzzz\" is not a setting. 'chat-client config show' lists the settings.")]
    public void An_unknown_setting(string member, string expected) => Errors(member).Should().Equal("1:3: " + expected);

    [Theory]
    [InlineData("\"mouse\": \"yes\"", "1:12: This must be true or false, without quotes, not the text \"yes\".")]
    [InlineData("\"theme\": null", "1:12: This must be text in quotes, not null.")]
    [InlineData("\"highlight\": \"x\"", "1:16: This must be a list in brackets, not the text \"x\".")]
    [InlineData("\"highlight\": [7]", "1:17: This must be a word in quotes, not the number 7.")]
    [InlineData("\"log\": true", "1:10: This must be an object with the members of the log, not true.")]
    [InlineData("\"keys\": []", "1:11: This must be an object with keys and actions, not a list.")]
    [InlineData("\"themes\": []", "1:13: This must be an object with a name and an object for each theme, not a list.")]
    [InlineData("\"log\": { \"folder\": 1 }", "1:22: This must be the path of a folder in quotes, not the number 1.")]
    public void A_value_of_the_wrong_type(string member, string expected) => Errors(member).Should().Equal(expected);

    [Theory]
    [InlineData("\"notify\": \"bel\"", "1:13: 'bel' is not known here. Did you mean bell?")]
    [InlineData("\"plain\": \"x\"", "1:12: 'x' is not known here. Choose one of \"auto\", \"always\".")]
    [InlineData("\"time-format\": \"H\"", "1:18: 'H' is not a format for times. Write \"HH:mm\", \"HH:mm:ss\" or \"h:mm tt\".")]
    [InlineData("\"time-format\": \"HH:mm'\"", "1:18: 'HH:mm'' is not a format for times. Write \"HH:mm\", \"HH:mm:ss\" or \"h:mm tt\".")]
    [InlineData("\"ignore\": [\"a b\"]", "1:14: 'a b' is not a mask, such as mallory!*@*.")]
    [InlineData("\"highlight\": [\" \"]", "1:17: This is not a word.")]
    [InlineData("\"log\": { \"folder\": \"\" }", "1:22: This is not the path of a folder.")]
    public void A_wrong_value(string member, string expected) => Errors(member).Should().Equal(expected);

    [Theory]
    [InlineData("\"theme\": \"drak\"", "1:12: There is no theme 'drak'. Did you mean dark?")]
    [InlineData("\"theme\": \"solarized\"", "1:12: There is no theme 'solarized'. There are: auto, dark, light.")]
    [InlineData("\"themes\": { \"dark\": {} }", "1:15: A theme cannot be called \"dark\". Choose another name.")]
    [InlineData("\"themes\": { \"a\": { \"colours\": {} } }", "1:22: \"colours\" is not a member of a theme. Did you mean colors?")]
    [InlineData("\"themes\": { \"a\": { \"colors\": { \"lnk\": 1 } } }", "1:34: \"lnk\" is not a color of a theme. Did you mean link?")]
    [InlineData("\"themes\": { \"a\": { \"colors\": { \"link\": 300 } } }",
        "1:42: '300' is not a color. Write \"#rrggbb\", a number from 0 to 255, a name such as \"bright-red\", or \"default\".")]
    [InlineData("\"themes\": { \"a\": { \"colors\": { \"nicks\": [\"gren\"] } } }", "1:44: 'gren' is not a color. Did you mean green?")]
    public void A_wrong_theme(string member, string expected) => Errors(member).Should().Equal(expected);

    [Theory]
    [InlineData("\"keys\": { \"f5\": \"palete\" }", "1:19: 'palete' is not an action. Did you mean palette?")]
    [InlineData("\"keys\": { \"f5\": \"zzzzzzzzzzzz\" }",
        "1:19: 'zzzzzzzzzzzz' is not an action. 'chat-client config keys' lists them.")]
    [InlineData("\"keys\": { \"f5\": 1 }", "1:19: This must be the name of an action in quotes, not the number 1.")]
    [InlineData("\"keys\": { \"ctrl-entr\": \"send\" }", "1:13: 'ctrl-entr' is not a key. Did you mean enter?")]
    [InlineData("\"keys\": { \"x\": \"send\" }", "1:13: 'x' types text. Put ctrl- or alt- before it.")]
    [InlineData("\"keys\": { \"ctrl-x\": \"send\", \"Ctrl-X\": \"none\" }",
        "1:31: 'Ctrl-X' is here for the second time, after line 1. Remove one.")]
    public void A_wrong_key(string member, string expected) => Errors(member).Should().Equal(expected);

    [Theory]
    [InlineData("", "1:16: \"name\" is missing from a network.", "1:16: \"address\" is missing from a network.")]
    [InlineData("\"name\": \"a b\", \"address\": \"x\"", "1:26: 'a b' is not a name for a network: 1 to 32 letters, digits and - _ . "
        + "beginning with a letter or digit.")]
    [InlineData("\"name\": \"a\", \"address\": \"x:70000\"", "1:42: '70000' is not a port; ports are 1 to 65535.")]
    [InlineData("\"name\": \"a\", \"address\": \"irc://al:secret@x\"",
        "1:42: An address has no user name and no password. Use \"nick\", \"account\" and \"password-file\".")]
    [InlineData("\"name\": \"a\", \"address\": \"x\", \"nik\": \"al\"", "1:47: \"nik\" is not a member of a network. Did you mean nick?")]
    [InlineData("\"name\": \"a\", \"address\": \"x\", \"nick\": \"1a\"",
        "1:55: '1a' is not a nickname: 1 to 32 letters, digits and -_[]{}\\|^`, "
        + "not beginning with a digit or -.")]
    [InlineData("\"name\": \"a\", \"address\": \"x\", \"account\": \"\"", "1:58: '' is not an account: it is one word.")]
    public void A_wrong_network(string members, params string[] expected) => NetworkErrors(members).Should().Equal(expected);

    [Theory]
    [InlineData("#a b", "'#a b' is not a room name: 1 to 63 bytes without spaces.")]
    [InlineData("", "'' is not a room name: 1 to 63 bytes without spaces.")]
    [InlineData("#a,", "The key of #a must be one word without commas.")]
    [InlineData("#a,b,c", "The key of #a must be one word without commas.")]
    [InlineData("#a,***", "*** stands where 'config show' hides a key. Put the key itself here.")]
    public void A_wrong_room(string room, string expected) =>
        NetworkErrors($"\"name\": \"a\", \"address\": \"x\", \"rooms\": [\"{room}\"]").Should().Equal("1:57: " + expected);

    [Theory]
    [InlineData("\"tls\": \"on\"", "'on' is not known here. Choose one of \"auto\", \"always\", \"insecure-plaintext\".")]
    [InlineData("\"fingerprint\": \"SHA256:x\"",
        "'SHA256:x' is not the fingerprint of a key. Write it as the server prints it: SHA256: and 43 characters.")]
    [InlineData("\"password\": \"sesame\"", PasswordAdvice + "\"password-file\": \"...\"; or name a command that prints it: "
        + "\"password-command\": \"...\".")]
    [InlineData("\"server-password\": \"sesame\"", PasswordAdvice + "\"server-password-file\": \"...\".")]
    [InlineData("\"password-file\": \"f\"",
        "\"password-file\" needs an \"account\" to log in to. The server's password goes into \"server-password-file\".")]
    public void A_password_in_the_wrong_place(string member, string expected)
    {
        string error = NetworkErrors($"\"name\": \"a\", \"address\": \"x\", {member}").Should().ContainSingle().Subject;
        error[(error.IndexOf(' ', StringComparison.Ordinal) + 1)..].Should().Be(expected).And.NotContain("sesame");
    }

    [Fact]
    public void Two_sources_of_one_password() =>
        NetworkErrors("\"name\": \"a\", \"address\": \"x\", \"account\": \"a\", \"password-file\": \"f\", \"password-command\": \"c\"")
            .Should().Equal("1:85: There is a \"password-file\", too. Remove one of them.");

    [Fact]
    public void Two_networks_of_one_name() =>
        Errors("\"networks\": [{ \"name\": \"a\", \"address\": \"x\" }, { \"name\": \"A\", \"address\": \"y\" }]")
            .Should().Equal("1:59: There is a network 'A' already, in line 1. Choose another name.");

    [Fact]
    public void All_errors_are_told_in_the_order_of_the_file() => SettingsText.Errors("""
        {
          "mouse": 1,
          "thme": "dark",
          "hooks": [{ "program": " ", "events": ["mesage"], "shell": true }],
          "typing": 2,
        }
        """).Should().Equal(
        "2:12: This must be true or false, without quotes, not the number 1.",
        "3:3: \"thme\" is not a setting. Did you mean theme?",
        "4:26: This is not a program.",
        "4:42: 'mesage' is not known here. Did you mean message?",
        "4:53: \"shell\" is not a member of a hook. There are: program, arguments, events.",
        "5:13: This must be true or false, without quotes, not the number 2.");

    [Fact]
    public void With_an_error_the_defaults_are_in_force() =>
        SettingsText.Load("""{ "theme": "dark", "mouse": 1 }""").Settings.Theme.Should().Be("auto");

    private static IEnumerable<string> Errors(string member) => SettingsText.Errors($"{{ {member} }}");

    private static IEnumerable<string> NetworkErrors(string members) => Errors($"\"networks\": [{{ {members} }}]");
}
