using ChatSockets.Core.Actions;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>A session that is logged in when its registration is complete becomes another one of its account's user.</summary>
[Specification("ChatSockets", "Manual, Many terminals")]
public sealed class AttachmentTests
{
    [Fact]
    public async Task It_is_welcomed_and_sees_itself_enter_each_room_and_nobody_else_sees_anything()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient first = await chat.ComeAsync("bob", "away-notify extended-join draft/metadata-2");
        await first.AskAsync("JOIN #room", "JOIN #two", "TOPIC #two :Tea");
        await alice.SyncAsync();

        TestClient second = await chat.LogInAsync("bob");
        IReadOnlyList<string> lines = await second.AskAsync("CAP END");
        lines[0].Should().Be(":chat.local 001 bob :Welcome to the ChatSockets Network, bob");
        lines.Should().NotContain(line => line.Contains(" 253 ", StringComparison.Ordinal));
        long now = ManualClock.Start.ToUnixTimeSeconds();
        lines.SkipWhile(line => !line.Contains(" 422 ", StringComparison.Ordinal)).Skip(1).Should().Equal(
            $":{Source("bob")} JOIN #room",
            ":chat.local 353 bob = #room :@alice bob",
            ":chat.local 366 bob #room :End of /NAMES list",
            $":{Source("bob")} JOIN #two",
            ":chat.local 332 bob #two :Tea",
            $":chat.local 333 bob #two {Source("bob")} {now}",
            ":chat.local 353 bob = #two :@bob",
            ":chat.local 366 bob #two :End of /NAMES list");
        (await first.SyncAsync()).Should().BeEmpty();
        (await alice.SyncAsync()).Should().BeEmpty();
        chat.User("bob").Sessions.Should().HaveCount(2);
        chat.Server.Context.Users.Unknown.Should().Be(0);
    }

    [Fact]
    public async Task Whoever_logs_in_with_sasl_joins_the_user_who_has_the_account()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.WithAccountAsync("bob");
        await bob.AskAsync("JOIN #room");
        TestClient phone = await chat.ConnectAsync();
        string plain = Convert.ToBase64String(Utf8($"\0bob\0{ServiceChat.Password}"));
        await phone.AskAsync("CAP REQ :sasl", "NICK bob", "USER phone 0 * :x", "AUTHENTICATE PLAIN", $"AUTHENTICATE {plain}");
        IReadOnlyList<string> lines = await phone.AskAsync("CAP END");
        lines[0].Should().StartWith(":chat.local 001 bob ");
        lines.Should().Contain($":{Source("bob")} JOIN #room");
        await phone.AskAsync("PRIVMSG #room :hi");
        (await bob.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :hi");
    }

    [Fact]
    public async Task The_entrances_are_as_the_session_negotiated_them()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.ComeAsync("bob", "draft/metadata-2");
        await first.AskAsync("JOIN #room", "METADATA * SET colour :red", "METADATA #room SET colour :blue");
        TestClient second = await chat.LogInAsync("bob", "extended-join no-implicit-names draft/metadata-2 account-tag");
        await second.AskAsync("METADATA * SUB colour");
        IReadOnlyList<string> lines = await second.AskAsync("CAP END");
        lines.SkipWhile(line => !line.Contains(" JOIN ", StringComparison.Ordinal)).Should().Equal(
            $"@account=acc :{Source("bob")} JOIN #room acc :bob the tester",
            ":chat.local METADATA #room colour * :blue",
            ":chat.local METADATA bob colour * :red");
    }

    [Fact]
    public async Task It_takes_the_nickname_that_the_user_has_now()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.ComeAsync("bob");
        await first.AskAsync("NICK robert");
        TestClient free = await chat.LogInAsync("bob");
        (await free.AskAsync("CAP END"))[0].Should().Be(":chat.local 001 robert :Welcome to the ChatSockets Network, robert");
        (await free.AskAsync("ISON bob robert")).Should().Equal(":chat.local 303 robert :robert");
        // What it had asked for is free again.
        await chat.RegisterAsync("bob");
        TestClient taken = await chat.LogInAsync("Bob_");
        (await taken.AskAsync("CAP END"))[0].Should().StartWith(":chat.local 001 robert ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("other")]
    public async Task A_nickname_that_turns_out_to_be_somebody_elses_answers_433_at_the_end(string account)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.ComeAsync("bob");
        TestClient second = await chat.LogInAsync("bob", username: "other", account: account);
        (await second.AskAsync("CAP END")).Should().Equal(":chat.local 433 * bob :Nickname is already in use");
        (await second.AskAsync("JOIN #room")).Should().Equal(":chat.local 451 * :You have not registered");
        (await second.AskAsync("NICK bob")).Should().Equal(":chat.local 433 * bob :Nickname is already in use");
        (await second.AskAsync("NICK bob2"))[0].Should().StartWith(":chat.local 001 bob2 ");
        (await first.SyncAsync()).Should().BeEmpty();
        chat.User("bob").Sessions.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_nickname_that_has_become_free_by_then_is_taken()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.ComeAsync("bob");
        TestClient second = await chat.LogInAsync("bob", account: "");
        await first.LeaveAsync();
        (await second.AskAsync("CAP END"))[0].Should().StartWith(":chat.local 001 bob ");
    }

    [Fact]
    public async Task Whoever_wants_what_may_not_be_had_gives_up_what_it_had()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.ComeAsync("bob");
        TestClient second = await chat.ConnectAsync();
        (await second.AskAsync("CAP REQ batch", "NICK carl", "NICK bob")).Skip(1).Should().BeEmpty();
        await chat.RegisterAsync("carl");
        (await second.AskAsync("USER x 0 * :x", "CAP END")).Should().Equal(":chat.local 433 * bob :Nickname is already in use");
    }

    [Theory]
    [InlineData("USER bob 0 * :Bob", "NICK bob")]
    [InlineData("NICK bob", "USER bob 0 * :Bob")]
    public async Task Whoever_does_not_negotiate_is_told_at_once(params string[] lines)
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.ComeAsync("bob");
        TestClient second = await chat.ConnectAsync();
        (await second.AskAsync(lines)).Should().Equal(":chat.local 433 * bob :Nickname is already in use");
    }

    [Fact]
    public async Task The_nickname_of_somebody_without_an_account_is_refused_at_once()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("bob");
        TestClient second = await chat.ConnectAsync();
        (await second.AskAsync("CAP REQ batch", "NICK bob")).Skip(1).Should().Equal(":chat.local 433 * bob :Nickname is already in use");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Two_that_come_together_for_one_nickname_become_one_user()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient one = await chat.LogInAsync("bob", username: "one");
        TestClient two = await chat.LogInAsync("bob", username: "two");
        // The one that named it first is not the first to be ready: it has to choose another name, and finds itself under that.
        (await two.AskAsync("CAP END")).Should().Equal(":chat.local 433 * bob :Nickname is already in use");
        (await one.AskAsync("CAP END"))[0].Should().StartWith(":chat.local 001 bob ");
        (await two.AskAsync("NICK bob_"))[0].Should().StartWith(":chat.local 001 bob ");
        chat.User("bob").Sessions.Should().HaveCount(2);
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Of_several_users_of_an_account_it_joins_the_one_whose_nickname_it_asks_for_or_the_first()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.ComeAsync("bob");
        await chat.RegisterAsync("carl");
        AccountChat.LogIn(CommandContext.OfAnother(chat.Server.Context, chat.User("carl").Sessions[0]), Utf8("acc"));
        await chat.ComeAsync("carl", username: "two");
        chat.User("carl").Sessions.Should().HaveCount(2);
        await chat.ComeAsync("dave", username: "three");
        chat.User("bob").Sessions.Should().HaveCount(2);
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task After_a_logout_no_session_joins_and_after_a_login_the_next_does()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.ComeAsync("bob");
        Login.Out(CommandContext.OfAnother(chat.Server.Context, chat.User("bob").Sessions[0]));
        TestClient second = await chat.LogInAsync("bob", username: "two");
        (await second.AskAsync("NICK bob2", "CAP END"))[0].Should().StartWith(":chat.local 001 bob2 ");
        AccountChat.LogIn(CommandContext.OfAnother(chat.Server.Context, chat.User("bob").Sessions[0]), Utf8("new"));
        await chat.ComeAsync("anything", username: "three", account: "NEW");
        chat.User("bob").Sessions.Should().HaveCount(2);
        (await bob.SyncAsync()).Select(line => line.Split(' ')[1]).Should().Equal("901", "900");
    }

    [Fact]
    public async Task What_it_said_of_itself_before_counts_as_said_now()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "away-notify draft/metadata-2");
        await alice.AskAsync("METADATA * SUB colour");
        TestClient first = await chat.ComeAsync("bob", "away-notify");
        await first.AskAsync("JOIN #room");
        await alice.SyncAsync();
        TestClient second = await chat.LogInAsync("bob", "draft/pre-away draft/metadata-2 away-notify");
        await second.AskAsync("AWAY :Lunch", "METADATA * SET colour :red");
        IReadOnlyList<string> lines = await second.AskAsync("CAP END");
        lines.Should().NotContain(line => line.Contains(" AWAY ", StringComparison.Ordinal)
            || line.Contains(" 306 ", StringComparison.Ordinal));
        lines.Should().Contain(":chat.local METADATA bob colour * :red");
        (await alice.SyncAsync()).Should().Equal([$":{Source("bob")} METADATA bob colour * :red"], "bob is at the first one");
        (await first.SyncAsync()).Should().BeEmpty();
        await first.AskAsync("AWAY :Tea", "AWAY");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} AWAY :Tea", $":{Source("bob")} AWAY");
    }

    [Fact]
    public async Task It_learns_the_users_modes_and_whoever_is_at_it_is_not_away()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.ComeAsync("bob");
        await first.AskAsync("MODE bob +iw", "AWAY :Lunch");
        TestClient second = await chat.LogInAsync("bob");
        (await second.AskAsync("CAP END"))[^1].Should().Be(":chat.local 221 bob +iw");
        chat.User("bob").Away.Should().BeNull();
        (await first.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_label_on_the_end_of_the_negotiation_is_answered_in_one_batch()
    {
        await using Chat chat = await Chat.StartAsync();
        await (await chat.ComeAsync("bob")).AskAsync("JOIN #room");
        TestClient second = await chat.LogInAsync("bob", "labeled-response batch");
        IReadOnlyList<string> lines = await second.AskAsync("@label=x CAP END");
        lines[0].Should().Be("@label=x :chat.local BATCH +b1 labeled-response");
        lines.Skip(1).SkipLast(1).Should().OnlyContain(line => line.StartsWith("@batch=b1 ", StringComparison.Ordinal))
            .And.Contain($"@batch=b1 :{Source("bob")} JOIN #room");
        lines[^1].Should().Be(":chat.local BATCH -b1");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_ban_of_its_address_or_of_the_users_mask_keeps_it_out()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.ComeAsync("bob");
        chat.Server.Context.Bans.Add(Core.Bans.ServerBan.OfMask(Utf8("*!~two@*"), out _)! with { Reason = "Spam" });
        TestClient second = await chat.LogInAsync("bob", username: "two");
        await second.SendAsync("CAP END");
        (await second.ReadToEndAsync()).Should().Equal(
            ":chat.local 465 * :You are banned from this server: Spam", "ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
        (await first.SyncAsync()).Should().BeEmpty();
        chat.User("bob").Sessions.Should().HaveCount(1);
    }
}
