using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Settings.Kinds;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Settings.Files;

public sealed class SettingsTableTests
{
    [Fact]
    public void Every_example_is_read_and_is_not_the_default()
    {
        IEnumerable<Setting<ClientSettings>> rows = SettingsTable.All.Where(row => row.Name != "theme");
        string all = string.Join(",\n", rows.Select(row => $"\"{row.Name}\": {row.Example}"));
        LoadedSettings loaded = SettingsText.Load($"{{ {all}, \"theme\": \"mine\" }}");
        loaded.Errors.Should().BeEmpty();
        SettingsTable.All.Should().OnlyContain(row => Text(row, loaded.Settings) != Text(row, new ClientSettings()));
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        string all = string.Join(",\n", SettingsTable.All.Select(row => $"\"{row.Name}\": {row.Example}"));
        ClientSettings settings = SettingsText.Read($"{{ {all} }}");
        string written = string.Join(",\n", SettingsTable.All.Select(row => Text(row, settings)));
        ClientSettings again = SettingsText.Read($"{{ {written} }}");
        SettingsTable.All.Should().OnlyContain(row => Text(row, settings) == Text(row, again));
    }

    [Fact]
    public void Every_row_describes_itself() => SettingsTable.All.Should().OnlyContain(row =>
        row.Expected.Length > 0 && !row.Name.Any(char.IsUpper) && (row.Description.EndsWith('.') || row.Description.EndsWith(':')));

    [Fact]
    public void A_network_has_all_that_connecting_needs()
    {
        ClientSettings settings = SettingsText.Read("""
            {
              "networks": [{
                "name": "home",
                "rooms": ["lobby", "#team,sesame", "&local"],
                "address": "irc://chat.example.org/lobby,more",
                "nick": "alice",
                "account": "al",
                "password-command": "pass show home",
                "server-password-file": "/secrets/server",
                "autoconnect": false,
              }],
            }
            """);
        settings.Networks.Should().BeEquivalentTo([new NetworkSettings
        {
            Name = "home",
            Address = new ServerAddress("chat.example.org", 6667),
            Nick = "alice",
            Rooms = [new("#lobby"), new("#team", "sesame"), new("&local"), new("#more")],
            Account = "al",
            PasswordCommand = "pass show home",
            ServerPasswordFile = Path.GetFullPath("/secrets/server"),
            AutoConnect = false,
        }]);
    }

    [Fact]
    public void Paths_start_at_the_file_or_at_home()
    {
        const string text = """
            { "networks": [
              { "name": "a", "address": "x", "account": "a", "password-file": "secret" },
              { "name": "b", "address": "x", "account": "b", "password-file": "~/secret" },
            ] }
            """;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        SettingsText.Read(text).Networks.Select(network => network.PasswordFile).Should()
            .Equal(Path.GetFullPath("secret"), Path.Combine(home, "secret"));
    }

    [Fact]
    public void Themes_and_keys_change_the_defaults()
    {
        ClientSettings settings = SettingsText.Read("""
            {
              "theme": "mine",
              "themes": { "mine": { "base": "light", "colors": { "mention": 208, "nicks": ["red", "#0000ff"] } } },
              "keys": { "Ctrl-T": "transpose-chars", "f4": "none" },
              "selection-keys": { "x": "redact" },
            }
            """);
        settings.ThemeFor(isDark: true).Should().BeEquivalentTo(
            Theme.Light with { Mention = Color.Palette(208), Nicks = [Color.Palette(1), Color.Rgb(0, 0, 255)] });
        settings.Keys.Changes.Select(each => $"{each.Chord} {each.Action}").Should().Equal("ctrl-t TransposeChars", "f4 ");
        settings.SelectionKeys.Changes.Select(each => $"{each.Chord} {each.Action}").Should().Equal("x Redact");
    }

    [Fact]
    public void A_name_to_ignore_becomes_a_mask() => SettingsText.Read("""{ "ignore": ["mallory", "*.example.org", "a!b@c"] }""")
        .Ignore.Should().Equal("mallory!*@*", "*!*@*.example.org", "a!b@c");

    [Fact]
    public void An_editor_s_schema_is_no_error() => SettingsText.Read("""{ "$schema": "x.json" }""").Theme.Should().Be("auto");

    private static string Text(Setting<ClientSettings> row, ClientSettings settings) =>
        SettingsJson.Member(row, settings, showSecrets: true, "");
}
