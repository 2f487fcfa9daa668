using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>A user who is always on stays when the last session goes, is away, and is back with the next one.</summary>
[Specification("IRCv3 pre-away", "Implementation considerations")]
public sealed class AlwaysOnTests
{
    [Trait("Servers", "One")]
    [Fact]
    public async Task The_user_stays_away_in_its_rooms_and_is_back_with_the_next_session()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        await bob.LeaveAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY :Not connected");
        (await alice.AskAsync("PRIVMSG bob :hi", "PRIVMSG #room :hi", "NAMES #room", "ISON bob")).Should().Equal(
            ":chat.local 301 alice bob :is not here; your message waits for the next log-in",
            ":chat.local 353 alice = #room :@alice bob",
            ":chat.local 366 alice #room :End of /NAMES list",
            ":chat.local 303 alice :bob");

        TestClient again = await chat.LogInAsync("bob", "away-notify", "again");
        IReadOnlyList<string> lines = await again.AskAsync("CAP END");
        lines.Should().Contain($":{Source("bob")} JOIN #room").And.NotContain(line => line.Contains(" 306 ", StringComparison.Ordinal));
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY");
        (await alice.AskAsync("PRIVMSG bob :hi")).Should().BeEmpty();
        (await again.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG bob :hi");
    }

    [Fact]
    public async Task Its_own_reason_to_be_away_stays_until_somebody_is_at_a_terminal()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        await bob.AskAsync("AWAY :Not connected");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY :Not connected");
        await bob.LeaveAsync();
        TestClient automatic = await chat.LogInAsync("bob", "draft/pre-away", username: "automatic");
        await automatic.AskAsync("AWAY *", "CAP END");
        (await alice.AskAsync("PRIVMSG bob :hi")).Should().Equal(":chat.local 301 alice bob :Not connected");
        TestClient again = await chat.LogInAsync("bob", username: "again");
        (await again.AskAsync("CAP END")).Should().NotContain(line => line.Contains(" 306 ", StringComparison.Ordinal));
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY");
    }

    [Fact]
    public async Task A_session_that_nobody_sits_at_does_not_bring_the_user_back()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        await bob.LeaveAsync();
        await alice.SyncAsync();
        TestClient automatic = await chat.LogInAsync("bob", "draft/pre-away", "again");
        await automatic.AskAsync("AWAY *", "CAP END");
        (await alice.SyncAsync()).Should().BeEmpty();
        await automatic.AskAsync("AWAY");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY");
        await automatic.LeaveAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY :Not connected");
        TestClient other = await chat.LogInAsync("bob", "draft/pre-away", "other");
        await other.AskAsync("AWAY :Lunch", "CAP END");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY :Lunch");
    }

    [Fact]
    public async Task Whoever_is_not_there_can_be_asked_for_and_acted_upon()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        await bob.LeaveAsync();
        await alice.AskAsync("PING x");
        (await alice.AskAsync("WHO bob", "WHOIS bob", "USERHOST bob", "MODE #room +v bob", "INVITE bob #own", "METADATA bob LIST",
            "KICK #room bob :out", "NAMES #room")).Should().Contain([
            ":chat.local 352 alice #room ~bob 127.0.0.1 chat.local bob G :0 bob the tester",
            ":chat.local 301 alice bob :Not connected",
            ":chat.local 302 alice :bob=-~bob@127.0.0.1",
            $":{Source("alice")} MODE #room +v bob",
            $":{Source("alice")} KICK #room bob :out",
            ":chat.local 353 alice = #room :@alice",
        ]);
        (await alice.AskAsync("LUSERS"))[0].Should().Be(":chat.local 251 alice :There are 2 users and 0 invisible on 1 servers");
        TestClient again = await chat.LogInAsync("bob", username: "again");
        (await again.AskAsync("CAP END")).Should().NotContain(line => line.Contains(" JOIN ", StringComparison.Ordinal));
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Room_operators_who_are_not_there_keep_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        await bob.AskAsync("JOIN #bobs");
        await bob.LeaveAsync();
        (await alice.AskAsync("JOIN #bobs")).Should().Contain(":chat.local 353 alice = #bobs :@bob alice");
        await alice.AskAsync("PRIVMSG #bobs :anybody?", "RENAME #bobs #hers", "PART #bobs");
        TestClient again = await chat.LogInAsync("bob", username: "again");
        (await again.AskAsync("CAP END")).Should().Contain(":chat.local 353 bob = #bobs :@bob");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task It_comes_back_from_where_the_next_session_comes_and_no_operator()
    {
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            Operators = [OperatorChat.Account(host: "staff.example")],
            WebGateways =
                [new WebGateway { Name = "web", Password = OperatorChat.Secret, Addresses = [System.Net.IPNetwork.Parse("127.0.0.0/8")] }],
        });
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        await bob.AskAsync("OPER root secret");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} CHGHOST ~bob staff.example");
        await bob.LeaveAsync();
        (await alice.SyncAsync()).Should().Equal(":bob!~bob@staff.example CHGHOST ~bob 127.0.0.1", $":{Source("bob")} AWAY :Not connected");
        chat.User("bob").IsOperator.Should().BeFalse();
        TestClient again = await chat.LogInAsync("bob", username: "again", before: "WEBIRC secret web web.example 192.0.2.7");
        (await again.AskAsync("CAP END")).Should().Contain(":bob!~bob@web.example JOIN #room");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} CHGHOST ~bob web.example", ":bob!~bob@web.example AWAY");
        chat.User("bob").RealSource.Should().Equal(Utf8("bob!~bob@192.0.2.7"));
        await chat.ComeAsync("bob", username: "third");
        chat.User("bob").Source.Should().Equal(Utf8("bob!~bob@web.example"));
    }

    [Theory]
    [InlineData("KILL bob :enough", "Killed (oper (enough))")]
    [InlineData("KLINE 1h bob :Spam", "Banned: Spam")]
    public async Task Whoever_is_not_there_can_be_put_out(string command, string reason)
    {
        await using Chat chat = await OperatorChat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        TestClient oper = await chat.OperAsync("oper");
        await bob.LeaveAsync();
        await alice.SyncAsync();
        await oper.AskAsync(command);
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :{reason}");
        (await alice.AskAsync("NAMES #room", "ISON bob")).Should()
            .Contain([":chat.local 353 alice = #room :@alice", ":chat.local 303 alice :"]);
        chat.Server.Context.Users.Count.Should().Be(2);
    }

    [Fact]
    public async Task A_kill_removes_it_with_its_sessions_and_a_ban_of_an_address_does_not()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("DLINE 192.0.2.7");
        chat.User("bob").Sessions.Should().HaveCount(1);
        await oper.AskAsync("KILL bob :enough");
        await bob.ReadToEndAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :Killed (oper (enough))");
        await chat.ComeAsync("bob", username: "again");
        chat.User("bob").IsAlwaysOn.Should().BeFalse();
    }

    [Fact]
    public async Task Another_account_or_none_is_not_always_on()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await StartAsync(chat);
        Login.Out(CommandContext.OfAnother(chat.Server.Context, chat.User("bob").Sessions[0]));
        await bob.LeaveAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :Quit: bye");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task One_that_was_kept_is_restored_and_ended()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "away-notify extended-join");
        var kept = new StoredUser(Utf8("bob"), Utf8("acc"), Utf8("~bob"), Utf8("Bob"),
            [(Utf8("#room"), MemberModes.Voice), (Utf8("#own"), MemberModes.Founder)]);
        AlwaysOn.Restore(chat.Server.Context, kept).Should().NotBeNull();
        AlwaysOn.Restore(chat.Server.Context, kept).Should().BeNull("the nickname is taken");
        AlwaysOn.Restore(chat.Server.Context, kept with { Nickname = Utf8("rob") }).Should().BeNull("the account has a user");
        (await alice.SyncAsync()).Should().Equal(":bob!~bob@chat.local JOIN #room acc :Bob", ":bob!~bob@chat.local AWAY :Not connected");
        (await alice.AskAsync("NAMES #room", "WHO bob %uihfa", "ISON bob rob", "LUSERS")).Should().Contain([
            ":chat.local 353 alice = #room :@alice +bob",
            ":chat.local 354 alice ~bob 255.255.255.255 chat.local G+ acc",
            ":chat.local 303 alice :bob",
            ":chat.local 251 alice :There are 2 users and 0 invisible on 1 servers",
        ]);

        TestClient bob = await chat.LogInAsync("whatever", username: "x");
        (await bob.AskAsync("CAP END")).Should().Contain([":chat.local 353 bob = #room :@alice +bob", ":chat.local 353 bob = #own :@bob"]);
        // Alice does not know CHGHOST.
        (await alice.SyncAsync()).Should().Equal(
            ":bob!~bob@chat.local QUIT :Changing host", $":{Source("bob")} JOIN #room acc :Bob", ":chat.local MODE #room +v bob",
            $":{Source("bob")} AWAY :Not connected", $":{Source("bob")} AWAY");
        await bob.LeaveAsync();
        await alice.SyncAsync();
        Disconnect.End(chat.Server.Context, chat.User("bob"), "Account deleted");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :Account deleted");
        chat.Server.Context.Rooms.Count.Should().Be(1);
    }

    // Alice, who sees everything, and Bob, who is always on, both in #room.
    private static async Task<(TestClient Alice, TestClient Bob)> StartAsync(Chat chat)
    {
        TestClient alice = await chat.JoinAsync("alice", caps: "away-notify chghost");
        chat.Server.Context.Accounts.Add(Utf8("acc"), ScramKeys.Create("correct horse")!);
        TestClient bob = await chat.ComeAsync("bob");
        await bob.AskAsync("JOIN #room");
        chat.User("bob").IsAlwaysOn = true;
        await alice.SyncAsync();
        return (alice, bob);
    }
}
