using ChatSockets.Core.Commands;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Services;

[Specification("ChatSockets", "Manual, Accounts")]
public sealed class ServiceTests
{
    [Theory]
    [InlineData("PRIVMSG NickServ :INFO bob")]
    [InlineData("PRIVMSG nickserv :  info   bob ")]
    [InlineData("NS INFO bob")]
    [InlineData("ns :info bob")]
    [InlineData("NICKSERV INFO :bob")]
    public async Task A_service_is_spoken_to_in_several_ways_and_answers_with_a_notice(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(NickServSays("alice", "There is no account bob."));
    }

    [Theory]
    [InlineData("CS HELP")]
    [InlineData("CHANSERV")]
    [InlineData("PRIVMSG ChanServ :help")]
    public async Task Chanserv_is_one_too(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().StartWith($":ChanServ!ChanServ@chat.local NOTICE alice :{ServiceTable.ChanServ.Purpose}");
    }

    [Theory]
    [InlineData("NOTICE NickServ :HELP")]
    [InlineData("TAGMSG NickServ")]
    [InlineData("PRIVMSG NickServ :\x01VERSION\x01")]
    [InlineData("NS :\x01PING 1\x01")]
    public async Task What_asks_for_nothing_is_not_answered(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "message-tags");
        (await alice.AskAsync(line)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_it_does_not_know_is_answered_with_what_was_meant_or_with_where_to_look()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskNickServAsync("IDENTFY secret")).Should().Equal(
            NickServSays("alice", "There is no such command. Did you mean IDENTIFY? All there are: /msg NickServ HELP"));
        (await alice.AskNickServAsync("correct-horse")).Should()
            .Equal(NickServSays("alice", "There is no such command. All there are: /msg NickServ HELP"));
        (await alice.AskNickServAsync("help dance")).Should()
            .Equal(NickServSays("alice", "There is no such command. All there are: /msg NickServ HELP"));
    }

    [Fact]
    public async Task Help_lists_every_command_and_explains_one()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        int width = ServiceTable.NickServ.Commands.Max(command => command.Name.Length);
        string[] all =
        [
            ServiceTable.NickServ.Purpose,
            .. ServiceTable.NickServ.Commands.Select(command => $"  {command.Name.PadRight(width)}  {command.Summary}"),
            "More of one of them: /msg NickServ HELP <command>",
        ];
        foreach (string line in new[] { "PRIVMSG NickServ HELP", "NS", "NS help", "NS help help" })
            (await alice.AskAsync(line)).Should().Equal(NickServSays("alice", all));
        (await alice.AskNickServAsync("HELP set password")).Should().Equal(NickServSays(
            "alice",
            "/msg NickServ SET PASSWORD <old password> <new password>",
            "Changes your password.",
            "The new password is one word, the last; what comes before it is the old one.",
            "Your other connections are closed: they must log in again."));
    }

    [Theory]
    [InlineData("CERT")]
    [InlineData("cert what")]
    [InlineData("HELP CERT")]
    public async Task A_command_of_two_words_is_told_by_its_first(string text)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskNickServAsync(text)).Should().Equal(NickServSays(
            "alice",
            "That takes one of these:",
            "  /msg NickServ CERT ADD <password> [<fingerprint>]  Has a certificate of yours log you in, without a password.",
            "  /msg NickServ CERT DEL <password> [<fingerprint>]  Takes a certificate back.",
            "  /msg NickServ CERT LIST                            Lists the certificates that log you in."));
    }

    [Fact]
    public async Task Too_few_words_are_answered_with_how_it_is_written_and_whoever_is_not_logged_in_with_how_to()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskNickServAsync("SET PASSWORD one")).Should().Equal(
            NickServSays("alice", "That goes like this: /msg NickServ SET PASSWORD <old password> <new password>"));
        (await alice.AskNickServAsync("SET PASSWORD one two")).Should().Equal(
            NickServSays("alice", "You must be logged in for that: /msg NickServ IDENTIFY <account> <password>"));
    }

    [Fact]
    [Specification("IRCv3 labeled-response", "Batch types")]
    public async Task The_whole_answer_carries_the_label_also_what_is_told_on_the_way()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice", "labeled-response batch account-notify echo-message");
        await alice.AskNickServAsync("LOGOUT");
        (await alice.AskAsync($"@label=x PRIVMSG NickServ :IDENTIFY {Password}")).Should().Equal(
            "@label=x :chat.local BATCH +b1 labeled-response",
            $"@batch=b1 :{Source("alice")} PRIVMSG NickServ :IDENTIFY {Password}",
            $"@batch=b1 :chat.local 900 alice {Source("alice")} alice :You are now logged in as alice",
            $"@batch=b1 :{Source("alice")} ACCOUNT alice",
            "@batch=b1 :NickServ!NickServ@chat.local NOTICE alice :You are logged in to alice.",
            ":chat.local BATCH -b1");
        (await alice.AskAsync("@label=y NS INFO bob")).Should()
            .Equal("@label=y :NickServ!NickServ@chat.local NOTICE alice :There is no account bob.");
        (await alice.AskAsync("@label=z NS :\x01VERSION\x01")).Should().Equal("@label=z :chat.local ACK");
    }

    [Fact]
    [Specification("IRCv3 echo-message", "Description")]
    public async Task Nobody_but_the_speaker_sees_it_and_no_log_and_no_history_has_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice", "echo-message");
        TestClient bob = await chat.JoinAsync("bob");
        await alice.AskAsync("JOIN #room");
        await bob.SyncAsync();
        (await alice.AskNickServAsync("SET PASSWORD wrong-horse another-horse")).Should()
            .StartWith($":{Source("alice")} PRIVMSG NickServ :SET PASSWORD wrong-horse another-horse");
        (await alice.AskNickServAsync($"SET PASSWORD {Password} another-horse")).Should()
            .EndWith(NickServSays("alice", "Your password is changed. Change it in your clients, too."));
        await alice.AskAsync("NS IDENTIFY bob third-horse");
        (await bob.SyncAsync()).Should().BeEmpty();
        chat.Log.Lines.Should().NotContain(line => line.Contains("horse", StringComparison.Ordinal));
        chat.Server.Context.Store.Read(connection => Database.Number(connection, "SELECT count(*) FROM lines")).Should().Be(0);
    }

    [Fact]
    public async Task Several_lines_at_once_are_too_many()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "batch draft/multiline message-tags");
        (await alice.AskAsync("BATCH +1 draft/multiline NickServ", "@batch=1 PRIVMSG NickServ :INFO bob",
            "@batch=1 PRIVMSG NickServ :INFO carol", "BATCH -1"))
            .Should().Equal(NickServSays("alice", "One line at a time, please."));
    }

    [Fact]
    public async Task A_person_who_types_speaks_to_it_as_to_everybody()
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync($"/msg NickServ register {Password}")).Should().Equal(
            "12:01 -- You are now logged in as alice",
            "12:01 -NickServ- The account alice is made, and you are logged in to it.",
            "12:01 -NickServ- Next time: /msg NickServ IDENTIFY alice <password>. Or tell your client to log in with SASL: then it does "
                + "that by itself.");
        (await alice.AskAsync("/msg nickserv logout")).Should().Equal(
            "12:01 -- You are now logged out", "12:01 -NickServ- You are logged out. Back in: /msg NickServ IDENTIFY <account> <password>");
    }

    [Fact]
    public async Task It_is_here_for_those_who_ask()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("WHOIS nickserv")).Should().Equal(
            $":chat.local 311 alice NickServ NickServ chat.local * :{ServiceTable.NickServ.Purpose}",
            ":chat.local 312 alice NickServ chat.local :ChatSockets",
            ":chat.local 313 alice NickServ :is a network service",
            ":chat.local 318 alice nickserv :End of /WHOIS list");
        (await alice.AskAsync("ISON alice nickserv CHANSERV bob")).Should().Equal(":chat.local 303 alice :alice NickServ ChanServ");
        (await alice.AskAsync("USERHOST nickserv")).Should().Equal(":chat.local 302 alice :NickServ=+NickServ@chat.local");
        (await alice.AskAsync("MONITOR + nickserv,bob")).Should()
            .Equal(":chat.local 730 alice :NickServ!NickServ@chat.local", ":chat.local 731 alice :bob");
    }

    [Theory]
    [InlineData("NickServ")]
    [InlineData("chanserv")]
    [InlineData("MemoServ")]
    [InlineData("histserv")]
    public async Task Nobody_takes_its_name(string name)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice"), other = await chat.ConnectAsync();
        (await alice.AskAsync($"NICK {name}")).Should()
            .Equal($":chat.local 432 alice {name} :That is the name of a service: choose another nickname");
        (await other.AskAsync($"NICK {name}")).Should()
            .Equal($":chat.local 432 * {name} :That is the name of a service: choose another nickname");
        TypedClient typed = new(await chat.ConnectAsync());
        (await typed.AskAsync(name)).Should()
            .Equal($"12:01 !! {name}: That is the name of a service: choose another nickname", "Please choose another name.");
    }

    [Fact]
    public async Task Before_registration_nobody_is_heard()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP LS 302", "NICK alice")).Should().NotBeEmpty();
        (await client.AskAsync("PRIVMSG NickServ :HELP", "NS HELP")).Should()
            .Equal(":chat.local 451 alice :You have not registered", ":chat.local 451 alice :You have not registered");
    }
}
