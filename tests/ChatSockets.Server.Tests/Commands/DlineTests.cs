using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>
/// On Linux all of 127.0.0.0/8 is this machine; elsewhere one address must do, and what needs a second one is set without a command.
/// </summary>
[Specification("ChatSockets", "Manual, Operators and bans")]
public sealed class DlineTests
{
    [Fact]
    public async Task A_banned_address_is_told_why_before_anything_else()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        chat.Server.Context.Bans.Add(Core.Bans.ServerBan.OfNetwork(Utf8("127.0.0.0/8"), out _)! with { Reason = "Spam" });
        TestClient bob = await chat.ConnectAsync();
        (await bob.ReadToEndAsync()).Should().Equal("ERROR :You are banned from this server: Spam");
        chat.Server.ConnectionCount.Should().Be(0);
    }

    [Fact]
    public async Task Whoever_is_there_already_is_disconnected()
    {
        IPNetwork gateway = IPNetwork.Parse("127.0.0.0/8");
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban, options => options with
        {
            WebGateways = [new WebGateway { Name = "web", Password = OperatorChat.Secret, Addresses = [gateway] }],
        });
        TestClient oper = await chat.OperAsync("oper");
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync("WEBIRC secret web 192.0.2.7 192.0.2.7", "NICK bob", "USER bob 0 * :Bob");
        (await oper.AskAsync("DLINE 2h 192.0.2.0/24 :Spam")).Should().Equal(
            ":chat.local NOTICE oper :192.0.2.0/24 is banned (2h, number 1); users disconnected: 1");
        (await bob.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 192.0.2.7 (Banned: Spam)");
    }

    [Fact]
    public async Task Alone_it_lists_the_bans_as_stats_does()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("KLINE bob", "DLINE 1h 192.0.2.7 :Spam", "DLINE 2001:db8::/32");
        long now = ManualClock.Start.ToUnixTimeSeconds();
        string[] lines =
        [
            $":chat.local 225 oper D 192.0.2.7 2 {now} {now + 3600} {Source("oper")} :Spam",
            $":chat.local 225 oper D 2001:db8::/32 3 {now} 0 {Source("oper")} :No reason given",
            ":chat.local 219 oper d :End of /STATS report",
        ];
        (await oper.AskAsync("DLINE")).Should().Equal(lines);
        (await oper.AskAsync("STATS d")).Should().Equal(lines);
    }

    [Theory]
    [InlineData("DLINE 10m", "461 oper DLINE :Not enough parameters")]
    [InlineData("DLINE 10 192.0.2.7 :x", "FAIL DLINE INVALID_DURATION :How long? 10m, 2h, 7d, 1d12h or permanent")]
    [InlineData("DLINE bob", "FAIL DLINE INVALID_BAN :That is no address and no network, as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 are")]
    [InlineData("DLINE 0.0.0.0/0", "FAIL DLINE INVALID_BAN :0.0.0.0/0 would ban everybody")]
    [InlineData("DLINE 127.0.0.1", "FAIL DLINE INVALID_BAN :127.0.0.1 would ban yourself")]
    [InlineData("DLINE 127.0.0.0/8", "FAIL DLINE INVALID_BAN :127.0.0.0/8 would ban yourself")]
    public async Task What_would_be_a_mistake_is_refused(string line, string reply)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper", caps: "standard-replies");
        (await oper.AskAsync(line)).Should().Equal(":chat.local " + reply);
        chat.Server.Context.Bans.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("UNDLINE 192.0.2.0/24")]
    [InlineData("UNDLINE 1")]
    public async Task Undline_takes_it_back(string line)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper", caps: "standard-replies");
        await oper.AskAsync("DLINE 192.0.2.0/24");
        (await oper.AskAsync(line)).Should().Equal(":chat.local NOTICE oper :192.0.2.0/24 is banned no more");
        (await oper.AskAsync(line)).Should().Equal(":chat.local FAIL UNDLINE NO_SUCH_BAN :There is no such ban");
    }
}
