using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Settings;

public sealed class ClientSettingsTests
{
    [Fact]
    public void The_automatic_theme_follows_the_background()
    {
        var settings = new ClientSettings();
        settings.ThemeFor(isDark: true).Should().BeSameAs(Theme.Dark);
        settings.ThemeFor(isDark: false).Should().BeSameAs(Theme.Light);
    }

    [Fact]
    public void A_chosen_theme_does_not_follow_the_background()
    {
        (new ClientSettings() with { Theme = "dark" }).ThemeFor(isDark: false).Should().BeSameAs(Theme.Dark);
        (new ClientSettings() with { Theme = "light" }).ThemeFor(isDark: true).Should().BeSameAs(Theme.Light);
    }

    [Fact]
    public void A_theme_of_the_file_is_its_base_with_other_colors()
    {
        var mine = new ThemeSettings
        {
            Name = "mine",
            IsDark = false,
            Colors = [new("link", Color.Palette(4))],
            Nicks = [Color.Palette(1)],
        };
        var settings = new ClientSettings { Theme = "mine", Themes = [mine] };
        settings.ThemeFor(isDark: true).Should().Be(Theme.Light with { Link = Color.Palette(4), Nicks = mine.Nicks });
    }
}
