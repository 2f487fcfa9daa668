using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

[Specification("IRCv3 extended-monitor", "Description")]
public sealed class ExtendedMonitorTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "away-notify", "AWAY :Out" },
        { "account-notify", "ACCOUNT robert" },
        { "chghost", "CHGHOST ~bob cloak.example" },
        { "setname", "SETNAME :Robert" },
    };

    [Trait("Servers", "One")]
    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Who_watches_a_user_with_both_capabilities_is_told_without_a_common_room(string capability, string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob");
        TestClient both = await chat.RegisterAsync("both", $"extended-monitor {capability}");
        TestClient extended = await chat.RegisterAsync("extended", "extended-monitor");
        TestClient notify = await chat.RegisterAsync("notify", capability);
        TestClient stranger = await chat.RegisterAsync("stranger", $"extended-monitor {capability}");
        foreach (TestClient client in new[] { both, extended, notify }) await client.AskAsync("MONITOR + BOB");
        await ChangeAsync(chat, bob, line);
        (await both.SyncAsync()).Should().Equal($":{Source("bob")} {line}");
        (await extended.SyncAsync()).Should().BeEmpty();
        (await notify.SyncAsync()).Should().BeEmpty();
        (await stranger.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Who_shares_rooms_with_the_user_too_is_told_once(string capability, string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync($"extended-monitor {capability}");
        await alice.AskAsync("JOIN #two", "MONITOR + bob");
        await bob.AskAsync("JOIN #two");
        await alice.SyncAsync();
        await ChangeAsync(chat, bob, line);
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} {line}");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Who_watches_no_more_is_told_no_more(string capability, string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob");
        TestClient alice = await chat.RegisterAsync("alice", $"extended-monitor {capability}");
        await alice.AskAsync("MONITOR + bob", "MONITOR - bob");
        await ChangeAsync(chat, bob, line);
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_nickname_is_watched_and_not_the_user()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob");
        TestClient alice = await chat.RegisterAsync("alice", "extended-monitor setname");
        await alice.AskAsync("MONITOR + bob");
        await bob.AskAsync("NICK robert", "SETNAME Robert", "NICK bob", "SETNAME Bob");
        (await alice.SyncAsync()).Should().Equal(
            ":chat.local 731 * :bob", $":chat.local 730 * :{Source("bob")}", $":{Source("bob")} SETNAME :Bob");
    }

    [Fact]
    public async Task Who_watches_oneself_sees_ones_own_change_once()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob", "extended-monitor setname");
        await bob.AskAsync("MONITOR + bob");
        (await bob.AskAsync("SETNAME Bob")).Should().Equal($":{Source("bob")} SETNAME :Bob");
    }

    private static async Task ChangeAsync(Chat chat, TestClient bob, string line)
    {
        chat.Server.Context.Users.TryFind("bob"u8, out User? user).Should().BeTrue();
        var context = CommandContext.OfAnother(chat.Server.Context, user!.Sessions[0]);
        if (line.StartsWith("ACCOUNT", StringComparison.Ordinal)) AccountChat.LogIn(context, Utf8("robert"));
        else if (line.StartsWith("CHGHOST", StringComparison.Ordinal))
            HostChange.Apply(context.Server, context.User, Utf8("~bob"), Utf8("cloak.example"));
        else await bob.AskAsync(line);
    }
}
