using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

public sealed class UserTests
{
    [Fact]
    public async Task The_host_is_the_address_until_it_is_set()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        User alice = chat.User("alice");
        alice.Source.Should().Equal(Utf8("alice!~alice@127.0.0.1")).And.BeSameAs(alice.RealSource);
        alice.IPAddress.Should().Be(System.Net.IPAddress.Loopback);
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Others_see_the_host_and_bans_both()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient client, TestClient bob) = await chat.PairAsync();
        User alice = chat.User("alice");
        alice.Host = Utf8("cloak.example");
        alice.RealSource.Should().Equal(Utf8("alice!~alice@127.0.0.1"));
        await client.AskAsync("PRIVMSG #room :x", "NICK anna", "PRIVMSG #room :y");
        (await bob.SyncAsync()).Should().Equal(
            ":alice!~alice@cloak.example PRIVMSG #room :x", ":alice!~alice@cloak.example NICK anna",
                ":anna!~alice@cloak.example PRIVMSG #room :y");
        alice.RealSource.Should().Equal(Utf8("anna!~alice@127.0.0.1"));
    }
}
