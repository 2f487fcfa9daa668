using ChatSockets.Client.Screen;
using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Screen;

public sealed class NotifierTests
{
    [Theory]
    [InlineData("TERM=xterm-kitty", NotifyMode.Osc99)]
    [InlineData("TERM_PROGRAM=WezTerm", NotifyMode.Osc9)]
    [InlineData("TERM=foot", NotifyMode.Osc777)]
    [InlineData("TERM=xterm-256color", NotifyMode.Bell)]
    [InlineData("TERM=xterm-kitty TMUX=/tmp/x", NotifyMode.Bell)]
    public void The_terminal_is_told_as_it_understands(string environment, object mode) =>
        Notifier.Resolve(NotifyMode.Auto, Variables(environment)).Should().Be((NotifyMode)mode);

    [Fact]
    public void What_the_settings_say_counts() =>
        Notifier.Resolve(NotifyMode.None, Variables("TERM=xterm-kitty")).Should().Be(NotifyMode.None);

    private static Func<string, string?> Variables(string environment) => name =>
        environment.Split(' ').Select(each => each.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1];
}
