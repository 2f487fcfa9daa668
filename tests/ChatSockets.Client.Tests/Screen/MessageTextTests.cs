using ChatSockets.Client.Screen;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Screen;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\u0002b\u0002c", "a [Bold:b] c")]
    [InlineData("\u001Di\u001Fu\u000Fn", "[Italic:i] [Italic, Underline:u] n")]
    [InlineData("\u000304red\u0003 off", "[4:red]  off")]
    [InlineData("\u00034,12x", "[1/12:x]")]
    [InlineData("\u0004ff8000x\u0004y", "[ff8000:x] y")]
    [InlineData("see https://example.org/a_(b). ok", "see  <https://example.org/a_(b)> . ok")]
    [InlineData("(https://example.org/x)", "( <https://example.org/x> )")]
    [InlineData("x://y ://", "x://y ://")]
    [InlineData("\e[31mx\u0007", "[31mx")]
    public void Codes_become_styles_and_addresses_links(string text, string expected)
    {
        List<StyledRun> runs = MessageText.Parse(text, default, default);
        string.Join(' ', runs.Select(Describe)).Should().Be(expected.Replace("[4:", "[1:", StringComparison.Ordinal));
    }

    private static string Describe(StyledRun run)
    {
        if (run.Link is not null) return $"<{run.Text}>";
        var names = new List<string>();
        if (run.Style.Attributes != 0) names.Add(run.Style.Attributes.ToString());
        Color front = run.Style.Foreground, back = run.Style.Background;
        if (!front.IsDefault || !back.IsDefault) names.Add(Name(front) + (back.IsDefault ? "" : "/" + Name(back)));
        return names.Count == 0 ? run.Text : $"[{string.Join(' ', names)}:{run.Text}]";
    }

    private static string Name(Color color) => color.IsPalette ? $"{color.Index}" : $"{color.Red:x2}{color.Green:x2}{color.Blue:x2}";
}
