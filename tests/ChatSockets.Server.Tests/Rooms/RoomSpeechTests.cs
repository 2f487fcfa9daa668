using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

/// <summary>What a room does not let through: by who says it, by what is said, and by how much.</summary>
[Specification("Modern IRC", "Ban Channel Mode")]
[Specification("Modern IRC", "Moderated Channel Mode")]
[Specification("ChatSockets", "HELP ROOMMODES")]
public sealed class RoomSpeechTests
{
    private const string Ctcp = ":chat.local 404 bob #room :Cannot send to channel: no CTCP here but ACTION (+C)";
    private const string Formatting = ":chat.local 404 bob #room :Cannot send to channel: send it without colours and formatting (+c)";
    private const string Flood = ":chat.local 404 bob #room :Cannot send to channel: no more than 3 lines in 10 seconds (+f)";

    [Fact]
    public async Task A_banned_member_is_silent_until_he_is_excepted()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +b 127.0.0.0/8");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #room :one")).Should().Equal(":chat.local 404 bob #room :Cannot send to channel: you are banned (+b)");
        await alice.AskAsync("MODE #room +e bob");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #room :two")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :two");
    }

    [Theory]
    [InlineData("v")]
    [InlineData("h")]
    [InlineData("o")]
    [InlineData("a")]
    [InlineData("q")]
    public async Task Whoever_has_a_status_is_heard_in_spite_of_moderation_bans_and_mutes(string status)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeFounder("alice");
        await alice.AskAsync($"MODE #room +mMbb{status} bob ~m:bob bob");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #room :x")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :x");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Under_M_only_accounts_and_voices_are_heard()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +M");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #room :one", "NOTICE #room :two")).Should().Equal(
            ":chat.local 404 bob #room :Cannot send to channel: log in to an account first, or ask for a voice (+M)");
        chat.User("bob").Account = Utf8("robert");
        (await bob.AskAsync("PRIVMSG #room :three")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :three");
    }

    [Fact]
    public async Task Lines_that_are_refused_for_what_is_in_them_do_not_stop_those_beside_them()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "message-tags", bobCaps: "message-tags");
        await alice.AskAsync("MODE #room +Cc");
        await bob.SyncAsync();
        (await bob.AskAsync(
            "PRIVMSG #room :\u0001VERSION\u0001", "@+a=1 PRIVMSG #room :one", "PRIVMSG #room :\u0002two",
                "NOTICE #room :\u0001PING 1\u0001",
            "@+a=2 TAGMSG #room", "PRIVMSG #room :\u0001ACTION waves\u0001", "NOTICE #room :\u0003four", "@+a=3 NOTICE #room :five"))
            .Should().Equal(Ctcp, Formatting);
        IReadOnlyList<string> heard = await alice.SyncAsync();
        heard.Select(Untagged).Should().Equal(
            $":{Source("bob")} PRIVMSG #room :one", $":{Source("bob")} TAGMSG #room",
            $":{Source("bob")} PRIVMSG #room :\u0001ACTION waves\u0001", $":{Source("bob")} NOTICE #room :five");
        heard.Select(line => Tag(line, "+a")).Should().Equal("1", "2", null, "3");
    }

    [Fact]
    public async Task The_echo_of_what_was_taken_comes_before_the_refusals()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(bobCaps: "echo-message");
        await alice.AskAsync("MODE #room +c");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #room :one", "PRIVMSG #room :\u0002two", "PRIVMSG #room :three")).Should().Equal(
            $":{Source("bob")} PRIVMSG #room :one", $":{Source("bob")} PRIVMSG #room :three", Formatting);
    }

    [Theory]
    [InlineData("+C", "\u0001VERSION\u0001", Ctcp)]
    [InlineData("+c", "\u000304red", Formatting)]
    public async Task A_line_to_a_status_is_looked_at_too(string mode, string text, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync($"PRIVMSG @#room :{text}")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().ContainSingle();
        await alice.AskAsync($"MODE #room {mode}");
        await bob.SyncAsync();
        (await bob.AskAsync($"PRIVMSG @#room :{text}")).Should().Equal(reply);
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_a_flood_the_first_lines_are_heard_and_the_rest_refused_until_the_window_is_over()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.JoinAsync("carol");
        await alice.AskAsync("MODE #room +f 3:10");
        await bob.SyncAsync();
        await carol.SyncAsync();
        (await bob.AskAsync([.. Enumerable.Range(1, 5).Select(i => $"PRIVMSG #room :{i}")])).Should().Equal(Flood, Flood);
        (await bob.AskAsync("PRIVMSG @#room :x", "NOTICE #room :y")).Should().Equal(Flood);
        await carol.AskAsync("PRIVMSG #room :mine");
        chat.Clock.Advance(TimeSpan.FromSeconds(10));
        await bob.AskAsync("PRIVMSG #room :later");
        (await alice.SyncAsync()).Should().Equal(
            $":{Source("bob")} PRIVMSG #room :1", $":{Source("bob")} PRIVMSG #room :2", $":{Source("bob")} PRIVMSG #room :3",
            $":{Source("carol")} PRIVMSG #room :mine", $":{Source("bob")} PRIVMSG #room :later");
    }

    [Fact]
    public async Task Half_operators_may_say_as_much_as_they_like_and_voices_may_not()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +f 3:10", "MODE #room +v bob");
        await bob.SyncAsync();
        string[] lines = [.. Enumerable.Range(1, 4).Select(i => $"PRIVMSG #room :{i}")];
        (await bob.AskAsync(lines)).Should().Equal(Flood);
        await alice.AskAsync("MODE #room +h bob");
        await bob.SyncAsync();
        (await bob.AskAsync(lines)).Should().BeEmpty();
        (await alice.AskAsync(lines)).Should().HaveCount(4);
    }

    [Fact]
    public async Task With_an_asterisk_whoever_floods_is_kicked_by_the_server()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +f *2:10");
        await bob.SyncAsync();
        const string Kick = ":chat.local KICK #room bob :Flood: more than 2 lines in 10 seconds";
        (await bob.AskAsync("PRIVMSG #room :1", "PRIVMSG #room :2", "PRIVMSG #room :3", "PRIVMSG #room :4")).Should().StartWith(Kick);
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :1", $":{Source("bob")} PRIVMSG #room :2", Kick);
        (await alice.AskAsync("NAMES #room"))[0].Should().EndWith(" #room :@alice");
    }

    [Fact]
    public async Task Whoever_floods_is_not_kicked_any_more_where_the_limit_went_while_the_first_lines_came_to_the_disk()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("PRIVMSG #room :before", "MODE #room +f *2:10");
        await bob.SyncAsync();
        using (new HeldStore(chat))
        {
            await bob.SendAsync("PRIVMSG #room :1", "PRIVMSG #room :2", "PRIVMSG #room :3", "PRIVMSG #room :4");
            await HeldStore.SpeechInAsync(chat, "#room");
            await alice.AskAsync("MODE #room -f");
        }
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} MODE #room -f");
        (await alice.SyncAsync()).Should().Equal(Enumerable.Range(1, 4).Select(i => $":{Source("bob")} PRIVMSG #room :{i}"));
    }

    [Fact]
    public async Task On_the_disk_too_a_flood_is_first_heard_and_then_ends_with_the_kick_and_the_history_has_that_order()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        (TestClient alice, TestClient bob) = await chat.PairAsync("draft/chathistory draft/event-playback batch", "echo-message");
        await alice.AskAsync("PRIVMSG #room :before", "MODE #room +f *2:10");
        await bob.SyncAsync();
        string[] expected =
        [
            $":{Source("bob")} PRIVMSG #room :1", $":{Source("bob")} PRIVMSG #room :2",
                ":chat.local KICK #room bob :Flood: more than 2 lines in 10 seconds",
        ];
        (await bob.AskAsync("PRIVMSG #room :1", "PRIVMSG #room :2", "PRIVMSG #room :3", "PRIVMSG #room :4")).Should().Equal(expected);
        (await alice.SyncAsync()).Should().Equal(expected);
        // Nobody waits until an event is on the disk, but what is said after it is there later.
        await alice.AskAsync("PRIVMSG #room :after");
        (await alice.AskAsync("CHATHISTORY LATEST #room * 4")).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])
            .Should().Contain(expected).And.ContainInConsecutiveOrder(expected);
    }

    [Fact]
    public async Task Whoever_was_put_out_while_the_first_lines_of_a_flood_came_to_the_disk_is_not_kicked_and_the_rest_is_refused()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("PRIVMSG #room :before", "MODE #room +f *2:10");
        await bob.SyncAsync();
        using (new HeldStore(chat))
        {
            await bob.SendAsync("PRIVMSG #room :1", "PRIVMSG #room :2", "PRIVMSG #room :3");
            await HeldStore.SpeechInAsync(chat, "#room");
            await alice.AskAsync("KICK #room bob :enough");
        }
        (await bob.SyncAsync()).Should().Equal(
            $":{Source("alice")} KICK #room bob :enough", ":chat.local 404 bob #room :Cannot send to channel: join it first (+n)");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :1", $":{Source("bob")} PRIVMSG #room :2");
    }

    [Theory]
    [InlineData("PRIVMSG @#room :3")]
    [InlineData("@chatsockets/once=x PRIVMSG #room :3")]
    public async Task Whatever_its_form_a_line_too_many_is_a_flood(string line)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await chat.WithAccountAsync("bob", "message-tags chatsockets/once");
        await bob.AskAsync("JOIN #room");
        await alice.AskAsync("MODE #room +f *2:10");
        await bob.SyncAsync();
        await bob.AskAsync("PRIVMSG #room :1", "PRIVMSG #room :2", line);
        (await alice.SyncAsync()).Should().Equal(
            $":{Source("bob")} PRIVMSG #room :1", $":{Source("bob")} PRIVMSG #room :2",
                ":chat.local KICK #room bob :Flood: more than 2 lines in 10 seconds");
    }

    [Fact]
    public async Task A_guest_who_floods_cannot_be_kicked_and_is_refused()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room -n+f *3:10");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync([.. Enumerable.Range(1, 4).Select(i => $"PRIVMSG #room :{i}")])).Should().Equal(Flood);
        (await alice.SyncAsync()).Should().HaveCount(3);
    }
}
