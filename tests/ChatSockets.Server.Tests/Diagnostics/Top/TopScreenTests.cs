using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Server.Diagnostics.Top;

namespace ChatSockets.Server.Tests.Diagnostics.Top;

public sealed class TopScreenTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(80, 24)]
    [InlineData(40, 10)]
    [InlineData(200, 50)]
    [InlineData(20, 5)]
    [InlineData(1, 1)]
    public void Every_line_is_as_wide_as_the_terminal_and_there_are_as_many_as_it_has(int width, int height)
    {
        foreach (TopPanels panels in Enum.GetValues<TopPanels>())
        {
            IReadOnlyList<string> lines = Screen(30).Draw(new TopView { Panels = panels }, width, height);
            lines.Should().HaveCount(height);
            lines.Should().OnlyContain(line => TopFormat.WidthOf(line) == width);
        }
    }

    [Fact]
    public void What_happened_is_told_by_the_second()
    {
        string text = string.Join('\n', Screen(1).Draw(new TopView(), 100, 24));
        text.Should().Contain("lines/s in 50 out 1.0k").And.Contain("commits/s 10").And.Contain("cpu 25% of 200%").And.Contain("users 3");
        text.Should().MatchRegex("#room +2 +4 ");
    }

    [Fact]
    public void On_a_narrow_terminal_the_less_important_columns_go()
    {
        string wide = Screen(1).Draw(new TopView(), 200, 24)[5], narrow = Screen(1).Draw(new TopView(), 40, 24)[2];
        wide.Should().Contain("ACCOUNT").And.Contain("LAST");
        narrow.TrimEnd().Should().MatchRegex("^NICK +IDLE +IN +OUT +LAG$");
    }

    [Fact]
    public void A_low_terminal_shows_the_rooms_alone_when_asked()
    {
        Screen(30).Draw(new TopView(), 40, 10).Should().NotContain(line => line.StartsWith("ROOM", StringComparison.Ordinal));
        IReadOnlyList<string> rooms = Screen(30).Draw(new TopView { Panels = TopPanels.Rooms }, 40, 10);
        rooms[2].Should().StartWith("ROOM");
        rooms[3].Should().StartWith("#room");
    }

    [Fact]
    public void The_last_line_names_the_order_and_what_was_left_out()
    {
        Screen(1).Draw(new TopView { Order = ConnectionOrder.Lag, IsReversed = true }, 80, 24)[^1].Should()
            .StartWith("by lag reversed (+7 more)  q quit");
    }

    [Theory]
    [InlineData(ConnectionOrder.Sent, "b,c,a")]
    [InlineData(ConnectionOrder.Received, "a,b,c")]
    [InlineData(ConnectionOrder.Outbox, "c,a,b")]
    [InlineData(ConnectionOrder.Lag, "a,c,b")]
    [InlineData(ConnectionOrder.Idle, "b,a,c")]
    [InlineData(ConnectionOrder.Age, "c,b,a")]
    [InlineData(ConnectionOrder.Nickname, "a,b,c")]
    public void Connections_are_sorted(object order, string expected)
    {
        ConnectionSnapshot[] connections =
        [
            Connection("a", received: 9, sent: 1, outbox: 2, lag: 5, idle: 2, age: 1),
            Connection("b", received: 5, sent: 9, outbox: 1, lag: null, idle: 1, age: 2),
            Connection("c", received: 1, sent: 5, outbox: 9, lag: 1, idle: 3, age: 3),
        ];
        string Names(bool isReversed) => string.Join(',', SnapshotSource.Ordered(connections, new SnapshotRequest
        {
            Order = (
            ConnectionOrder)order,
            IsReversed = isReversed
        })
            .Select(one => one.Nickname));
        Names(isReversed: false).Should().Be(expected);
        Names(isReversed: true).Should().Be(string.Concat(expected.Reverse()));
    }

    [Fact]
    public void Keys_change_the_view()
    {
        var view = new TopView();
        view.Press('l').Order.Should().Be(ConnectionOrder.Lag);
        view.Press('N').Order.Should().Be(ConnectionOrder.Nickname);
        view.Press('r').IsReversed.Should().BeTrue();
        view.Press('r').Press('l').IsReversed.Should().BeFalse();
        view.Press('\t').Panels.Should().Be(TopPanels.Rooms);
        view.Press('\t').Press('\t').Press('\t').Should().Be(view);
        view.Press('x').Should().Be(view);
        view.Press('q').IsOver.Should().BeTrue();
    }

    [Theory]
    [InlineData("alice", 8, "alice   ")]
    [InlineData("alice", 3, "al…")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日… ")]
    [InlineData("a\e[2Jb", 8, "a?[2Jb  ")]
    [InlineData("a\u202Eb", 3, "a?b")]
    [InlineData("x", 0, "")]
    public void A_text_is_cut_or_filled_to_its_cells(string text, int width, string expected) => TopFormat.Fit(text, width).Should().Be(
        expected);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.24, "0.2")]
    [InlineData(999, "999")]
    [InlineData(1000, "1.0k")]
    [InlineData(99_960, "100k")]
    [InlineData(12_345_678, "12.3M")]
    [InlineData(5e15, "5000T")]
    public void Amounts_are_short(double value, string expected) => TopFormat.Amount(value).Should().Be(expected);

    [Theory]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m")]
    [InlineData(7200, "2h")]
    [InlineData(200_000, "2d")]
    public void Times_are_short(double seconds, string expected) => TopFormat.Time(seconds).Should().Be(expected);

    private static TopScreen Screen(int connections) => new(At(Time, 1000, 10_000, 100, 1, 10, connections), At(Time.AddSeconds(2), 1100,
        12_000, 120, 1.5, 18, connections));

    private static Snapshot At(DateTimeOffset time, long received, long sent, long commits, double cpu, long lines, int connections) => new(
        new ServerSnapshot
        {
            Name = "chat.local",
            Version = "1.0.0",
            Process = 42,
            Time = time,
            UptimeSeconds = 100,
            Connections = connections,
            ConnectionLimit = 500,
            Users = 3,
            Rooms = 1,
            LinesReceived = received,
            LinesSent = sent,
            BytesReceived = 0,
            BytesSent = 0,
            Commits = commits,
            CommitsFailed = 0,
            RowsWaiting = 0,
            CpuSeconds = cpu,
            Processors = 2,
            MemoryBytes = 1_000_000,
            Threads = 9,
            OutboxBytes = 0,
        },
        [.. Enumerable.Range(0, connections).Select(number => Connection($"nick{number}", 1, 2, 3, 4, 5, 6))],
        [new RoomSnapshot { Name = "#room", Members = 2, Lines = lines }],
        new SnapshotEnd(7, 0));

    private static ConnectionSnapshot Connection(string nickname, long received, long sent, long outbox, double? lag, double idle,
        int age) => new()
        {
            Nickname = nickname,
            Account = null,
            Address = "127.0.0.1",
            Dialect = "irc",
            IsSecure = true,
            ConnectedAt = Time.AddSeconds(-age),
            IdleSeconds = idle,
            BytesReceived = received,
            BytesSent = sent,
            OutboxBytes = outbox,
            LagSeconds = lag,
            LastCommand = "PRIVMSG",
        };
}
