using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>
/// What the flood gate does to real connections: here loopback is not exempt, eight commands may come at once, and then one a second.
/// </summary>
public sealed class FloodControlTests
{
    private const int Burst = 8;

    private static readonly string[] Many = [.. Enumerable.Range(0, 3 * Burst).Select(i => $"PRIVMSG #room :{i}")];

    [Fact]
    public async Task The_burst_passes_and_then_a_line_for_each_second_of_the_clock()
    {
        await using Chat chat = await StartAsync();
        (TestClient alice, TestClient bob) = await RestedPairAsync(chat);
        await alice.SendAsync(Many);
        for (int i = 0; i < Burst; i++) (await bob.NextAsync()).Should().Be(Message(i));
        for (int i = Burst; i < Many.Length; i++)
        {
            (await bob.SyncAsync()).Should().BeEmpty();
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
            (await bob.NextAsync()).Should().Be(Message(i));
        }
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_goodbye_is_reached_in_its_turn()
    {
        await using Chat chat = await StartAsync();
        (TestClient alice, TestClient bob) = await RestedPairAsync(chat);
        await alice.SendAsync([.. Many, "QUIT :done"]);
        for (int i = 0; i < Burst; i++) (await bob.NextAsync()).Should().Be(Message(i));
        await HearTheRestAsync(chat, bob);
        (await bob.SyncAsync()).Should().BeEmpty();
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        (await bob.NextAsync()).Should().Be($":{Source("alice")} QUIT :Quit: done");
    }

    [Fact]
    public async Task What_somebody_said_who_has_gone_since_is_still_said()
    {
        await using Chat chat = await StartAsync();
        (TestClient alice, TestClient bob) = await RestedPairAsync(chat);
        await alice.SendAsync(Many);
        alice.Dispose();
        for (int i = 0; i < Burst; i++) (await bob.NextAsync()).Should().Be(Message(i));
        await HearTheRestAsync(chat, bob);
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        (await bob.NextAsync()).Should().Be($":{Source("alice")} QUIT :Connection closed");
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(300, 400)]
    public async Task But_not_for_hours(int lines, int length)
    {
        await using Chat chat = await StartAsync(rate: 0.01);
        TestClient bob = await chat.JoinAsync("bob");
        TestClient alice = await RestedAliceAsync(chat);
        await alice.SendAsync("JOIN #room");
        await alice.ExpectAsync("* 366 alice #room *");
        await bob.ExpectAsync("* JOIN #room");
        await alice.SendAsync([.. Enumerable.Repeat("NOTICE #room :" + new string('x', length), lines)]);
        alice.Dispose();
        for (int i = 0; i < Burst - 1; i++) await bob.ExpectAsync("* NOTICE *");
        string gone = $":{Source("alice")} QUIT :Ping timeout: 180 seconds";
        var heard = new List<string>();
        while (!heard.Contains(gone) && heard.Count < lines)
        {
            // As long as it takes Bob to have another question.
            chat.Clock.Advance(TimeSpan.FromSeconds(100));
            heard.AddRange(await bob.SyncAsync());
        }
        heard.Should().Contain(gone).And.HaveCountLessThan(lines - Burst);
    }

    [Fact]
    public async Task Whoever_waits_and_does_not_answer_the_ping_is_gone()
    {
        await using Chat chat = await StartAsync(rate: 0.001);
        TestClient alice = await ThrottledAliceAsync(chat);
        chat.Clock.Advance(TimeSpan.FromSeconds(120));
        (await alice.NextAsync("a PING")).Should().Be("PING :chat.local");
        chat.Clock.Advance(TimeSpan.FromSeconds(60));
        (await alice.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Ping timeout: 180 seconds)");
    }

    [Fact]
    public async Task Whoever_waits_and_answers_is_there_though_the_answer_waits_too()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync(options => Limited(options, rate: 0.001) with { WriteLanes = 1 });
        TestClient alice = await ThrottledAliceAsync(chat);
        TestClient bob = await chat.RegisterAsync("bob");
        await alice.SendAsync("PONG chat.local");
        for (int i = 0; i < 5; i++)
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(120));
            (await alice.NextAsync("a PING")).Should().Be("PING :chat.local");
            // So that the lane knows, too, that it was sent: Bob's answer comes by the same one.
            await bob.SyncAsync();
        }
    }

    [Fact]
    public async Task Whoever_does_not_get_round_to_registering_in_time_is_told_so()
    {
        await using Chat chat = await StartAsync(rate: 0.001);
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync([.. Enumerable.Repeat("PING x", Burst + 5)]);
        for (int i = 0; i < Burst; i++) await client.ExpectAsync("* PONG *");
        chat.Clock.Advance(TimeSpan.FromSeconds(60));
        (await client.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Registration timed out)");
    }

    [Fact]
    public async Task Whoever_waits_is_told_at_once_when_the_server_stops()
    {
        // Nobody looks at the clock here: it is the stopping that wakes.
        await using Chat chat = await Chat.StartAsync(options => Limited(options, rate: 0.001));
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.SendAsync([.. Enumerable.Repeat("PING x", 2 * Burst)]);
        for (int i = 0; i < Burst - 1; i++) await alice.ExpectAsync("* PONG *");
        await chat.Server.StopAsync().WithinDeadlineAsync("the server to stop");
        (await alice.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (The server is shutting down)");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_network_is_trusted_or_flood_control_is_off_nobody_waits(bool isTrusted)
    {
        await using Chat chat = await Chat.StartAsync(options => isTrusted
            ? options with { FloodBurst = Burst, FloodRate = 0.001 }
            : options with { FloodBurst = 0, ExemptNetworks = [] });
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync([.. Enumerable.Repeat(Many, 20).SelectMany(line => line)]);
        (await bob.SyncAsync()).Should().HaveCount(20 * Many.Length);
    }

    [Fact]
    public async Task A_person_in_line_mode_is_held_back_too_and_told_when_it_takes_long()
    {
        await using Chat chat = await StartAsync(rate: 0.01);
        TestClient bob = await chat.JoinAsync("bob", "#lobby");
        TestClient carol = await chat.ConnectAsync();
        await carol.SendAsync("carol");
        await bob.ExpectAsync("* JOIN #lobby");
        await carol.ExpectAsync("*#lobby*");
        await carol.SendAsync([.. Enumerable.Range(0, Burst + 2).Select(i => $"{i}")]);
        for (int i = 0; i < Burst; i++) (await bob.NextAsync()).Should().Be($":{Source("carol")} PRIVMSG #lobby :{i}");
        (await bob.SyncAsync()).Should().BeEmpty();
        chat.Clock.Advance(TimeSpan.FromSeconds(100));
        (await bob.NextAsync()).Should().Be($":{Source("carol")} PRIVMSG #lobby :{Burst}");
        chat.Clock.Advance(TimeSpan.FromSeconds(20));
        await carol.ExpectAsync("That was a lot at once: what you typed goes out line by line.");
    }

    [Fact]
    public async Task A_client_that_comes_in_and_asks_about_a_dozen_rooms_waits_for_nothing()
    {
        // With the limits as they are by default, and a clock that stands still.
        await using Chat chat = await Chat.StartAsync(options => options with { ExemptNetworks = [] });
        TestClient alice = await chat.ConnectAsync();
        await alice.SendAsync("CAP LS 302", "NICK alice", "USER alice 0 * :Alice");
        await alice.SendAsync("CAP REQ :server-time", "CAP REQ :message-tags", "CAP REQ :multi-prefix", "CAP REQ :echo-message", "CAP END");
        await alice.ExpectAsync("* 001 alice *");
        string[] rooms = [.. Enumerable.Range(0, 12).Select(i => $"#room{i}")];
        await alice.SendAsync([.. rooms.Select(room => $"JOIN {room}")]);
        await alice.SendAsync([.. rooms.SelectMany(room => new[] { $"MODE {room}", $"WHO {room}" })]);
        foreach (string room in rooms) await alice.ExpectAsync($"* 315 alice {room} :End of WHO list");
    }

    [Theory]
    [InlineData("NICK alice", 4)]
    [InlineData("LIST", 3)]
    [InlineData("WHO *", 3)]
    [InlineData("WHO #room", 1)]
    [InlineData("PRIVMSG #room :x", 1)]
    [InlineData("PRIVMSG #room,bob,bob :x", 3)]
    [InlineData("NAMES #room,#room", 2)]
    [InlineData("NOSUCHCOMMAND", 1)]
    [InlineData("\u0007", 1)]
    [InlineData("", 1)]
    public async Task A_line_costs_what_it_makes_the_server_and_others_do(string line, int cost)
    {
        await using Chat chat = await StartAsync(rate: 0.01);
        await chat.JoinAsync("bob");
        TestClient alice = await RestedAliceAsync(chat);
        await alice.SendAsync([line, .. Enumerable.Range(0, Burst).Select(i => $"PING {i}")]);
        await alice.ExpectAsync($"* PONG chat.local :{Burst - cost - 1}");
        // The next answer comes with the next token.
        chat.Clock.Advance(TimeSpan.FromSeconds(99));
        await alice.SendAsync("PONG x");
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        (await alice.NextAsync()).Should().Be($":chat.local PONG chat.local :{Burst - cost}");
    }

    private static Task<Chat> StartAsync(double rate = 1) => Chat.StartWithDeadlinesAsync(options => Limited(options, rate));

    private static ServerOptions Limited(ServerOptions options, double rate) =>
        options with { ExemptNetworks = [], FloodBurst = Burst, FloodRate = rate };

    // Both have a full bucket.
    private static async Task<(TestClient Alice, TestClient Bob)> RestedPairAsync(Chat chat)
    {
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.Clock.Advance(TimeSpan.FromSeconds(Burst));
        return (alice, bob);
    }

    // A full bucket without turning the clock: that is what registering gives.
    private static async Task<TestClient> RestedAliceAsync(Chat chat)
    {
        TestClient alice = await chat.ConnectAsync();
        await alice.SendAsync("NICK alice", "USER alice 0 * :alice the tester");
        await alice.ExpectAsync("* 422 alice *");
        return alice;
    }

    // All of its burst is used up, and more lines wait to be handled.
    private static async Task<TestClient> ThrottledAliceAsync(Chat chat)
    {
        TestClient alice = await RestedAliceAsync(chat);
        await alice.SendAsync([.. Enumerable.Repeat("PING x", 2 * Burst)]);
        for (int i = 0; i < Burst; i++) await alice.ExpectAsync("* PONG *");
        return alice;
    }

    private static async Task HearTheRestAsync(Chat chat, TestClient bob)
    {
        for (int i = Burst; i < Many.Length; i++)
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
            (await bob.NextAsync()).Should().Be(Message(i));
        }
    }

    private static string Message(int i) => $":{Source("alice")} PRIVMSG #room :{i}";
}
