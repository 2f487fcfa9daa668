using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 setname", "Description")]
public sealed class SetnameTests
{
    [Fact]
    public async Task A_new_real_name_is_told_to_oneself_and_to_those_in_common_rooms_who_negotiated_it()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("setname", "setname");
        TestClient carol = await chat.JoinAsync("carol");
        TestClient elsewhere = await chat.JoinAsync("dave", "#elsewhere", "setname");
        await alice.SyncAsync();
        await bob.SyncAsync();
        (await bob.AskAsync("SETNAME :Bruce Wayne <b@w>")).Should().Equal($":{Source("bob")} SETNAME :Bruce Wayne <b@w>");
        (await alice.AskAsync("WHOIS bob")).Take(2).Should().Equal(
            $":{Source("bob")} SETNAME :Bruce Wayne <b@w>", ":chat.local 311 alice bob ~bob 127.0.0.1 * :Bruce Wayne <b@w>");
        (await carol.SyncAsync()).Should().BeEmpty();
        (await elsewhere.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_the_capability_it_is_done_in_silence()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "setname");
        (await bob.AskAsync("SETNAME Robert")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} SETNAME :Robert");
    }

    [Fact]
    public async Task Who_shares_several_rooms_is_told_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "setname");
        await alice.AskAsync("JOIN #two,#three");
        await bob.AskAsync("JOIN #two,#three");
        await alice.SyncAsync();
        await bob.AskAsync("SETNAME Robert");
        (await alice.SyncAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(150, true)]
    [InlineData(151, false)]
    [Specification("IRCv3 setname", "Errors")]
    public async Task A_real_name_has_1_to_150_bytes(int length, bool isTaken)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("setname", "setname");
        string name = new('x', length);
        (await bob.AskAsync($"SETNAME :{name}")).Should().Equal(
            isTaken ? $":{Source("bob")} SETNAME :{name}" : ":chat.local FAIL SETNAME INVALID_REALNAME :Realname is not valid");
        (await alice.SyncAsync()).Should().HaveCount(isTaken ? 1 : 0);
        (await alice.AskAsync("WHOIS bob"))[0].Should().EndWith(isTaken ? $" :{name}" : " :bob the tester");
    }

    [Fact]
    public async Task Ones_own_copy_carries_the_label()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("setname", "setname labeled-response batch");
        (await bob.AskAsync("@label=x SETNAME Robert", "@label=y SETNAME :")).Should().Equal(
            $"@label=x :{Source("bob")} SETNAME :Robert", "@label=y :chat.local FAIL SETNAME INVALID_REALNAME :Realname is not valid");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} SETNAME :Robert");
    }
}
