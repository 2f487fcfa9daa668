using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>Promise 2: nobody waits for a slow reader.</summary>
public sealed class SlowReaderTests
{
    private const string Dropped = "Send queue exceeded: you did not read fast enough";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_never_reads_is_dropped_with_a_reason_and_the_others_miss_nothing(bool isEncrypted)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { OutboxBytes = 64 * 1024 });
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient silent = isEncrypted ? await chat.ConnectTlsAsync(receiveBuffer: 4096) : await chat.ConnectAsync(receiveBuffer: 4096);
        await Chat.RegisterAsync(silent, "silent");
        await silent.SendAsync("JOIN #room");
        await alice.ExpectAsync("* JOIN #room");
        await bob.ExpectAsync("* JOIN #room");

        string text = new('x', 400);
        var heard = new List<string>();
        int said = 0;
        bool gone = false;
        // The sockets hold some megabytes before the outbox fills; far more is an outbox without a limit.
        while (!gone && said < 100_000)
        {
            string[] lines = [.. Enumerable.Range(said, 50).Select(i => $"PRIVMSG #room :{i} {text}")];
            said += lines.Length;
            gone = (await alice.AskAsync(lines)).Contains($":{Source("silent")} QUIT :{Dropped}");
            heard.AddRange(await bob.SyncAsync());
        }
        gone.Should().BeTrue("the outbox has a limit");
        heard.Should().Contain($":{Source("silent")} QUIT :{Dropped}");
        heard.Where(line => line.Contains(" PRIVMSG ", StringComparison.Ordinal)).Select(line => line.Split(' ')[3])
            .Should().Equal(Enumerable.Range(0, said).Select(i => $":{i}"));
    }

    [Fact]
    public async Task Whoever_asks_and_never_reads_is_not_heard_any_more_and_the_ping_throws_him_out()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync(options => options with { OutboxBytes = 16 * 1024 });
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient greedy = await chat.RegisterAsync("greedy", receiveBuffer: 4096);
        await greedy.SendAsync("JOIN #room");
        await alice.ExpectAsync("* JOIN #room");
        int asked = 0;
        // Sent until the server closes the door; what it does not take is no loss.
        Task asking = Task.Run(async () =>
        {
            try
            {
                for (; ; Interlocked.Increment(ref asked)) await greedy.SendAsync([.. Enumerable.Repeat("HELP", 100)]);
            }
            catch (Exception exception) when (exception is System.Net.Sockets.SocketException or OperationCanceledException)
            {
                // It did.
            }
        });
        await Waiting.UntilAsync(() => Volatile.Read(ref asked) > 10, "some questions to be asked");
        bool gone = false;
        for (int i = 0; i < 1000 && !gone; i++) gone = await IsGoneAfterAWhileAsync();
        gone.Should().BeTrue("he does not read");
        await asking;

        async Task<bool> IsGoneAfterAWhileAsync()
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(10));
            await bob.SyncAsync();
            return (await alice.SyncAsync()).Contains($":{Source("greedy")} QUIT :Ping timeout: 180 seconds");
        }
    }

    [Theory]
    [InlineData("LIST")]
    [InlineData("WHO #full")]
    [InlineData("NAMES #full,#full,#full,#full,#full,#full,#full,#full,#full,#full,#full,#full,#full,#full,#full,#full")]
    public async Task Whoever_reads_slowly_gets_all_that_he_asked_for_and_all_that_others_say_meanwhile(string question)
    {
        const int Times = 60;
        await using Chat chat = await Chat.StartAsync(options => options with { OutboxBytes = 16 * 1024, MaximumRoomsPerUser = 2000 });
        TestClient[] crowd = await Task.WhenAll(Enumerable.Range(0, 150)
            .Select(i => chat.JoinAsync($"member{i:000000000000000000}", "#full")));
        foreach (int some in Enumerable.Range(0, 100))
            await crowd[0].SendAsync("JOIN "
                + string.Join(',', Enumerable.Range(some * 15, 15).Select(i => $"#room-with-a-long-name-{i}")));
        await crowd[0].SyncAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient slow = await chat.RegisterAsync("slow", receiveBuffer: 4096);
        IReadOnlyList<string> answer = await slow.AskAsync(question);

        // Far more than the sockets hold.
        await slow.SendAsync([.. Enumerable.Repeat(question, Times)]);
        await alice.AskAsync([.. Enumerable.Range(0, 20).Select(i => $"PRIVMSG slow :{i}")]);
        IReadOnlyList<string> heard = await slow.SyncAsync();
        ILookup<bool, string> kinds = heard.ToLookup(line => line.Contains(" PRIVMSG ", StringComparison.Ordinal));
        kinds[true].Should().Equal(Enumerable.Range(0, 20).Select(i => $":{Source("alice")} PRIVMSG slow :{i}"));
        string[] answers = [.. kinds[false]];
        answers.Should().HaveCount(Times * answer.Count);
        answers.Order(StringComparer.Ordinal).Should()
            .Equal(Enumerable.Repeat(answer, Times).SelectMany(line => line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_answer_of_many_pages_to_a_labeled_question_is_one_batch()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { OutboxBytes = 16 * 1024, MaximumRoomsPerUser = 2000 });
        TestClient alice = await chat.RegisterAsync("alice");
        foreach (int some in Enumerable.Range(0, 200))
            await alice.SendAsync("JOIN " + string.Join(',',
                Enumerable.Range(some * 10, 10).Select(i => $"#a-room-with-a-very-long-name-{i}")));
        await alice.SyncAsync();
        TestClient bob = await chat.RegisterAsync("bob", "labeled-response batch");
        IReadOnlyList<string> answer = await bob.AskAsync("@label=x LIST");
        answer.Count.Should().Be(2000 + 4);
        answer.Sum(line => line.Length).Should().BeGreaterThan(2 * 64 * 1024);
        answer[0].Should().Be("@label=x :chat.local BATCH +b1 labeled-response");
        answer.Skip(1).SkipLast(1).Should().OnlyContain(line => line.StartsWith("@batch=b1 :chat.local 32"));
        answer[^2].Should().Be("@batch=b1 :chat.local 323 bob :End of /LIST");
        answer[^1].Should().Be(":chat.local BATCH -b1");
    }
}
