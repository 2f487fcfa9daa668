using ChatSockets.Client.Screen;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

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

    [Fact]
    public void A_flood_of_mentions_rings_once_a_second()
    {
        var clock = TestClock.Start();
        using var terminal = new CountingTerminal();
        var notifier = new Notifier(terminal, NotifyMode.Bell, clock);
        for (int i = 0; i < 100; i++) notifier.Notify("bob", "alice!", isFocused: false);
        terminal.Writes.Should().Be(1);
        clock.Advance(TimeSpan.FromSeconds(1));
        notifier.Notify("bob", "alice!", isFocused: false);
        terminal.Writes.Should().Be(2);
    }

    private sealed class CountingTerminal : ITerminal
    {
        public int Writes { get; private set; }

        public (int Height, int Width) Size => (24, 80);

        public void Start()
        {
        }

        public void Enter()
        {
        }

        public void Leave()
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Writes++;

        public void Suspend()
        {
        }

        public void Dispose()
        {
        }
    }

    private static Func<string, string?> Variables(string environment) => name =>
        environment.Split(' ').Select(each => each.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1];
}
