using System.Text.RegularExpressions;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class ReclaimTests
{
    [Theory]
    [InlineData("RECLAIM")]
    [InlineData("RECLAIM ALICE")]
    public async Task The_nickname_is_ones_own_at_once_and_whoever_had_it_is_disconnected(string text)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient lost = await chat.WithAccountAsync("alice"), bob = await chat.JoinAsync("bob"),
            alice = await chat.RegisterAsync("alice_");
        await lost.AskAsync("JOIN #room");
        await alice.AskNickServAsync($"IDENTIFY alice {Password}");
        await bob.SyncAsync();
        (await alice.AskNickServAsync(text)).Should().Equal(
            ":alice_!~alice_@127.0.0.1 NICK alice", NickServSays("alice", "You are alice now.")[0]);
        IReadOnlyList<string> last = await lost.ReadToEndAsync();
        last.Should().Contain(line => Regex.IsMatch(line, @"^:alice!~alice@127\.0\.0\.1 NICK Guest\d{5}$"));
        last[^1].Should().Be("ERROR :Closing Link: 127.0.0.1 (alice has taken this nickname back)");
        (await bob.ExpectAsync(":Guest* QUIT *")).Should().EndWith(" QUIT :alice has taken this nickname back");
        (await alice.AskAsync("WHOIS alice")).Should().Contain(":chat.local 330 alice alice alice :is logged in as");
    }

    [Fact]
    public async Task A_nickname_that_nobody_has_is_just_taken()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskAsync("NICK eve");
        (await alice.AskNickServAsync("RECLAIM")).Should()
            .Equal(":eve!~alice@127.0.0.1 NICK alice", NickServSays("alice", "You are alice now.")[0]);
        (await alice.AskNickServAsync("RECLAIM")).Should().Equal(NickServSays("alice", "You have that nickname yourself."));
    }

    [Fact]
    public async Task Nobody_elses_is()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice"), bob = await chat.RegisterAsync("bob");
        (await alice.AskNickServAsync("RECLAIM bob")).Should().Equal(NickServSays("alice", "bob is not your nickname. Yours is alice."));
        (await bob.AskNickServAsync("RECLAIM alice")).Should().Equal(
            NickServSays("bob", "You must be logged in for that: /msg NickServ IDENTIFY <account> <password>"));
        (await bob.SyncAsync()).Should().BeEmpty();
        chat.User("bob").Nickname.Should().Equal(Utf8("bob"));
    }
}
