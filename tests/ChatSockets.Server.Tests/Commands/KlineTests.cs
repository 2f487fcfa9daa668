using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("ChatSockets", "Manual, Operators and bans")]
public sealed class KlineTests
{
    [Fact]
    public async Task Whoever_fits_is_disconnected_and_the_others_are_told()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("KLINE 10m *!~bob@* :Spam")).Should().Equal(
            ":chat.local NOTICE oper :*!~bob@* is banned (10m, number 1); users disconnected: 1");
        (await bob.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
        await alice.ExpectAsync($":{Source("bob")} QUIT :Banned: Spam");
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Whoever_fits_cannot_register_until_it_is_over()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("KLINE 10m bob :Spam");
        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync("NICK bob", "USER bob 0 * :Bob");
        (await bob.ReadToEndAsync()).Should().Equal(
            ":chat.local 465 bob :You are banned from this server: Spam (until 2026-01-02 12:11 UTC)",
            "ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
        chat.Clock.Advance(TimeSpan.FromMinutes(10));
        await chat.RegisterAsync("bob");
    }

    [Fact]
    public async Task Whoever_takes_a_banned_nickname_later_is_disconnected_too()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        (TestClient alice, TestClient carol) = (await chat.JoinAsync("alice"), await chat.JoinAsync("carol"));
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("KLINE bob :Spam");
        (await carol.AskAsync("NICK bobby")).Should().Equal($":{Source("carol")} NICK bobby");
        await carol.SendAsync("NICK Bob");
        (await carol.ReadToEndAsync()).Should().Equal(
            ":bobby!~carol@127.0.0.1 NICK Bob",
            ":chat.local 465 Bob :You are banned from this server: Spam",
            "ERROR :Closing Link: 127.0.0.1 (Banned: Spam)");
        await alice.ExpectAsync(":Bob!~carol@127.0.0.1 QUIT :Banned: Spam");
    }

    [Theory]
    [InlineData("KLINE 10 *!*@evil :x", "KLINE INVALID_DURATION")]
    [InlineData("KLINE *!*@* :x", "KLINE INVALID_BAN")]
    [InlineData("UNKLINE bob", "UNKLINE NO_SUCH_BAN")]
    [InlineData("DLINE bob", "DLINE INVALID_BAN")]
    [InlineData("UNDLINE 192.0.2.7", "UNDLINE NO_SUCH_BAN")]
    [Specification("IRCv3 standard-replies", "Capabilities")]
    public async Task A_refusal_is_a_standard_reply_for_those_who_negotiated_these_and_a_notice_for_others(string line, string about)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper", caps: "standard-replies"), plain = await chat.OperAsync("plain");
        string head = $":chat.local FAIL {about} :";
        string fail = (await oper.AskAsync(line)).Should().ContainSingle().Which;
        fail.Should().StartWith(head);
        (await plain.AskAsync(line)).Should().Equal($":chat.local NOTICE plain :{fail[head.Length..]}");
    }

    [Fact]
    public async Task A_person_in_line_mode_reads_why()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("KLINE nancy :Spam");
        TestClient nancy = await chat.ConnectAsync();
        await nancy.SendAsync("nancy");
        (await nancy.ReadToEndAsync()).Should()
            .ContainSingle(line => line.EndsWith("You are banned from this server: Spam", StringComparison.Ordinal))
            .And.HaveElementAt(1, "12:01 -- Goodbye. Banned: Spam");
    }

    [Fact]
    public async Task Alone_it_lists_the_bans_as_stats_does()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("KLINE bob :Spam", "DLINE 192.0.2.7", "KLINE 1h *!*@*.example.org");
        long now = ManualClock.Start.ToUnixTimeSeconds();
        string[] lines =
        [
            $":chat.local 216 oper K bob!*@* 1 {now} 0 {Source("oper")} :Spam",
            $":chat.local 216 oper K *!*@*.example.org 3 {now} {now + 3600} {Source("oper")} :No reason given",
            ":chat.local 219 oper k :End of /STATS report",
        ];
        (await oper.AskAsync("KLINE")).Should().Equal(lines);
        (await oper.AskAsync("STATS K")).Should().Equal(lines);
    }

    [Theory]
    [InlineData("KLINE 10m", "461 oper KLINE :Not enough parameters")]
    [InlineData("KLINE 10 *!*@evil :x", "FAIL KLINE INVALID_DURATION :How long? 10m, 2h, 7d, 1d12h or permanent")]
    [InlineData("KLINE *!*@* :x", "FAIL KLINE INVALID_BAN :*!*@* would ban everybody")]
    [InlineData("KLINE oper :x", "FAIL KLINE INVALID_BAN :oper!*@* would ban yourself")]
    [InlineData("KLINE *@127.0.0.0/8 :x", "FAIL KLINE INVALID_BAN :*!*@127.0.0.0/8 would ban yourself")]
    [InlineData("KLINE *@127.9.9.9/8 :x", "FAIL KLINE INVALID_BAN :*!*@127.0.0.0/8 would ban yourself")]
    [InlineData("KLINE *@::ffff:127.0.0.1 :x", "FAIL KLINE INVALID_BAN :*!*@127.0.0.1 would ban yourself")]
    [InlineData("KLINE *@0.0.0.0/0 :x", "FAIL KLINE INVALID_BAN :0.0.0.0/0 would ban everybody")]
    [InlineData("KLINE *@10.0.0.0/7 :x", "FAIL KLINE INVALID_BAN :10.0.0.0/7 is too wide: a network has /8 at the least, one of IPv6 /16")]
    [InlineData("KLINE *@10.0.0.0/99 :x",
        "FAIL KLINE INVALID_BAN :10.0.0.0/99 is no address and no network, as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 are")]
    [InlineData("KLINE *@1.2.3.4.5/8 :x",
        "FAIL KLINE INVALID_BAN :1.2.3.4.5/8 is no address and no network, as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 are")]
    [InlineData("KLINE ~a:bob :x", "FAIL KLINE INVALID_BAN :A ban of the server is by nick!user@host")]
    public async Task What_would_be_a_mistake_is_refused(string line, string reply)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper", caps: "standard-replies");
        (await oper.AskAsync(line)).Should().Equal(":chat.local " + reply);
        chat.Server.Context.Bans.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("*@192.0.2.7")]
    [InlineData("*@192.0.2.0/24")]
    [InlineData("*@::ffff:192.0.2.7")]
    [InlineData("*@192.0.*")]
    public async Task An_address_reaches_the_session_that_comes_from_there_and_no_other_of_the_user(string mask)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban, options => options with
        {
            WebGateways =
                [new WebGateway { Name = "web", Password = OperatorChat.Secret, Addresses = [System.Net.IPNetwork.Parse("127.0.0.0/8")] }],
        });
        TestClient oper = await chat.OperAsync("oper");
        TestClient desk = await chat.ComeAsync("bob"),
            phone = await chat.ComeAsync("bob", username: "phone", before: "WEBIRC secret web 192.0.2.7 192.0.2.7");
        (await oper.AskAsync($"KLINE {mask} :Spam")).Should().ContainSingle();
        (await phone.ReadToEndAsync())[^1].Should().EndWith("(Banned: Spam)");
        (await desk.AskAsync("PING x")).Should().ContainSingle("the other session stays");
        TestClient again = await chat.LogInAsync("bob", username: "again", before: "WEBIRC secret web 192.0.2.7 192.0.2.7");
        await again.SendAsync("CAP END");
        (await again.ReadToEndAsync())[^1].Should().EndWith("(Banned: Spam)");
        chat.User("bob").Sessions.Should().ContainSingle();
    }

    [Theory]
    [InlineData("UNKLINE bob")]
    [InlineData("UNKLINE BOB!*@*")]
    [InlineData("UNKLINE 1")]
    public async Task Unkline_takes_it_back(string line)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper", caps: "standard-replies");
        await oper.AskAsync("KLINE bob");
        (await oper.AskAsync(line)).Should().Equal(":chat.local NOTICE oper :bob!*@* is banned no more");
        (await oper.AskAsync(line)).Should().Equal(":chat.local FAIL UNKLINE NO_SUCH_BAN :There is no such ban");
        await chat.RegisterAsync("bob");
    }
}
