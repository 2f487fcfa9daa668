using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Entries;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>
/// Servers that share a log, as their clients see them. What can go wrong between them is tried by <see cref="Simulation"/>.
/// </summary>
public sealed class SharedLogTests
{
    private static readonly ServerOptions Alone = new() { Port = 0, Bind = [IPAddress.Loopback], Cloaking = false };

    [Fact]
    public async Task They_are_one_chat()
    {
        ServerOptions options = Alone with { SharedLog = new MemoryLog() };
        await using ChatServer one = await ChatServer.StartAsync(options), other = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(one, "ann"), bob = await ComeAsync(other, "bob");

        await ann.SendAsync("JOIN #room");
        await ann.ExpectAsync("* 366 ann #room *");
        await bob.SendAsync("JOIN #room");
        await bob.ExpectAsync("* 353 bob = #room :@ann bob");
        await ann.ExpectAsync($":{Source("bob")} JOIN #room");
        await bob.SendAsync("PRIVMSG #room :hello", "PRIVMSG ann :psst", "NICK ann");
        await ann.ExpectAsync($":{Source("bob")} PRIVMSG #room :hello");
        await ann.ExpectAsync($":{Source("bob")} PRIVMSG ann :psst");
        await bob.ExpectAsync("* 433 bob ann *");
        await ann.SendAsync("KICK #room bob :enough");
        await bob.ExpectAsync($":{Source("ann")} KICK #room bob :enough");
        await bob.SendAsync("PRIVMSG #room :really");
        await bob.ExpectAsync("* 404 bob #room *");
    }

    [Fact]
    public async Task A_server_that_comes_later_knows_all_that_was()
    {
        ServerOptions options = Alone with { SharedLog = new MemoryLog() };
        await using ChatServer one = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(one, "ann");
        await ann.SendAsync("JOIN #room", "TOPIC #room :tea", "MODE #room +m", "PRIVMSG #room :first");
        await ann.SyncAsync();

        await using ChatServer later = await ChatServer.StartAsync(options);
        using TestClient bob = await ComeAsync(later, "bob");
        await bob.SendAsync("JOIN #room");
        await bob.ExpectAsync("* 332 bob #room :tea");
        await bob.ExpectAsync("* 353 bob = #room :@ann bob");
        await bob.ExpectAsync($":{Source("ann")} PRIVMSG #room :* first");
        await bob.SendAsync("PRIVMSG #room :me too");
        await bob.ExpectAsync("* 404 bob #room *moderated*");
    }

    [Fact]
    public async Task When_one_stops_its_users_leave_and_the_others_stay()
    {
        ServerOptions options = Alone with { SharedLog = new MemoryLog() };
        await using ChatServer one = await ChatServer.StartAsync(options), other = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(one, "ann"), bob = await ComeAsync(other, "bob");
        await bob.SendAsync("JOIN #room");
        await bob.ExpectAsync("* 366 *");
        await ann.SendAsync("JOIN #room", "PRIVMSG #room :going");
        await bob.ExpectAsync("* PRIVMSG #room :going");
        await one.StopAsync().WithinDeadlineAsync("the server to stop");
        await bob.ExpectAsync($":{Source("ann")} QUIT :The server is shutting down");
        await bob.SendAsync("NICK ann");
        await bob.ExpectAsync($":{Source("bob")} NICK ann");
    }

    [Fact]
    public async Task What_was_echoed_is_there_when_its_server_is_not()
    {
        var log = new MemoryLog();
        ServerOptions options = Alone with { SharedLog = log };
        await using ChatServer one = await ChatServer.StartAsync(options), other = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(one, "ann", "echo-message"), bob = await ComeAsync(other, "bob");
        await ann.SendAsync("JOIN #room", "MODE #room -n", "PRIVMSG #room :kept");
        await ann.ExpectAsync("* PRIVMSG #room :kept");

        log.Fence(one.Context.Shared!.Replica.Node, "its machine is gone");
        (await ann.ReadToEndAsync())[^1].Should().Contain("This server was cut off from the others");
        await bob.SendAsync("JOIN #room");
        await bob.ExpectAsync("* PRIVMSG #room :* kept");
        await bob.SendAsync("WHOIS ann");
        await bob.ExpectAsync("* 401 bob ann *");
        Func<Task> come = () => ComeAsync(one, "cat");
        await come.Should().ThrowAsync<Exception>();
    }

    [Fact]
    public async Task All_have_the_same_settings_and_no_data_folder()
    {
        ServerOptions options = Alone with { SharedLog = new MemoryLog() };
        await using ChatServer one = await ChatServer.StartAsync(options);
        Func<Task> start = () => ChatServer.StartAsync(options with { MaximumRoomsPerUser = 3 });
        (await start.Should().ThrowAsync<ServerStartException>()).Which.Message.Should().Contain("must have the same");
        Func<Task> store = () => ChatServer.StartAsync(options with { DataFolder = "x" });
        (await store.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("leave the data folder out");
        one.Reload(options with { MaximumRoomsPerUser = 3 }).Errors.Should().ContainSingle().Which.Should().Contain("must have the same");
        one.Reload(options with { FloodBurst = 7 }).Errors.Should().BeEmpty();

        // One that was refused has gone: the next may come.
        await using ChatServer next = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(next, "ann");
    }

    // Found by the simulation: a nickname that was only wanted was looked at by the other servers, and not by one's own.
    [Fact]
    public async Task A_ban_of_the_nickname_that_one_asks_for_counts_on_every_server()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { SharedLog = new MemoryLog(options.Clock) });
        TestClient ann = await chat.RegisterAsync("ann");
        chat.MakeOperator("ann");
        await ann.AskAsync("KLINE zoe!*@* :no");
        using TestClient zoe = await chat.ConnectAsync();
        await zoe.SendAsync("CAP LS 302", "NICK zoe", "USER zoe 0 * :Zoe", "CAP END");
        (await zoe.ReadToEndAsync()).Should().Contain(line => line.Contains(" 465 ", StringComparison.Ordinal));
    }

    // Found by the simulation: to be shown what was said took an id, on one server only.
    [Fact]
    public async Task Whoever_is_shown_the_history_of_a_room_that_was_closed_takes_no_id()
    {
        var log = new MemoryLog(new ManualClock());
        ServerOptions options = Alone with { SharedLog = log, PingInterval = TimeSpan.FromDays(1) };
        await using ChatServer one = await ChatServer.StartAsync(options), other = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(one, "ann", "message-tags echo-message");
        using TestClient bob = await ComeAsync(other, "bob", "message-tags");
        using TestClient cat = await ComeAsync(other, "cat");
        await ann.SendAsync("JOIN #room", "MODE #room +s", "PRIVMSG #room :secret", "MODE #room -s", "PRIVMSG #room :open");
        await ann.ExpectAsync("* PRIVMSG #room :open");
        await cat.SendAsync("JOIN #room");
        await cat.ExpectAsync("* 366 *");
        await bob.SendAsync("JOIN #room");
        await bob.ExpectAsync("* 366 *");
        await ann.SendAsync("PRIVMSG #room :last");
        string mine = await ann.ExpectAsync("* PRIVMSG #room :last"), theirs = await bob.ExpectAsync("* PRIVMSG #room :last");
        Tag(mine, "msgid").Should().NotBeNull().And.Be(Tag(theirs, "msgid"));
    }

    [Fact]
    public async Task While_the_log_is_out_of_reach_people_stay_and_read_and_are_told_what_is_not_done()
    {
        var clock = new ManualClock();
        var log = new FlakyLog(clock);
        ServerOptions options = Alone with { SharedLog = log, Clock = clock, PingInterval = TimeSpan.FromDays(1), FloodBurst = 0 };
        await using ChatServer one = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(one, "ann", "standard-replies labeled-response batch draft/multiline message-tags");
        using TestClient bob = await ComeAsync(one, "bob");
        await ann.AskAsync("JOIN #room");
        await bob.AskAsync("JOIN #room");

        log.IsAway = true;
        int before = log.Tries;
        await bob.SendAsync("PRIVMSG #room :lost");
        await Waiting.UntilAsync(() => log.Tries > before, "the line to be on its way");
        clock.Advance(TimeSpan.FromSeconds(6));
        await bob.ExpectAsync("* 404 bob #room :Your message was not sent: the servers' common log cannot *");
        await bob.SendAsync("TOPIC #room :tea");
        await bob.ExpectAsync("* NOTICE bob :That was not done: the servers' common log cannot *");
        await ann.SendAsync("@label=1 PRIVMSG #room :lost, too", "@label=2 TOPIC #room :tea", "TAGMSG #room",
            "@label=3 BATCH +m draft/multiline #room", "@batch=m PRIVMSG #room :one", "@batch=m PRIVMSG #room :two", "BATCH -m");
        await ann.ExpectAsync("@label=1 :* FAIL PRIVMSG NOT_KEPT #room :Your message was not sent: the servers' common log cannot *");
        await ann.ExpectAsync("@label=2 :* FAIL TOPIC NOT_KEPT :That was not done: the servers' common log cannot *");
        await ann.ExpectAsync("@label=3 :* FAIL PRIVMSG NOT_KEPT #room :Your message was not sent: the servers' common log cannot *");
        (await ann.AskAsync("NAMES #room"))[0].Should().Match("* 353 ann = #room :@ann bob");
        using TestClient cat = await TestClient.ConnectAsync(one.EndPoints[0]);
        await cat.SendAsync("NICK cat", "USER cat 0 * :cat");
        (await cat.ReadToEndAsync())[^1].Should().Match("ERROR :*Nobody can come in at the moment: the servers' common log cannot *");

        log.IsAway = false;
        await ann.SendAsync("PRIVMSG #room :found");
        await bob.ExpectAsync("* PRIVMSG #room :found");
    }

    [Fact]
    public async Task Who_waits_for_long_is_told_that_nobody_knows_and_hears_it_later()
    {
        var clock = new ManualClock();
        var log = new FlakyLog(clock);
        ServerOptions options = Alone with { SharedLog = log, Clock = clock, PingInterval = TimeSpan.FromDays(1), FloodBurst = 0 };
        await using ChatServer one = await ChatServer.StartAsync(options);
        using TestClient ann = await ComeAsync(one, "ann", "standard-replies echo-message"), bob = await ComeAsync(one, "bob");
        await ann.AskAsync("JOIN #room");
        log.Hold();
        int before = log.Tries;
        await ann.SendAsync("PRIVMSG #room :slow");
        await Waiting.UntilAsync(() => log.Tries > before, "the line to be on its way");
        await bob.SendAsync("TOPIC #room :behind it");
        await Waiting.UntilAsync(() => one.Context.Shared!.Waiting == 1, "the topic to wait");
        clock.Advance(TimeSpan.FromSeconds(31));
        await ann.ExpectAsync("* FAIL PRIVMSG NOT_KNOWN #room :Whether that was done is not known yet: *");
        await bob.ExpectAsync("* NOTICE bob :That was not done: the servers' common log has not answered for 30 seconds.");
        log.Release();
        await ann.ExpectAsync("* PRIVMSG #room :slow");
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_is_not_followed()
    {
        var log = new MemoryLog();
        long other = log.Append(0, 1, EntryCodec.Write([new NodeUp("another")]));
        log.Append(other, 1, [(byte)'S', 1]);
        Func<Task> start = () => ChatServer.StartAsync(Alone with { SharedLog = log });
        (await start.Should().ThrowAsync<ServerStartException>()).Which.Message
            .Should().Contain("The record 2 of the common log is damaged");
    }

    // All had died, and are started with other settings.
    [Fact]
    public async Task One_with_other_settings_may_come_when_those_who_had_others_are_gone()
    {
        var log = new FlakyLog { Patience = Waiting.Deadline };
        long ghost = log.Append(0, 1, EntryCodec.Write([new NodeUp("of yesterday")]));
        Task<ChatServer> starting = ChatServer.StartAsync(Alone with { SharedLog = log });
        await Waiting.UntilAsync(() => log.Inner.Count == 2, "the server to come");
        starting.IsCompleted.Should().BeFalse();
        log.Inner.Fence(ghost, "it is gone");
        await using ChatServer server = await starting.WithinDeadlineAsync("the server to be there");
        using TestClient ann = await ComeAsync(server, "ann");
    }

    [Fact]
    public async Task One_of_them_posts_what_a_room_hears()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/heard");
        ServerOptions options = Alone with { SharedLog = new MemoryLog(), HookNetworks = [IPNetwork.Parse("127.0.0.0/8")] };
        await using ChatServer one = await ChatServer.StartAsync(options), other = await ChatServer.StartAsync(options);
        foreach (ChatServer server in new[] { one, other })
        {
            server.Context.OutgoingHooks.Add(Utf8("#room"), Utf8("out"), url, "*", "a test").Should().BeTrue();
            server.Context.HookPosts.Reread();
        }
        using TestClient ann = await ComeAsync(one, "ann"), bob = await ComeAsync(other, "bob");
        await ann.AskAsync("JOIN #room", "PRIVMSG #room :first");
        await bob.AskAsync("JOIN #room", "PRIVMSG #room :second");
        var texts = new List<string>();
        while (texts.Count < 2)
        {
            using Socket post = await listener.AcceptSocketAsync().WithinDeadlineAsync("a post");
            var buffer = new byte[4096];
            string text = "";
            while (!text.Contains("\"message\"", StringComparison.Ordinal))
                text += System.Text.Encoding.UTF8.GetString(buffer, 0, await post.ReceiveAsync(buffer).WithinDeadlineAsync("its text"));
            await post.SendAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
            texts.Add(text.Contains("first", StringComparison.Ordinal) ? "first" : "second");
        }
        texts.Should().BeEquivalentTo("first", "second");
    }

    private static async Task<TestClient> ComeAsync(ChatServer server, string nickname, string caps = "")
    {
        TestClient client = await TestClient.ConnectAsync(server.EndPoints[0]);
        await Chat.RegisterAsync(client, nickname, caps);
        return client;
    }
}
