using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Transport;

public sealed class ConnectionTests
{
    private static readonly byte[] Dialogue = Utf8("CAP LIST\r\nNICK a\nPING \u00E9\r\nQUIT :x\r\n");

    private static readonly string[] Answer =
    [
        ":chat.local CAP * LIST :",
        ":chat.local PONG chat.local :\u00E9",
        "ERROR :Closing Link: 127.0.0.1 (Quit: x)",
    ];

    [Fact]
    public async Task A_dialogue_that_comes_byte_by_byte_is_understood()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendByteByByteAsync(Dialogue);
        (await client.ReadToEndAsync()).Should().Equal(Answer);
    }

    [Fact]
    public async Task A_dialogue_is_understood_however_it_is_cut_in_three()
    {
        await using Chat chat = await Chat.StartAsync();
        for (int first = 1; first < Dialogue.Length; first++)
        {
            for (int second = first; second < Dialogue.Length; second++)
            {
                using TestClient client = await TestClient.ConnectAsync(chat.Server.EndPoints[0]);
                await client.SendBytesAsync(Dialogue.AsMemory(0, first));
                await client.SendBytesAsync(Dialogue.AsMemory(first, second - first));
                await client.SendBytesAsync(Dialogue.AsMemory(second));
                (await client.ReadToEndAsync()).Should().Equal(Answer, "it was cut at {0} and {1}", first, second);
            }
        }
    }

    [Fact]
    public async Task Whoever_does_not_register_in_time_is_told_so()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync();
        TestClient client = await chat.ConnectAsync();
        await client.AskAsync("NICK alice");
        chat.Clock.Advance(TimeSpan.FromSeconds(60));
        (await client.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Registration timed out)");
    }

    [Fact]
    public async Task Whoever_is_silent_is_sent_a_ping_and_may_answer_with_anything()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        for (int i = 0; i < 3; i++)
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(120));
            (await alice.NextAsync("a PING")).Should().Be("PING :chat.local");
            (await alice.AskAsync("PONG chat.local")).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Whoever_does_not_answer_the_ping_is_gone_and_the_others_see_why()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.Clock.Advance(TimeSpan.FromSeconds(120));
        await bob.ExpectAsync("PING *");
        await alice.ExpectAsync("PING *");
        await alice.SyncAsync();
        chat.Clock.Advance(TimeSpan.FromSeconds(60));
        (await bob.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Ping timeout: 180 seconds)");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :Ping timeout: 180 seconds");
    }

    [Fact]
    public async Task A_person_in_line_mode_may_be_silent_for_ever()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync();
        TypedClient alice = await chat.TypeAsync("alice");
        TestClient witness = await chat.RegisterAsync("witness");
        for (int day = 0; day < 3; day++)
        {
            chat.Clock.Advance(TimeSpan.FromDays(1));
            await witness.ExpectAsync("PING *");
            await witness.SyncAsync();
        }
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_peer_that_hangs_up_is_gone_for_everybody()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        bob.Dispose();
        (await alice.NextAsync("a QUIT")).Should().Be($":{Source("bob")} QUIT :Connection closed");
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "the connection to be counted out");
    }

    [Fact]
    public async Task A_peer_that_crashes_is_gone_for_everybody()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        bob.Reset();
        (await alice.NextAsync("a QUIT")).Should().StartWith($":{Source("bob")} QUIT :Connection lost (");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_thrown_on_a_clients_thread_ends_that_connection_and_no_other(bool isOutOfMemory)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        bool isThrown = false;
        chat.Clock.LookedAt = () =>
        {
            if (Thread.CurrentThread.Name != "client 1" || isThrown) return;
            isThrown = true;
            throw isOutOfMemory ? new InsufficientMemoryException("on purpose") : new InvalidOperationException("on purpose");
        };
        await alice.SendAsync("PING x");
        (await alice.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Internal error)");
        (await bob.ExpectAsync("* QUIT *")).Should().EndWith(" QUIT :Internal error");
        chat.Log.TakeErrors().Should().ContainSingle().Which.Should()
            .Contain("A connection ends").And.Contain("on the thread \"client 1\"");
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "alice to be counted out");
        await chat.JoinAsync("alice");
    }

    [Fact]
    public async Task A_departure_that_fails_half_way_is_completed_and_the_nickname_is_free()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        int looks = 0;
        // It looks when the line is heard, and then when the departure is noted.
        chat.Clock.LookedAt = () =>
        {
            if (Thread.CurrentThread.Name == "client 1"
                && chat.Server.Sessions.Any(session => session.CloseReason is not null) && looks++ == 0)
                throw new InvalidOperationException("on purpose");
        };
        await alice.SendAsync("QUIT :bye");
        (await alice.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Quit: bye)");
        (await bob.ExpectAsync("* QUIT *")).Should().EndWith(" QUIT :Quit: bye");
        chat.Log.TakeErrors().Should().ContainSingle().Which.Should().Contain("A departure was not told to everybody");
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "alice to be counted out");
        await chat.JoinAsync("alice");
    }

    [Fact]
    public async Task A_goodbye_that_fails_leaves_nobody_behind()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.Server.Connections.Single(one => one.Session.User == chat.User("alice")).Context.Dialect = new Speechless();
        await alice.SendAsync("x");
        await alice.ReadToEndAsync();
        (await bob.ExpectAsync("* QUIT *")).Should().EndWith(" QUIT :Internal error");
        chat.Log.TakeErrors().Should()
            .HaveCount(2).And.Contain(line => line.Contains("A connection ends without a goodbye", StringComparison.Ordinal));
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "alice to be counted out");
    }

    [Fact]
    public async Task What_is_thrown_while_a_line_is_sent_ends_that_connection_with_a_reason_for_the_others()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        Outbox outbox = chat.User("alice").Sessions[0].Outbox;
        outbox.Overflowed = () => throw new InvalidOperationException("on purpose");
        outbox.Append(new byte[chat.Options.OutboxBytes + 1]);
        await alice.ReadToEndAsync();
        (await bob.ExpectAsync("* QUIT *")).Should().EndWith(" QUIT :Internal error");
        chat.Log.TakeErrors().Should().ContainSingle().Which.Should().Contain("on the thread \"write lane ");
        await chat.JoinAsync("alice");
    }

    private sealed class Speechless : Dialect
    {
        public override string Name => "speechless";

        public override bool IsTelnet => false;

        public override bool AnswersPing => true;

        public override void OnLine(CommandContext context, in Line line) => throw new InvalidOperationException("on purpose");

        public override void Ping(CommandContext context)
        {
        }

        public override byte[] Farewell(Session session, string reason) => throw new InvalidOperationException("on purpose");
    }
}
