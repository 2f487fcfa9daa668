using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>A disk that fails, or does not answer, costs nobody more than an answer that says so.</summary>
public sealed class StoreTroubleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reason_of_two_lines_reaches_operators_as_one_and_the_server_goes_on()
    {
        Chat chat = await StartAsync();
        TestClient oper = await chat.RegisterAsync("oper"), alice = await chat.JoinAsync("alice", caps: "echo-message standard-replies");
        chat.MakeOperator("oper");
        Store store = chat.Server.Context.Store;
        store.Commits.Submit(new Failing(new ArgumentException("out of range (Parameter 'x')\nActual value was 5.")));
        (await oper.ExpectAsync("* NOTICE oper *cannot be stored*")).Should()
            .Be(":chat.local NOTICE oper :Messages cannot be stored and are refused: an internal error: out of range (Parameter 'x') "
                + "Actual value was 5.");
        (await alice.AskAsync("PRIVMSG #room :hello")).Should().ContainSingle().Which.Should().EndWith(" PRIVMSG #room :hello");
        await oper.ExpectAsync("* NOTICE oper :Messages can be stored again.");
        chat.Log.Errors.Should().Contain(line => line.Contains("ArgumentException", StringComparison.Ordinal));
        await chat.Server.StopAsync();
    }

    [Fact]
    public async Task Who_speaks_while_the_disk_does_not_answer_is_told_that_it_is_not_known_and_sees_it_when_it_does()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "echo-message standard-replies labeled-response batch message-tags"),
            bob = await chat.JoinAsync("bob");
        await alice.AskAsync("PRIVMSG #room :before");
        await bob.SyncAsync();
        using (var held = new HeldStore(chat))
        {
            await alice.SendAsync("@label=x PRIVMSG #room :hello");
            string told = await TurnUntilToldAsync(chat, alice);
            told.Should().Be("@label=x :chat.local FAIL PRIVMSG NOT_KNOWN #room :Your message may not have been sent: "
                + "it is unknown whether it was stored: the disk has not answered for 30 seconds.");
            await alice.SyncAsync();
            (await bob.SyncAsync()).Should().BeEmpty();
            held.Dispose();
            (await bob.ExpectAsync("*hello")).Should().EndWith(" PRIVMSG #room :hello");
            (await alice.ExpectAsync("*hello")).Should().EndWith(" PRIVMSG #room :hello").And.NotContain("label=");
        }
        (await bob.AskAsync("PRIVMSG #room :after")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().ContainSingle().Which.Should().EndWith(" :after");
        chat.Server.Context.Store.Texts("#room").Should().Equal("before", "hello", "after");
    }

    [Fact]
    public async Task A_private_message_too()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice"), bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("PRIVMSG bob :before");
        await bob.SyncAsync();
        using var held = new HeldStore(chat);
        await alice.SendAsync("PRIVMSG bob :hello");
        (await TurnUntilToldAsync(chat, alice)).Should().Contain("Your message may not have been sent");
        held.Dispose();
        await bob.ExpectAsync("* PRIVMSG bob :hello");
    }

    [Fact]
    public async Task The_server_stops_while_the_disk_does_not_answer()
    {
        Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "echo-message");
        await alice.AskAsync("PRIVMSG #room :before");
        using var held = new HeldStore(chat);
        await alice.SendAsync("PRIVMSG #room :hello");
        await chat.Server.StopAsync().WithinDeadlineAsync("the server to stop");
    }

    [Fact]
    public async Task A_flood_of_modes_waits_for_the_disk_and_does_not_grow_the_queue()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        var commits = (GroupCommit)chat.Server.Context.Store.Commits;
        using var held = new HeldStore(chat);
        int sent = 0;
        var flood = Task.Run(async () =>
        {
            for (; sent < 30; sent++)
                await alice.SendAsync([.. Enumerable.Range(0, 500).Select(i => $"MODE #room {(i % 2 == 0 ? "+" : "-")}m")]);
        });
        await Waiting.UntilAsync(() => commits.IsFull, "the queue to be full");
        // Another one that asks only is not kept.
        TestClient bob = await chat.RegisterAsync("bob");
        await bob.AskAsync("LUSERS");
        commits.Waiting.Should().BeInRange(GroupCommit.Bound, GroupCommit.Bound + 2);
        held.Dispose();
        await flood.WithinDeadlineAsync("the flood to be read");
        await alice.SyncAsync();
        commits.Waiting.Should().BeLessThanOrEqualTo(GroupCommit.Bound + 2);
    }

    [Fact]
    public async Task So_does_a_flood_of_joins_of_somebody_who_is_always_on()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("SET ALWAYS-ON ON");
        var commits = (GroupCommit)chat.Server.Context.Store.Commits;
        using var held = new HeldStore(chat);
        var flood = Task.Run(async () =>
        {
            for (int batch = 0; batch < 60; batch++)
                await alice.SendAsync([.. Enumerable.Range(0, 100)
                    .SelectMany(i => new[] { $"JOIN #room{batch}x{i}", $"PART #room{batch}x{i}" })]);
        });
        await Waiting.UntilAsync(() => commits.IsFull, "the queue to be full");
        await (await chat.RegisterAsync("bob")).AskAsync("LUSERS");
        commits.Waiting.Should().BeInRange(GroupCommit.Bound, GroupCommit.Bound + 2);
        held.Dispose();
        await flood.WithinDeadlineAsync("the flood to be read");
    }

    private Task<Chat> StartAsync() => Chat.StartAsync(options => options with { DataFolder = _folder.Path, FloodBurst = 0 });

    // The clock may be turned before the one that waits looks at it first.
    private static async Task<string> TurnUntilToldAsync(Chat chat, TestClient client)
    {
        Task<string> told = client.ExpectAsync("*may not have been sent*");
        while (!told.IsCompleted)
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(told, Task.Delay(50));
        }
        return await told;
    }

    private sealed class Failing(Exception exception) : PendingWrite
    {
        public override int Weight => 1;

        public override void Write(Writer writer) => throw exception;
    }
}
