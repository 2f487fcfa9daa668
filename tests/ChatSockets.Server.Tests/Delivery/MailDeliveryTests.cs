using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Delivery;

/// <summary>What is said to somebody with an account who is not here waits for the next log-in.</summary>
[Specification("ChatSockets", "Manual, Messages wait for those who are away")]
public sealed class MailDeliveryTests
{
    private const string Caps = "message-tags server-time echo-message";
    private const string Waits = ":chat.local 301 bob alice :is not here; your message waits for the next log-in";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_delivered_at_the_next_log_in_with_its_time_in_order_and_once(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = isOnDisk ? folder.Path : null });
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("PRIVMSG alice :one")).Should().Equal(Waits);
        chat.Clock.Advance(TimeSpan.FromHours(1));
        (await bob.AskAsync("NOTICE ALICE :two", "PRIVMSG alice :three")).Should().Equal(Waits);

        TestClient alice = await LogInAsync(chat, "alice");
        IReadOnlyList<string> mail = await alice.SyncAsync();
        mail.Where(line => line.Contains(":bob!", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Should().Equal(
            ":bob!~bob@127.0.0.1 PRIVMSG alice :one", ":bob!~bob@127.0.0.1 NOTICE alice :two", ":bob!~bob@127.0.0.1 PRIVMSG alice :three");
        mail.Should().ContainSingle(line => line.StartsWith("@time=2026-01-02T12:01:02.345Z;msgid=", StringComparison.Ordinal)
            && line.EndsWith(":one", StringComparison.Ordinal));
        mail.Should().ContainSingle(line => line.StartsWith("@time=2026-01-02T13:01:02.345Z;msgid=", StringComparison.Ordinal)
            && line.EndsWith(":two", StringComparison.Ordinal));

        TestClient again = await LogInAsync(chat, "alice");
        (await again.SyncAsync()).Should().NotContain(line => line.Contains(":bob!", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_waits_over_a_restart()
    {
        using var folder = new TempFolder();
        await using (Chat before = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            await WithAccountAsync(before, "alice");
            TestClient bob = await before.RegisterAsync("bob");
            (await bob.AskAsync("PRIVMSG alice :see you")).Should().Equal(Waits);
        }
        await using Chat after = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        (await (await LogInAsync(after, "alice")).SyncAsync()).Should()
            .ContainSingle(line => line.EndsWith(" :bob!~bob@127.0.0.1 PRIVMSG alice :see you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sender_gets_an_echo_and_reads_it_in_the_history()
    {
        await using Chat chat = await Chat.StartAsync();
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob", Caps + " batch labeled-response");
        IReadOnlyList<string> answer = await bob.AskAsync("@label=9 PRIVMSG alice :hello");
        answer.Should().HaveCount(4);
        answer[0].Should().StartWith("@label=9;").And.EndWith(" labeled-response");
        answer[1].Should().EndWith(" :bob!~bob@127.0.0.1 PRIVMSG alice :hello");
        answer[2].Should().EndWith(Waits);
    }

    [Fact]
    public async Task Who_is_always_on_is_written_to_under_the_present_nickname_and_answers_with_the_own_reason()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("SET ALWAYS-ON ON");
        await alice.AskAsync("NICK alison", "AWAY :at lunch");
        await alice.QuitAsync();
        TestClient bob = await chat.RegisterAsync("bob", "echo-message");
        (await bob.AskAsync("PRIVMSG alison :hello")).Should()
            .Equal(":bob!~bob@127.0.0.1 PRIVMSG alison :hello", ":chat.local 301 bob alison :at lunch");

        TestClient again = await LogInAsync(chat, "alice");
        (await again.SyncAsync()).Should()
            .ContainSingle(line => line.EndsWith(":bob!~bob@127.0.0.1 PRIVMSG alison :hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_taken_up_is_not_for_nobody_and_tags_alone_are_not_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob", "message-tags");
        (await bob.AskAsync("PRIVMSG nobody :hello", "@+react=x TAGMSG alice", "PRIVMSG alice :\u0001VERSION\u0001")).Should().Equal(
            ":chat.local 401 bob nobody :No such nickname", ":chat.local 401 bob alice :No such nickname",
                ":chat.local 401 bob alice :No such nickname");
    }

    [Fact]
    public async Task There_is_an_end_to_what_can_wait()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { FloodBurst = 0, LoginAttempts = 0 });
        await WithAccountAsync(chat, "alice");
        for (int i = 0; i < Mailbox.Capacity / Mailbox.MostOfAccount; i++) await FillAsync(chat, $"friend{i}", Mailbox.MostOfAccount);
        TestClient bob = await chat.WithAccountAsync("bob", "standard-replies");
        (await bob.AskAsync("PRIVMSG alice :one more")).Should().Equal(
            ":chat.local FAIL PRIVMSG NOT_KEPT alice :Your message was not sent: as much as can wait for them waits already. Try again "
                + "when they have been here.");
        // It comes as fast as it is read: what has no room yet follows what the reader says next.
        TestClient alice = await LogInAsync(chat, "alice");
        int handedOver = 0, more;
        do handedOver += more = (await alice.SyncAsync()).Count(line => line.Contains(" NOTICE alice :", StringComparison.Ordinal));
        while (more > 0);
        handedOver.Should().Be(Mailbox.Capacity);
        (await bob.AskAsync("NOTICE alice :again")).Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Guests_of_one_address_do_not_take_the_places_of_others(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options =>
            options with { FloodBurst = 0, DataFolder = isOnDisk ? folder.Path : null });
        await WithAccountAsync(chat, "alice");
        TestClient stranger = await chat.RegisterAsync("stranger", "standard-replies");
        await stranger.AskAsync([.. Enumerable.Range(0, 1000).Select(number => $"NOTICE alice :{number}")]);
        (await stranger.AskAsync("NICK another", "PRIVMSG alice :one more")).Should().EndWith(
            $":chat.local FAIL PRIVMSG NOT_KEPT alice :Your message was not sent: {Mailbox.MostOfNetwork} messages from your address "
                + "wait for them already. "
            + "Log in to an account, or try again when they have been here.");
        TestClient bob = await chat.WithAccountAsync("bob");
        (await bob.AskAsync("PRIVMSG alice :please call the doctor")).Should().Equal(Waits);
        IReadOnlyList<string> mail = await (await LogInAsync(chat, "alice")).SyncAsync();
        mail.Count(line => line.Contains(":stranger!", StringComparison.Ordinal)).Should().Be(Mailbox.MostOfNetwork);
        mail.Should().ContainSingle(line => line.EndsWith(" :please call the doctor", StringComparison.Ordinal));
        (await stranger.AskAsync("PRIVMSG alice :again")).Should().BeEmpty();
    }

    [Fact]
    public async Task One_account_does_not_take_the_places_of_others()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { FloodBurst = 0 });
        await WithAccountAsync(chat, "alice");
        TestClient friend = await FillAsync(chat, "friend", Mailbox.MostOfAccount);
        (await friend.AskAsync("PRIVMSG alice :one more")).Should().Equal(
            ":chat.local 404 friend alice :Your message was not sent: 200 messages of yours wait for them already. Try again when they "
                + "have been here.");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("PRIVMSG alice :hello")).Should().Equal(Waits);
    }

    [Fact]
    public async Task Who_hears_from_accounts_only_does_so_while_away_until_the_mode_is_unset()
    {
        using var folder = new TempFolder();
        Func<ServerOptions, ServerOptions> onDisk = options => options with { DataFolder = folder.Path };
        await using (Chat before = await Chat.StartAsync(onDisk))
        {
            TestClient alice = await before.WithAccountAsync("alice", password: "correct horse");
            await alice.AskAsync("MODE alice +R");
            await alice.QuitAsync();
            await (await before.WithAccountAsync("friend", password: "correct horse")).QuitAsync();
        }
        await using Chat chat = await Chat.StartAsync(onDisk);
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("PRIVMSG alice :hello", "NOTICE alice :hello")).Should()
            .Equal(":chat.local 477 bob alice :Hears from users with an account only (+R): log in first");
        await bob.AskAsync("PRIVMSG NickServ :IDENTIFY friend correct horse");
        (await bob.AskAsync("PRIVMSG alice :it is me")).Should().Equal(Waits);

        TestClient back = await LogInAsync(chat, "alice");
        (await back.SyncAsync()).Where(line => line.Contains(":bob!", StringComparison.Ordinal)).Should().ContainSingle().Which.Should()
            .EndWith(" :it is me");
        await back.AskAsync("MODE alice -R");
        await back.QuitAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("PRIVMSG alice :hello")).Should().Equal(Waits.Replace(" bob ", " carol ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_logs_in_hearing_from_accounts_only_does_so_while_away()
    {
        await using Chat chat = await Chat.StartAsync();
        await WithAccountAsync(chat, "alice");
        TestClient alice = await chat.RegisterAsync("alison");
        await alice.AskAsync("MODE alison +R");
        await alice.AskNickServAsync("IDENTIFY alice correct horse");
        await alice.QuitAsync();
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("PRIVMSG alice :hello")).Should().ContainSingle().Which.Should().StartWith(":chat.local 477 bob alice ");
    }

    [Fact]
    public async Task What_waits_for_another_account_is_for_whoever_has_that()
    {
        await using Chat chat = await Chat.StartAsync();
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob");
        await bob.AskAsync("PRIVMSG alice :hello");
        TestClient carol = await chat.WithAccountAsync("carol");
        await carol.AskNickServAsync("LOGOUT");
        (await carol.AskNickServAsync("IDENTIFY alice correct horse")).Should()
            .ContainSingle(line => line.EndsWith(" hello", StringComparison.Ordinal));
    }

    // A friend with an account has left that many.
    private static async Task<TestClient> FillAsync(Chat chat, string name, int count)
    {
        TestClient friend = await chat.WithAccountAsync(name);
        await friend.AskAsync([.. Enumerable.Range(0, count).Select(number => $"NOTICE alice :{number}")]);
        return friend;
    }

    private static async Task WithAccountAsync(Chat chat, string name)
    {
        TestClient client = await chat.RegisterAsync(name);
        await client.AskAsync("REGISTER * * :correct horse");
        await client.LeaveAsync();
    }

    // Registered, and nothing of what came behind its welcome has been read.
    private static async Task<TestClient> LogInAsync(Chat chat, string name)
    {
        TestClient client = await chat.LogInAsync(name, Caps, username: $"{name}{Interlocked.Increment(ref Logins)}", account: name);
        await client.SendAsync("CAP END");
        await client.ExpectAsync("* 001 *");
        return client;
    }

    private static int Logins;
}
