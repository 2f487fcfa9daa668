using ChatSockets.Client.Settings.Files;

namespace ChatSockets.Client.Tests.Settings.Files;

public sealed class SettingsViewTests
{
    [Fact]
    public void Every_value_says_where_it_comes_from_and_no_key_is_shown()
    {
        LoadedSettings loaded = SettingsText.Load("""
            {
              "networks": [{ "name": "home", "address": "x", "rooms": ["#a,sesame"] }],
              "mouse": false }
            """);
        string text = SettingsView.Text(loaded);
        text.Should().Contain("\n  \"mouse\": false, // chat.json:3:12\n").And.Contain("\n  \"typing\": true, // default\n")
            .And.Contain("\"#a,***\"").And.NotContain("sesame");
        text.Replace(",***", "", StringComparison.Ordinal).Should().Match(shown => SettingsText.Load(shown).Errors.Count == 0);
    }

    [Fact]
    public void The_table_of_keys_has_the_keys_in_force()
    {
        string[] lines = SettingsView.Keys(SettingsText.Read("""{ "keys": { "ctrl-t": "none", "f5": "palette" } }""")).Split('\n');
        Words(lines, "palette")[1].Should().Be("f5");
        Words(lines, "cancel").Should().Equal("cancel", "escape", "cancel");
    }

    private static string[] Words(string[] lines, string action) =>
        lines.Single(line => line.StartsWith(action + ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
