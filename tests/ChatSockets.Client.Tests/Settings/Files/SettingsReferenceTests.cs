using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Tests.Settings.Files;

public sealed class SettingsReferenceTests
{
    [Fact]
    public void Every_setting_is_there_once_with_its_default()
    {
        string text = SettingsReference.Text();
        foreach (Setting<ClientSettings> setting in SettingsTable.All)
            text.Split(SettingsReference.Default(setting)).Should().HaveCount(2, setting.Name);
    }

    [Fact]
    public void A_default_that_loses_its_comment_marks_is_a_setting()
    {
        string text = SettingsReference.Text();
        foreach (Setting<ClientSettings> setting in SettingsTable.All)
        {
            string lines = SettingsReference.Default(setting);
            text = text.Replace(lines, lines.Replace("  // ", "  "), StringComparison.Ordinal);
        }
        SettingsText.Load(text).Origins.Keys.Should().Equal(SettingsTable.All.Select(setting => setting.Name));
    }

    [Fact]
    public void A_setting_looks_like_this() => SettingsReference.Text().Should().Contain("""

          // The log of what is said, as files of text.
          //   enabled  Whether messages are written down.
          //   folder   Where; the folder "logs" of the client's state folder if it is left out.
          // Example: { "enabled": true, "folder": "~/chat-logs" }
          // "log": {
          //   "enabled": false
          // },

        """);
}
