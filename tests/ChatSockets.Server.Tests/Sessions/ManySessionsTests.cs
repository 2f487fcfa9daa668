using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>
/// What the sessions of one user see of each other, and others of them: Bob at his desk and with his telephone, and Alice.
/// </summary>
[Specification("ChatSockets", "Manual, Many terminals")]
public sealed class ManySessionsTests
{
    private const string Capabilities =
        "account-notify away-notify chghost setname draft/channel-rename draft/message-redaction draft/metadata-2 "
            + "invite-notify message-tags";

    [Fact]
    public async Task What_one_does_in_rooms_the_other_sees_as_everybody_does_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient desk, TestClient phone) = await StartAsync(chat);
        await alice.AskAsync("JOIN #two");
        await desk.AskAsync("JOIN #two");
        await phone.AskAsync("AWAY :In the pocket");
        await SyncAsync(alice, desk, phone);
        await desk.AskAsync("MODE #own +m", "TOPIC #own :Tea", "PRIVMSG #room :hi", "NOTICE #room :ho", "NICK rob", "KICK #own rob :out",
            "PART #two :bye", "AWAY :Lunch", "SETNAME :Rob");
        string[] seen =
        [
            $":{Source("bob")} PRIVMSG #room :hi", $":{Source("bob")} NOTICE #room :ho", $":{Source("bob")} NICK rob",
                ":rob!~bob@127.0.0.1 PART #two :bye",
            ":rob!~bob@127.0.0.1 AWAY :Lunch", ":rob!~bob@127.0.0.1 SETNAME :Rob",
        ];
        (await PlainAsync(alice)).Should().Equal(seen);
        (await PlainAsync(phone)).Should().Equal(
            $":{Source("bob")} MODE #own +m", $":{Source("bob")} TOPIC #own :Tea", seen[0], seen[1], seen[2],
                ":rob!~bob@127.0.0.1 KICK #own rob :out", seen[3], seen[4], seen[5]);
    }

    [Fact]
    public async Task The_one_that_acts_gets_its_own_answer_and_an_echo_only_if_it_wants_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient desk = await chat.ComeAsync("bob", "labeled-response batch echo-message");
        await desk.AskAsync("JOIN #room");
        TestClient phone = await chat.ComeAsync("bob", username: "phone");
        (await desk.AskAsync("@label=1 PRIVMSG #room :hi", "@label=2 NICK rob", "@label=3 PRIVMSG rob :me")).Should().Equal(
            $"@label=1 :{Source("bob")} PRIVMSG #room :hi",
            $"@label=2 :{Source("bob")} NICK rob",
            ":rob!~bob@127.0.0.1 PRIVMSG rob :me",
            "@label=3 :rob!~bob@127.0.0.1 PRIVMSG rob :me");
        (await phone.SyncAsync()).Should()
            .Equal($":{Source("bob")} PRIVMSG #room :hi", $":{Source("bob")} NICK rob", ":rob!~bob@127.0.0.1 PRIVMSG rob :me");
        (await phone.AskAsync("PRIVMSG #room :ho")).Should().BeEmpty();
        (await desk.SyncAsync()).Should().Equal(":rob!~bob@127.0.0.1 PRIVMSG #room :ho");
    }

    [Fact]
    public async Task A_room_that_one_enters_the_other_enters_too()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient desk, TestClient phone) = await StartAsync(chat);
        await alice.AskAsync("JOIN #two", "TOPIC #two :Tea", "METADATA #two SET colour :blue");
        await phone.AskAsync("METADATA * SUB colour");
        Untagged((await desk.AskAsync("JOIN #two"))[0]).Should().Be($":{Source("bob")} JOIN #two");
        (await PlainAsync(phone)).Should().Equal(
            $":{Source("bob")} JOIN #two",
            ":chat.local 332 bob #two :Tea",
            $":chat.local 333 bob #two {Source("alice")} {ManualClock.Start.ToUnixTimeSeconds()}",
            ":chat.local 353 bob = #two :@alice bob",
            ":chat.local 366 bob #two :End of /NAMES list",
            ":chat.local METADATA #two colour * :blue");
        (await PlainAsync(alice)).Should().Equal($":{Source("bob")} JOIN #two");
        (await alice.AskAsync("PRIVMSG #two :hi")).Should().BeEmpty();
        (await PlainAsync(desk)).Should().Equal($":{Source("alice")} PRIVMSG #two :hi");
        (await PlainAsync(phone)).Should().Equal($":{Source("alice")} PRIVMSG #two :hi");
    }

    [Fact]
    public async Task A_private_message_is_seen_by_all_sessions_of_both_sides()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient desk, TestClient phone) = await StartAsync(chat);
        TestClient tablet = await chat.ComeAsync("alice", Capabilities, "tablet", "alices");
        (await desk.AskAsync("PRIVMSG alice :hi")).Should().BeEmpty();
        string[] seen = [$":{Source("bob")} PRIVMSG alice :hi"];
        (await PlainAsync(phone)).Should().Equal(seen);
        (await PlainAsync(alice)).Should().Equal(seen);
        (await PlainAsync(tablet)).Should().Equal(seen);
        (await tablet.AskAsync("NOTICE bob :ho")).Should().BeEmpty();
        seen = [$":{Source("alice")} NOTICE bob :ho"];
        (await PlainAsync(phone)).Should().Equal(seen);
        (await PlainAsync(desk)).Should().Equal(seen);
        (await PlainAsync(alice)).Should().Equal(seen);
    }

    [Fact]
    public async Task What_one_said_in_private_another_takes_back()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient desk, TestClient phone) = await StartAsync(chat);
        await desk.AskAsync("PRIVMSG alice :hi");
        string id = Tag((await phone.SyncAsync())[0], "msgid")!;
        await alice.SyncAsync();
        (await phone.AskAsync($"REDACT alice {id} :oops")).Should().BeEmpty();
        (await PlainAsync(desk)).Should().Equal($":{Source("bob")} REDACT alice {id} :oops");
        (await PlainAsync(alice)).Should().Equal($":{Source("bob")} REDACT alice {id} :oops");
    }

    [Fact]
    public async Task A_line_for_those_of_a_status_is_seen_by_the_speakers_other_sessions()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient desk, TestClient phone) = await StartAsync(chat);
        (await desk.AskAsync("PRIVMSG @#room :ops")).Should().BeEmpty();
        (await PlainAsync(phone)).Should().Equal($":{Source("bob")} PRIVMSG @#room :ops");
        (await PlainAsync(alice)).Should().Equal($":{Source("bob")} PRIVMSG @#room :ops");
        await alice.AskAsync("PRIVMSG ~#room :founders");
        (await PlainAsync(phone)).Should().BeEmpty();
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task What_concerns_the_user_concerns_all_sessions()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient desk, TestClient phone) = await StartAsync(chat);
        await alice.AskAsync("JOIN #two");
        await phone.AskAsync("METADATA * SUB colour");
        await alice.AskAsync("INVITE bob #two", "METADATA * SET colour :red", "WALLOPS :no", "MODE #room +v bob");
        await desk.AskAsync("MODE bob +i", "METADATA * SET colour :blue");
        HostChange.Apply(chat.Server.Context, chat.User("bob"), Utf8("~bob"), Utf8("cloak.example"));
        (await PlainAsync(phone)).Should().Equal(
            $":{Source("alice")} INVITE bob #two",
            $":{Source("alice")} METADATA alice colour * :red",
            $":{Source("alice")} MODE #room +v bob",
            $":{Source("bob")} MODE bob +i",
            $":{Source("bob")} METADATA bob colour * :blue",
            $":{Source("bob")} CHGHOST ~bob cloak.example",
            ":chat.local 396 bob cloak.example :is now your displayed host");
        await alice.AskAsync("KICK #room bob :out");
        (await PlainAsync(phone)).Should().Equal($":{Source("alice")} KICK #room bob :out");
        await alice.AskAsync("PRIVMSG #room :gone?");
        (await PlainAsync(phone)).Should().BeEmpty();
        (await phone.AskAsync("PART #room")).Should().Equal(":chat.local 442 bob #room :You're not on that channel");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_host_that_changes_looks_to_nobodys_own_terminal_as_if_he_had_gone()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient desk = await chat.ComeAsync("bob");
        await desk.AskAsync("JOIN #room");
        TestClient phone = await chat.ComeAsync("bob", username: "phone");
        HostChange.Apply(chat.Server.Context, chat.User("bob"), Utf8("~bob"), Utf8("cloak.example"));
        (await phone.SyncAsync()).Should().Equal(":chat.local 396 bob cloak.example :is now your displayed host");
        (await desk.SyncAsync()).Should().Equal(":chat.local 396 bob cloak.example :is now your displayed host");
    }

    [Fact]
    public async Task Those_who_do_not_know_renames_see_the_room_change_in_each_terminal()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient desk = await chat.ComeAsync("bob", "draft/channel-rename");
        await desk.AskAsync("JOIN #room");
        TestClient phone = await chat.ComeAsync("bob", username: "phone");
        (await desk.AskAsync("RENAME #room #new")).Should().Equal($":{Source("bob")} RENAME #room #new :");
        (await phone.SyncAsync()).Should().Equal(
            $":{Source("bob")} PART #room", $":{Source("bob")} JOIN #new", ":chat.local 353 bob = #new :@bob",
                ":chat.local 366 bob #new :End of /NAMES list");
    }

    [Fact]
    public async Task The_user_is_counted_once_and_lists_have_him_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _, _) = await StartAsync(chat);
        (await alice.AskAsync("LUSERS"))[0].Should().Be(":chat.local 251 alice :There are 2 users and 0 invisible on 1 servers");
        (await alice.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 alice = #room :@alice bob");
        (await alice.AskAsync("WHO #room")).Should().HaveCount(3);
        (await alice.AskAsync("USERHOST bob")).Should().Equal(":chat.local 302 alice :bob=+~bob@127.0.0.1");
        (await alice.AskAsync("LIST")).Should().Contain(":chat.local 322 alice #room 2 :");
    }

    [Fact]
    public async Task When_two_change_the_nickname_at_once_both_see_one_after_the_other_and_one_nickname_is_left()
    {
        const int Changes = 400;
        await using Chat chat = await Chat.StartAsync();
        TestClient desk = await chat.ComeAsync("bob"), phone = await chat.ComeAsync("bob", username: "phone");
        await Task.WhenAll(new[] { desk, phone }.Select((client, number) => Task.Run(async () =>
        {
            for (int i = 0; i < Changes; i++) await client.SendAsync($"NICK n{number}x{i}");
        })));
        IReadOnlyList<string> atPhone = await phone.SyncAsync(), atDesk = await desk.SyncAsync();
        atPhone = [.. atPhone, .. await phone.SyncAsync()];
        string nickname = "bob";
        foreach (string line in atDesk)
        {
            line.Should().StartWith($":{nickname}!~bob@127.0.0.1 NICK ");
            nickname = line.Split(' ')[2];
        }
        atDesk.Should().HaveCount(2 * Changes);
        atPhone.Should().Equal(atDesk);
        chat.Server.Context.Users.All.Should().ContainSingle().Which.Nickname.Should().Equal(Utf8(nickname));
    }

    [Fact]
    public async Task Each_keeps_its_own_list_of_those_it_watches()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient desk, TestClient phone) = await StartAsync(chat);
        await desk.AskAsync("MONITOR + carl");
        (await phone.AskAsync("MONITOR L")).Should().Equal(":chat.local 733 bob :End of MONITOR list");
        await chat.RegisterAsync("carl");
        (await desk.SyncAsync()).Should().Equal($":chat.local 730 * :{Source("carl")}");
        (await phone.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_operator_is_one_in_every_terminal_but_becomes_one_only_from_where_he_may()
    {
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            Operators = [OperatorChat.Account(hosts: "127.0.0.0/8")],
            WebGateways =
                [new WebGateway { Name = "web", Password = OperatorChat.Secret, Addresses = [System.Net.IPNetwork.Parse("127.0.0.0/8")] }],
        });
        TestClient desk = await chat.ComeAsync("bob");
        TestClient phone = await chat.ComeAsync("bob", username: "phone", before: "WEBIRC secret web 192.0.2.7 192.0.2.7");
        (await phone.AskAsync("OPER root secret")).Should().Equal(":chat.local 491 bob :No operator account may be used from your host");
        await desk.AskAsync("OPER root secret");
        (await phone.SyncAsync()).Should().Equal($":{Source("bob")} MODE bob +o");
        (await phone.AskAsync("STATS u"))[0].Should().StartWith(":chat.local 242 ");
        (await phone.AskAsync("WHOIS bob"))
            .Where(line => line.Contains(" 338 ", StringComparison.Ordinal) || line.Contains(" 378 ", StringComparison.Ordinal))
            .Should().Equal(
                ":chat.local 338 bob bob ~bob@127.0.0.1 127.0.0.1 :Is actually using host",
                ":chat.local 338 bob bob ~bob@192.0.2.7 192.0.2.7 :Is actually using host");
        await phone.AskAsync("MODE bob -o");
        (await desk.SyncAsync()).Should().Equal($":{Source("bob")} MODE bob -o");
    }

    // Bob's telephone knows of everything; Alice is in #room, Bob in #own too.
    private static async Task<(TestClient Alice, TestClient Desk, TestClient Phone)> StartAsync(Chat chat)
    {
        TestClient alice = await chat.ComeAsync("alice", Capabilities, account: "alices");
        await alice.AskAsync("JOIN #room");
        TestClient desk = await chat.ComeAsync("bob", Capabilities);
        await desk.AskAsync("JOIN #room", "JOIN #own");
        TestClient phone = await chat.ComeAsync("bob", Capabilities, "phone");
        await alice.SyncAsync();
        return (alice, desk, phone);
    }

    private static async Task SyncAsync(params TestClient[] clients)
    {
        foreach (TestClient client in clients) await client.SyncAsync();
    }

    private static async Task<string[]> PlainAsync(TestClient client) => [.. (await client.SyncAsync()).Select(Untagged)];
}
