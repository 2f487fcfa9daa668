using System.Globalization;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Delivery;

[Specification("IRCv3 chathistory batch", "chathistory Batch Type")]
public sealed class JoinHistoryTests
{
    [Fact]
    public async Task Whoever_enters_is_shown_the_last_lines_behind_the_names_with_their_time()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryOnJoin = 3 });
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("TOPIC #room :what it is about", "PRIVMSG #room :one", "PRIVMSG #room :two", "NOTICE #room :three",
            "PRIVMSG #room :\u0001ACTION waves\u0001", "TOPIC #room :other");
        chat.Clock.Advance(TimeSpan.FromMinutes(41));
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Should().Equal(
            $":{Source("bob")} JOIN #room",
            ":chat.local 332 bob #room :other",
            $":chat.local 333 bob #room {Source("alice")} 1767355262",
            ":chat.local 353 bob = #room :@alice bob",
            ":chat.local 366 bob #room :End of /NAMES list",
            $":{Source("alice")} PRIVMSG #room :[12:01] two",
            $":{Source("alice")} NOTICE #room :[12:01] three",
            $":{Source("alice")} PRIVMSG #room :\u0001ACTION [12:01] waves\u0001");
        (await bob.AskAsync("JOIN #room")).Should().BeEmpty("they are in it already");
        await alice.SyncAsync();
        await alice.AskAsync("PRIVMSG #room :four");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :four");
    }

    [Fact]
    public async Task A_client_that_knows_batches_and_times_gets_it_as_such()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "message-tags server-time echo-message");
        IReadOnlyList<string> said = await alice.AskAsync("@+draft/reply=x PRIVMSG #room :one", "@+draft/react=x TAGMSG #room",
            "PRIVMSG #room :two");
        TestClient bob = await chat.RegisterAsync("bob", "batch server-time message-tags labeled-response");
        chat.Clock.Advance(TimeSpan.FromHours(20));
        IReadOnlyList<string> entrance = await bob.AskAsync("@label=x JOIN #room");
        const string Now = "time=2026-01-03T08:01:02.345Z";
        string outer = entrance[0].Split(" +")[1].Split(' ')[0];
        string inner = entrance[4].Split(" +")[1].Split(' ')[0];
        entrance.Skip(4).Should().Equal(
            $"@batch={outer};{Now} :chat.local BATCH +{inner} chathistory #room",
            $"@batch={inner};{said[0][1..]}",
            $"@batch={inner};{said[2][1..]}",
            $"@{Now} :chat.local BATCH -{inner}",
            $"@{Now} :chat.local BATCH -{outer}");
    }

    [Fact]
    public async Task What_is_older_than_today_has_its_date()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :yesterday");
        chat.Clock.Advance(TimeSpan.FromHours(12));
        await alice.AskAsync("PRIVMSG #room :today");
        TestClient bob = await chat.RegisterAsync("bob", "batch");
        (await bob.AskAsync("JOIN #room")).Where(line => line.Contains("PRIVMSG", StringComparison.Ordinal))
            .Select(Untagged).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :[2026-01-02 12:01] yesterday", $":{Source("alice")} PRIVMSG #room :[00:01] today");
    }

    [Fact]
    public async Task A_person_with_a_terminal_reads_it_as_all_lines()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#lobby", "batch draft/multiline");
        await alice.AskAsync("PRIVMSG #lobby :one", "NOTICE #lobby :two", "BATCH +1 draft/multiline #lobby",
            "@batch=1 PRIVMSG #lobby :three", "@batch=1 PRIVMSG #lobby :", "@batch=1 PRIVMSG #lobby :four", "BATCH -1");
        chat.Clock.Advance(TimeSpan.FromHours(12));
        await alice.AskAsync("PRIVMSG #lobby :\u0001ACTION waves\u0001");
        TestClient tina = await chat.ConnectAsync();
        (await new TypedClient(tina).AskAsync("tina"))
            .SkipWhile(line => !line.StartsWith("-- Earlier", StringComparison.Ordinal)).Should().Equal(
            "-- Earlier messages:",
            "2026-01-02 12:01 <alice> one",
            "2026-01-02 12:01 -alice- two",
            "2026-01-02 12:01 <alice> three",
            "2026-01-02 12:01 <alice> four",
            "00:01 * alice waves");
    }

    [Theory]
    [InlineData("draft/chathistory", false, 20)]
    [InlineData("server-time", true, 20)]
    [InlineData("server-time", false, 0)]
    public async Task Whoever_can_ask_and_bots_and_where_it_is_off_nobody_gets_it(string caps, bool isBot, int lines)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryOnJoin = lines });
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :one");
        TestClient bob = await chat.RegisterAsync("bob", caps);
        if (isBot) await bob.AskAsync("MODE bob +B");
        (await bob.AskAsync("JOIN #room"))[^1].Should().Contain(" 366 ");
    }

    [Theory]
    [InlineData("PART #room")]
    [InlineData("KICK #room bob")]
    [InlineData("QUIT")]
    public async Task Who_was_there_minutes_ago_is_told_nothing_again(string leave)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await chat.JoinAsync("bob");
        await alice.AskAsync("PRIVMSG #room :one", "MODE #room +o bob");
        await bob.SyncAsync();
        if (leave == "QUIT") await bob.LeaveAsync();
        else await bob.AskAsync(leave);
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        if (leave == "QUIT") bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room"))[^1].Should().Contain(" 366 ");
        await bob.AskAsync("PART #room");
        chat.Clock.Advance(TimeSpan.FromMinutes(16));
        (await bob.AskAsync("JOIN #room"))[^1].Should().Contain(" PRIVMSG #room :[12:01] one");
        TestClient other = await chat.RegisterAsync("other");
        (await other.AskAsync("JOIN #room"))[^1].Should().Contain(" PRIVMSG #room :[12:01] one");
    }

    [Fact]
    public async Task Who_was_lost_because_nothing_came_through_is_shown_the_last_lines()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await chat.JoinAsync("bob");
        await alice.AskAsync("PRIVMSG #room :one");
        chat.User("bob").Sessions[0].Lose();
        chat.User("bob").Sessions[0].Close("Ping timeout");
        await alice.ExpectAsync("* QUIT *");
        TestClient again = await chat.RegisterAsync("bob");
        (await again.AskAsync("JOIN #room"))[^1].Should().Contain(" PRIVMSG #room :[12:01] one");
    }

    [Fact]
    public async Task An_account_is_told_what_came_since_it_left_and_nothing_twice()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.JoinAsync("alice");
            await alice.AskAsync("PRIVMSG #room :before");
            TestClient bob = await chat.WithAccountAsync("bob");
            LinesOf(await bob.AskAsync("JOIN #room")).Should().Equal("before");
            await alice.AskAsync("PRIVMSG #room :heard");
            await bob.SyncAsync();
            LinesOf(await bob.AskAsync("PART #room", "JOIN #room")).Should().BeEmpty();
            await bob.LeaveAsync();
            await alice.AskAsync("PRIVMSG #room :missed");
            chat.Clock.Advance(TimeSpan.FromDays(1));
            bob = await chat.LoggedInAsync("bob");
            LinesOf(await bob.AskAsync("JOIN #room")).Should().Equal("missed");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.JoinAsync("alice");
            await alice.AskAsync("PRIVMSG #room :after");
            TestClient bob = await chat.LoggedInAsync("bob");
            LinesOf(await bob.AskAsync("JOIN #room")).Should().Equal("after");
        }
    }

    [Fact]
    public async Task Another_terminal_is_told_what_came_since_the_last_one_left()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice"), desk = await chat.WithAccountAsync("bob");
        await desk.AskAsync("JOIN #room");
        await alice.AskAsync("PRIVMSG #room :one");
        TestClient phone = await chat.LogInAsync("bob", username: "phone", account: "bob");
        LinesOf(await phone.AskAsync("CAP END")).Should().Equal("one");
        await phone.LeaveAsync();
        await alice.AskAsync("PRIVMSG #room :two");
        phone = await chat.LogInAsync("bob", username: "phone", account: "bob");
        LinesOf(await phone.AskAsync("CAP END")).Should().Equal("two");
        await desk.SyncAsync();
        LinesOf(await desk.AskAsync("PART #room", "JOIN #room")).Should().BeEmpty();
    }

    [Fact]
    [Specification("IRCv3 read-marker", "Description")]
    public async Task What_an_account_has_read_elsewhere_is_not_shown()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice"),
            reader = await chat.WithAccountAsync("bob", "draft/read-marker draft/chathistory");
        await alice.AskAsync("PRIVMSG #room :read");
        await reader.AskAsync($"MARKREAD #room timestamp={chat.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}");
        await reader.LeaveAsync();
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        await alice.AskAsync("PRIVMSG #room :unread");
        TestClient bob = await chat.LoggedInAsync("bob");
        LinesOf(await bob.AskAsync("JOIN #room")).Should().Equal("unread");
    }

    [Fact]
    public async Task Whoever_is_not_let_in_gets_nothing_and_whoever_is_forwarded_what_is_said_there()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("JOIN #other", "PRIVMSG #room :inside", "PRIVMSG #other :outside", "MODE #room +i");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 473 bob #room :Cannot join channel (+i)");
        await alice.AskAsync("MODE #room +L #other");
        IReadOnlyList<string> forwarded = await bob.AskAsync("JOIN #room");
        forwarded[0].Should().StartWith(":chat.local 470 bob #room #other ");
        forwarded[^1].Should().Be($":{Source("alice")} PRIVMSG #other :[12:01] outside");
    }

    [Fact]
    public async Task After_a_restart_it_is_there_for_the_first_who_opens_the_room()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.JoinAsync("alice");
            await alice.AskAsync("PRIVMSG #room :one");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await chat.RegisterAsync("bob");
            (await bob.AskAsync("JOIN #room"))[^1].Should().Be($":{Source("alice")} PRIVMSG #room :[12:01] one");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task However_fast_others_speak_nothing_is_left_out_and_nothing_comes_twice(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options =>
            options with { DataFolder = isOnDisk ? folder.Path : null, HistoryOnJoin = 10 });
        TestClient alice = await chat.JoinAsync("alice", caps: "echo-message");
        TestClient bob = await chat.RegisterAsync("bob", "server-time");
        bool isOver = false;
        Task speaking = Task.Run(async () =>
        {
            for (int i = 0; !Volatile.Read(ref isOver); i++)
            {
                await alice.SendAsync($"PRIVMSG #room :{i}");
                await alice.ExpectAsync($"* PRIVMSG #room :{i}");
            }
        });
        for (int i = 0; i < 50; i++)
        {
            int[] seen = [.. Numbers(await bob.AskAsync("JOIN #room")), .. Numbers(await bob.SyncAsync()),
                .. Numbers(await bob.AskAsync("PART #room"))];
            if (seen.Length > 0) seen.Order().Should().Equal(Enumerable.Range(seen.Min(), seen.Length));
        }
        Volatile.Write(ref isOver, true);
        await speaking;
    }

    // The texts, without the time before them.
    private static IEnumerable<string> LinesOf(IEnumerable<string> lines) =>
        lines.Where(line => line.Contains(" PRIVMSG #room :", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1].TrimStart(':'));

    private static IEnumerable<int> Numbers(IReadOnlyList<string> lines) =>
        lines.Where(line => line.Contains(" PRIVMSG ", StringComparison.Ordinal))
            .Select(line => int.Parse(line.Split(" :")[^1], CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("", "é", "")]
    [InlineData("\u0001ACTION ", "語", "\u0001")]
    [InlineData("\u0001ACTION ", "🦜", "\u0001")]
    public async Task The_time_before_a_long_line_shortens_its_text_at_a_character_and_keeps_its_frame(string head,
        string letter, string end)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        int room = 510 - Utf8($":{Source("alice")} PRIVMSG #room :{head}{end}").Length;
        string text = string.Concat(Enumerable.Repeat(letter, room / Utf8(letter).Length));
        await alice.AskAsync($"PRIVMSG #room :{head}{text}{end}");
        TestClient bob = await chat.RegisterAsync("bob");
        string shown = (await bob.AskAsync("JOIN #room"))[^1];
        shown.Should().StartWith($":{Source("alice")} PRIVMSG #room :{head}[12:01] {letter}").And.EndWith(letter + end);
        Utf8(shown).Length.Should().BeInRange(510 - Utf8(letter).Length, 510);
    }
}
