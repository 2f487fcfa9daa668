using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "NICK message")]
public sealed class NickTests
{
    [Fact]
    public async Task A_new_nickname_is_told_to_oneself_and_to_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("NICK robert")).Should().Equal($":{Source("bob")} NICK robert");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} NICK robert");
        (await alice.AskAsync("PRIVMSG robert :x", "PRIVMSG bob :x")).Should().Equal(":chat.local 401 alice bob :No such nickname");
    }

    [Fact]
    public async Task Peers_who_share_several_rooms_see_it_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("JOIN #two,#three");
        await bob.AskAsync("JOIN #two,#three");
        await alice.SyncAsync();
        (await bob.AskAsync("NICK robert")).Should().Equal($":{Source("bob")} NICK robert");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} NICK robert");
    }

    [Fact]
    public async Task Nobody_else_is_told()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.JoinAsync("carol", "#elsewhere");
        await bob.AskAsync("NICK robert");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("NICK")]
    [InlineData("NICK :")]
    public async Task No_nickname_answers_431(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 431 alice :No nickname given");
    }

    [Theory]
    [InlineData("1st", "1st")]
    [InlineData("-x", "-x")]
    [InlineData("#room", "#room")]
    [InlineData("a.b", "a.b")]
    [InlineData("a!b", "a!b")]
    [InlineData("zoë", "zoë")]
    [InlineData("*", "*")]
    [InlineData(":two words", "*")]
    [InlineData("a23456789012345678901234567890123", "a23456789012345678901234567890123")]
    public async Task What_is_no_nickname_answers_432(string nickname, string quoted)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"NICK {nickname}")).Should().Equal($":chat.local 432 alice {quoted} :Erroneous nickname");
    }

    [Fact]
    public async Task A_nickname_has_32_bytes_at_the_most()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string longest = new('a', 32);
        (await alice.AskAsync($"NICK {longest}")).Should().Equal($":{Source("alice")} NICK {longest}");
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("BOB")]
    public async Task A_taken_nickname_answers_433(string nickname)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await alice.AskAsync($"NICK {nickname}")).Should().Equal($":chat.local 433 alice {nickname} :Nickname is already in use");
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_nickname_that_was_not_to_be_had_leaves_no_trace_in_whowas()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync("NICK bob", "WHOWAS alice")).Should().Contain(":chat.local 406 alice alice :There was no such nickname");
    }

    [Fact]
    public async Task One_may_change_the_spelling_of_ones_own_nickname()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("NICK Alice", "NICK Alice")).Should().Equal($":{Source("alice")} NICK Alice");
        (await alice.AskAsync("ISON aLiCe")).Should().Equal(":chat.local 303 Alice :Alice");
    }

    [Fact]
    public async Task The_old_nickname_is_free_at_once()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync("NICK alice2");
        await chat.RegisterAsync("alice");
    }

    [Fact]
    public async Task An_operator_stays_one_under_another_nickname()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("NICK alice2");
        (await alice.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 alice2 = #room :@alice2");
    }
}
