using System.Text;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;

namespace ChatSockets.Client.Tests.Settings.Files;

public sealed class SettingsFileTests : IDisposable
{
    private static readonly NetworkSettings Home = new()
    {
        Name = "home",
        Address = new ServerAddress("localhost", 5000),
        Rooms = [new("#a", "k")],
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_cannot_be_read()
    {
        string path = _folder.File("none.json");
        LoadedSettings loaded = SettingsFile.Load(path);
        loaded.Errors.Should().Equal(
            new SettingsError(path, $"The settings cannot be read: Could not find file '{path}'.", IsUnreadable: true));
    }

    [Fact]
    public void A_file_may_begin_with_a_byte_order_mark() =>
        SettingsFile.Parse("x", [.. Encoding.UTF8.Preamble, .. """{ "mouse": false }"""u8]).Settings.Mouse.Should().BeFalse();

    [Fact]
    public void Every_setting_that_is_in_the_file_has_its_place() =>
        SettingsText.Load("{\n  \"mouse\": false }").Origins.Should().Equal(
            new Dictionary<string, string> { ["mouse"] = "chat.json:2:12" });

    [Fact]
    public void A_new_file_is_private_and_has_the_defaults()
    {
        string path = _folder.File("new", "chat.json");
        SettingsFile.WriteDefault(path).Should().BeTrue();
        LoadedSettings loaded = SettingsFile.Load(path);
        loaded.Errors.Should().BeEmpty();
        loaded.Origins.Should().BeEmpty();
        Directory.GetFiles(_folder.File("new")).Should().Equal(path);
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_folder.File("new")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_file_that_is_there_stays_as_it_is()
    {
        string path = _folder.Write("chat.json", "mine");
        SettingsFile.WriteDefault(path).Should().BeFalse();
        File.ReadAllText(path).Should().Be("mine");
    }

    [Fact]
    public void A_network_is_added_to_a_new_file_in_its_place()
    {
        string path = _folder.File("chat.json");
        SettingsFile.AddNetwork(path, Home).Should().BeNull();
        SettingsFile.AddNetwork(path, Home with { Name = "work" }).Should().BeNull();
        SettingsFile.Load(path).Settings.Networks.Should().BeEquivalentTo([Home, Home with { Name = "work" }]);
        string expected = SettingsReference.Text().Replace("  // \"networks\": [],\n", """
              "networks": [
                {
                  "name": "home",
                  "address": "localhost:5000",
                  "rooms": [
                    "#a,k"
                  ],
                  "autoconnect": true
                },
                {
                  "name": "work",
                  "address": "localhost:5000",
                  "rooms": [
                    "#a,k"
                  ],
                  "autoconnect": true
                }
              ],

            """, StringComparison.Ordinal);
        File.ReadAllText(path).Should().Be(expected);
    }

    [Fact]
    public void A_file_with_an_error_is_not_changed()
    {
        string path = _folder.Write("chat.json", "{ \"mose\": 1 }");
        SettingsFile.AddNetwork(path, Home).Should().Be("home was not added, because the settings have an error. "
            + $"{path}:1:3: \"mose\" is not a setting. Did you mean mouse?");
        File.ReadAllText(path).Should().Be("{ \"mose\": 1 }");
    }

    [Fact]
    public void A_name_is_not_added_twice()
    {
        string path = _folder.File("chat.json");
        SettingsFile.AddNetwork(path, Home).Should().BeNull();
        SettingsFile.AddNetwork(path, Home with { Name = "Home" }).Should()
            .Be($"Home was not added, because {path} has a network of this name. Choose another name.");
    }

    [Fact]
    public void A_network_that_could_not_be_read_back_is_not_added()
    {
        string path = _folder.Write("chat.json", "{}");
        SettingsFile.AddNetwork(path, Home with { Nick = "two words" }).Should().Be("home was not added. 'two words' is not a nickname: "
            + "1 to 32 letters, digits and -_[]{}\\|^`, not beginning with a digit or -.");
        File.ReadAllText(path).Should().Be("{}");
    }

    [Fact]
    public void A_link_and_a_mode_survive_a_change()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        string path = _folder.Write("chat.json", "{}", mode), link = _folder.File("link.json");
        File.CreateSymbolicLink(link, path);
        SettingsFile.AddNetwork(link, Home).Should().BeNull();
        File.ResolveLinkTarget(link, false)!.FullName.Should().Be(path);
        SettingsFile.Load(path).Settings.Networks.Should().ContainSingle();
        File.GetUnixFileMode(path).Should().Be(mode);
    }
}
