using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>A user goes with the last session, and whoever ends the user ends them all.</summary>
[Specification("ChatSockets", "Manual, Many terminals")]
public sealed class DisconnectTests
{
    [Fact]
    public async Task A_session_that_is_not_the_last_is_missed_by_nobody()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient desk = await chat.ComeAsync("bob");
        await desk.AskAsync("JOIN #room");
        TestClient phone = await chat.ComeAsync("bob", username: "phone");
        await alice.SyncAsync();
        await alice.AskAsync("MONITOR + bob");

        (await desk.LeaveAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Quit: bye)");
        (await alice.AskAsync("PRIVMSG #room :hi", "WHOWAS bob")).Select(line => line.Split(' ')[1]).Should().Equal("406", "369");
        (await phone.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :hi");
        chat.Server.Context.Rooms.TryFind("#room"u8, out Core.State.Room? room).Should().BeTrue();
        lock (room!.Gate) room.Readers.Length.Should().Be(2);
        await phone.AskAsync("PRIVMSG #room :ho");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :ho");

        await phone.LeaveAsync("really");
        (await alice.SyncAsync()).Should().BeEquivalentTo($":{Source("bob")} QUIT :Quit: really", ":chat.local 731 * :bob");
        (await alice.AskAsync("NAMES #room", "ISON bob", "LUSERS")).Should().Contain([
            ":chat.local 353 alice = #room :@alice", ":chat.local 303 alice :",
                ":chat.local 251 alice :There are 1 users and 0 invisible on 1 servers",
        ]);
        await chat.ComeAsync("bob", username: "again");
        chat.User("bob").Sessions.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_session_that_breaks_takes_its_list_of_those_it_watches_along()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.ComeAsync("bob");
        TestClient phone = await chat.ComeAsync("bob", username: "phone");
        await phone.AskAsync("MONITOR + carl");
        phone.Reset();
        await Waiting.UntilAsync(() => chat.User("bob").Sessions.Length == 1, "the session to go");
        lock (chat.Server.Context.Monitors.Gate) chat.Server.Context.Monitors.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_kill_ends_all_sessions_and_is_seen_once()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        (TestClient oper, TestClient desk, TestClient phone) = await StartAsync(chat);
        await oper.SendAsync("KILL bob :enough");
        foreach (TestClient session in new[] { desk, phone })
        {
            (await session.ReadToEndAsync()).Should().Equal(
                $":{Source("oper")} KILL bob :enough", $":{Source("bob")} QUIT :Killed (oper (enough))",
                    "ERROR :Closing Link: 127.0.0.1 (Killed (oper (enough)))");
        }
        (await oper.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :Killed (oper (enough))");
    }

    [Fact]
    public async Task A_ban_of_a_mask_ends_all_sessions()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        (TestClient oper, TestClient desk, TestClient phone) = await StartAsync(chat);
        (await oper.AskAsync("KLINE 1h bob :Spam")).Should()
            .Contain(":chat.local NOTICE oper :bob!*@* is banned (1h, number 1); users disconnected: 1");
        (await desk.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
        (await phone.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
    }

    [Fact]
    public async Task A_banned_nickname_that_one_session_takes_ends_all()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        (TestClient oper, TestClient desk, TestClient phone) = await StartAsync(chat);
        await oper.AskAsync("KLINE 1h spam :Spam");
        await phone.SendAsync("NICK spam");
        (await phone.ReadToEndAsync()).Should().Contain([
            ":chat.local 465 spam :You are banned from this server: Spam (until 2026-01-02 13:01 UTC)",
                "ERROR :Closing Link: 127.0.0.1 (Banned: Spam)",
        ]);
        (await desk.ReadToEndAsync()).Should().Equal($":{Source("bob")} NICK spam", "ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
    }

    [Fact]
    public async Task A_ban_of_an_address_ends_the_sessions_that_come_from_there()
    {
        IPNetwork gateway = IPNetwork.Parse("127.0.0.0/8");
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban, options => options with
        {
            WebGateways = [new WebGateway { Name = "web", Password = OperatorChat.Secret, Addresses = [gateway] }],
        });
        TestClient oper = await chat.OperAsync("oper");
        TestClient desk = await chat.ComeAsync("bob");
        TestClient phone = await chat.ComeAsync("bob", username: "phone", before: "WEBIRC secret web 192.0.2.7 192.0.2.7");
        (await oper.AskAsync("DLINE 192.0.2.7 :Spam")).Should()
            .Equal(":chat.local NOTICE oper :192.0.2.7 is banned (permanent, number 1); users disconnected: 0");
        (await phone.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
        (await desk.SyncAsync()).Should().BeEmpty();
        chat.User("bob").Sessions.Should().HaveCount(1);
        (await desk.AskAsync("PRIVMSG bob :still here")).Should().Equal($":{Source("bob")} PRIVMSG bob :still here");
    }

    // Bob with two sessions, in a room with an operator of the server.
    private static async Task<(TestClient Oper, TestClient Desk, TestClient Phone)> StartAsync(Chat chat)
    {
        TestClient oper = await chat.OperAsync("oper", "#room");
        TestClient desk = await chat.ComeAsync("bob");
        await desk.AskAsync("JOIN #room");
        TestClient phone = await chat.ComeAsync("bob", username: "phone");
        await oper.SyncAsync();
        return (oper, desk, phone);
    }
}
