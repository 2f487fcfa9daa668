using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Dialects;

public sealed class UndecidedDialectTests
{
    private const string Hint = "Type and press Enter to talk. /help lists the commands, /quit leaves.";

    [Theory]
    [InlineData("CAP LS 302")]
    [InlineData("NICK alice")]
    [InlineData("nick alice")]
    [InlineData("USER alice 0 * :Alice")]
    [InlineData("PASS sesame")]
    [InlineData("PING x")]
    [InlineData("@tag=1 whatever")]
    [InlineData(":source whatever")]
    [InlineData("JOIN #room")]
    [InlineData("QUIT")]
    [InlineData("PING")]
    public async Task A_command_makes_it_irc(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync(line, "QUIT");
        (await client.ReadToEndAsync())[^1].Should().Be("ERROR :Closing Link: 127.0.0.1 (Quit)");
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("Time")]
    [InlineData("help")]
    [InlineData("Who")]
    [InlineData("list")]
    [InlineData("Away")]
    [InlineData("User")]
    [InlineData("Kick")]
    public async Task A_name_makes_it_line_mode_even_where_it_is_also_a_verb(string name)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync(name);
        (await client.NextAsync()).Should().Be(Hint);
        (await client.NextAsync()).Should().Be($"12:01 -- {name} has joined #lobby");
    }

    [Theory]
    [InlineData("CAP LS 302")]
    [InlineData("NICK alice")]
    [InlineData("nick alice")]
    public async Task A_byte_order_mark_before_a_command_is_no_part_of_it(string first)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("\uFEFF" + first, "NICK alice", "USER alice 0 * :Alice", "CAP END");
        await client.ExpectAsync(":chat.local 001 alice *");
    }

    [Fact]
    public async Task A_byte_order_mark_before_a_name_is_no_part_of_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("\uFEFFalice");
        (await client.NextAsync()).Should().Be(Hint);
        (await client.NextAsync()).Should().Be("12:01 -- alice has joined #lobby");
    }

    [Theory]
    [InlineData("Nick Cave")]
    [InlineData("nick cave")]
    [InlineData("join us")]
    [InlineData("JOIN US")]
    [InlineData("help me")]
    [InlineData("HELP ME")]
    [InlineData("who is there")]
    [InlineData("Pass the salt")]
    [InlineData("user friendly is a must")]
    [InlineData("quit it")]
    public async Task Words_that_begin_with_a_verb_are_answered_in_words_and_a_name_may_follow(string words)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync(words);
        (await client.NextAsync()).Should().EndWith(" What is your name?");
        await client.SendAsync("alice");
        (await client.NextAsync()).Should().Be(Hint);
        (await client.NextAsync()).Should().Be("12:01 -- alice has joined #lobby");
    }

    [Theory]
    [InlineData("nick alice", "user alice 0 * :Alice")]
    [InlineData("pass x", "nick alice", "user alice alice localhost :Alice", "USER alice 0 * :Alice")]
    [InlineData("Nick alice", "USER alice 0 * :Alice")]
    [InlineData("Hello there", "NICK alice", "USER alice 0 * :Alice")]
    public async Task What_looked_like_words_counts_when_irc_follows(params string[] lines)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync(lines);
        await client.ExpectAsync(":chat.local 001 alice *");
    }

    [Fact]
    public async Task Empty_lines_decide_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendBytesAsync(Utf8("\r\n\n\r\n"));
        (await client.AskAsync("NICK alice", "USER alice 0 * :Alice"))[0].Should().StartWith(":chat.local 001 alice ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00FF\u00FB\u001F\u00FF\u00FB\u0020")]
    [InlineData("\u00FF\u00FA\u0018\u0000xterm\u00FF\u00F0")]
    public async Task Telnets_negotiation_comes_before_the_name_and_is_no_part_of_it(string negotiation)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendBytesAsync(Raw(negotiation + "alice\r\n"));
        (await client.NextAsync()).Should().Be(Hint);
        (await client.NextAsync()).Should().Be("12:01 -- alice has joined #lobby");
    }

    [Fact]
    public async Task Telnets_negotiation_may_also_come_before_irc()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendBytesAsync(Raw("\u00FF\u00FB\u001FNICK alice\r\n"));
        (await client.AskAsync("USER alice 0 * :Alice"))[0].Should().StartWith(":chat.local 001 alice ");
    }

    [Fact]
    public async Task Whoever_is_silent_for_two_seconds_is_greeted_and_asked_for_a_name()
    {
        await using Chat chat = await GreetedAsync();
        TestClient client = await chat.ConnectAsync();
        await AwaitGreetingAsync(chat, client);
        await client.SendAsync("alice");
        (await client.NextAsync()).Should().Be(Hint);
    }

    [Fact]
    public async Task Whoever_was_greeted_may_still_speak_irc()
    {
        await using Chat chat = await GreetedAsync();
        TestClient client = await chat.ConnectAsync();
        await AwaitGreetingAsync(chat, client);
        (await client.AskAsync("NICK alice", "USER alice 0 * :Alice"))[0].Should().StartWith(":chat.local 001 alice ");
    }

    [Fact]
    public async Task Whoever_says_nothing_at_all_is_told_goodbye_in_plain_words()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync();
        TestClient client = await chat.ConnectAsync();
        await AwaitGreetingAsync(chat, client);
        chat.Clock.Advance(TimeSpan.FromSeconds(60));
        (await client.ReadToEndAsync()).Should().Equal("Goodbye. Registration timed out");
    }

    [Theory]
    [InlineData("\u00FF\u00FF\u0080 not text")]
    [InlineData("a\u0000b")]
    public async Task A_first_line_that_is_no_text_is_answered_like_a_persons(string raw)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendBytesAsync(Raw(raw + "\r\n"));
        (await client.NextAsync()).Should().StartWith("That line ");
    }

    // The connection's age counts from when the server made it, which is a moment after the client's connect: so the clock is turned until
    // it is heard.
    private static async Task AwaitGreetingAsync(Chat chat, TestClient client)
    {
        Task<string> greeting = client.NextAsync("the greeting");
        while (!greeting.IsCompleted)
        {
            if (chat.Clock.GetTimestamp() < TimeSpan.FromHours(1).Ticks) chat.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
        (await greeting).Should().Be("Welcome to ChatSockets! You can chat right here.");
        (await client.NextAsync()).Should().Be("What is your name?");
    }

    private static Task<Chat> GreetedAsync() =>
        Chat.StartWithDeadlinesAsync(options => options with { RegistrationTimeout = TimeSpan.FromDays(1) });

    [Fact]
    public async Task A_request_with_a_long_address_is_a_request_and_nothing_in_it_is_obeyed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient browser = await chat.ConnectAsync();

        await browser.SendAsync($"POST /{new string('x', 600)} HTTP/1.1", "NICK evil", "USER evil 0 * :evil", "");

        (await browser.NextAsync()).Should().Be("HTTP/1.1 400 Bad Request");
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 0, "the connection to end");
        chat.Server.Context.Users.All.Should().BeEmpty();
    }
}
