using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Settings;

public sealed class ThemeTests
{
    // Black, and the backgrounds of VS Code, One Dark, Dracula and Solarized; white and those of GNOME Terminal, Solarized and Gruvbox.
    private static readonly string[] DarkBackgrounds = ["#000000", "#1e1e1e", "#282c34", "#282a36", "#002b36"];
    private static readonly string[] LightBackgrounds = ["#ffffff", "#f6f5f4", "#fdf6e3", "#fbf1c7"];

    [Fact]
    public void The_dark_theme_is_readable() => Unreadable(Theme.Dark, DarkBackgrounds).Should().BeEmpty();

    [Fact]
    public void The_light_theme_is_readable() => Unreadable(Theme.Light, LightBackgrounds).Should().BeEmpty();

    [Fact]
    public void Contrast_is_WCAG_s()
    {
        Contrast(Parse("#000000"), Parse("#ffffff")).Should().BeApproximately(21, 0.001);
        Contrast(Parse("#777777"), Parse("#ffffff")).Should().BeApproximately(4.48, 0.01);
    }

    [Fact]
    public void A_nickname_keeps_its_color_whatever_its_case()
    {
        Theme.Dark.NickColor("Alice").Should().Be(Theme.Dark.NickColor("alice"));
        Enumerable.Range(0, 200).Select(number => Theme.Dark.NickColor($"nick{number}")).Distinct().Should()
            .BeEquivalentTo(Theme.Dark.Nicks, "every colour is used");
    }

    [Fact]
    public void A_role_sets_what_it_gets() => ThemeRole.All.Should().OnlyContain(role =>
        role.Get(role.Set(Theme.Dark, Color.Palette(99))) == Color.Palette(99));

    // The terminal's own text colour is the terminal's business.
    private static IEnumerable<string> Unreadable(Theme theme, string[] backgrounds)
    {
        var texts = ThemeRole.All.Where(role => role.Name != "border" && !ThemeRole.Behind.Contains(role.Name))
            .Select(role => (role.Name, Color: role.Get(theme)))
            .Concat(theme.Nicks.Select(color => (Name: ThemeRole.Nicks, Color: color)))
            .Where(text => !text.Color.IsDefault);
        return from text in texts
               from background in backgrounds.Select(Parse).Append(theme.Selection)
               let contrast = Contrast(text.Color, background)
               where contrast < 4.5
               select $"{text.Name} {ColorText.Format(text.Color)} on {ColorText.Format(background)}: {contrast:0.00}";
    }

    // WCAG 2.2: "contrast ratio" and "relative luminance".
    private static double Contrast(Color one, Color other)
    {
        double[] luminances = [Luminance(one), Luminance(other)];
        return (luminances.Max() + 0.05) / (luminances.Min() + 0.05);
    }

    private static double Luminance(Color color) =>
        (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

    private static double Linear(int level) =>
        level / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static Color Parse(string text)
    {
        ColorText.TryParse(text, out Color color).Should().BeTrue();
        return color;
    }
}
