using ChatSockets.Client.Settings.Files;

namespace ChatSockets.Client.Tests.Settings.Files;

public sealed class SettingsPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void On_unix_it_is_in_the_folders_of_the_xdg_specification()
    {
        Find().Should()
            .Be(new SettingsPlace(In(".config", "chatsockets", "chat-client.json"), In(".local", "state", "chatsockets"), false));
        _variables["XDG_CONFIG_HOME"] = In("c");
        _variables["XDG_STATE_HOME"] = In("s");
        Find().Should().Be(new SettingsPlace(In("c", "chatsockets", "chat-client.json"), In("s", "chatsockets"), false));
    }

    [Fact]
    public void A_relative_folder_is_ignored_as_the_specification_says()
    {
        _variables["XDG_CONFIG_HOME"] = "relative";
        Find().File.Should().Be(In(".config", "chatsockets", "chat-client.json"));
    }

    [Fact]
    public void On_windows_it_is_in_the_folders_for_applications()
    {
        _variables["APPDATA"] = In("roaming");
        _variables["LOCALAPPDATA"] = In("local");
        Find(isWindows: true).Should()
            .Be(new SettingsPlace(In("roaming", "ChatSockets", "chat-client.json"), In("local", "ChatSockets"), false));
    }

    [Fact]
    public void The_option_counts_more_than_the_variable()
    {
        _variables["CHAT_CLIENT_CONFIG"] = In("a.json");
        Find().Should().Be(new SettingsPlace(In("a.json"), In(".local", "state", "chatsockets"), true));
        Find("b.json").File.Should().Be(Path.GetFullPath("b.json"));
        _variables["CHAT_CLIENT_CONFIG"] = "";
        Find().IsExplicit.Should().BeFalse();
    }

    [Fact]
    public void A_file_that_nobody_named_need_not_be_there()
    {
        Find().Load().Errors.Should().BeEmpty();
        Find(In("none.json")).Load().Errors.Should().ContainSingle().Which.IsUnreadable.Should().BeTrue();
    }

    [Fact]
    public void The_state_folder_is_private()
    {
        SettingsPlace place = Find();
        place.MakeStateFolder();
        place.MakeStateFolder();
        Directory.Exists(place.StateFolder).Should().BeTrue();
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(place.StateFolder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private SettingsPlace Find(string? option = null, bool isWindows = false) =>
        SettingsPlace.Find(option, _variables.GetValueOrDefault, isWindows, _folder.File());

    private string In(params string[] names) => _folder.File(names);
}
