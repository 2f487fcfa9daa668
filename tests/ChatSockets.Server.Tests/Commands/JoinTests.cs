using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "JOIN message")]
[Specification("Modern IRC", "Invite-Only Channel Mode")]
public sealed class JoinTests
{
    [Fact]
    public async Task Whoever_enters_sees_himself_come_and_then_who_is_there()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Should().Equal(
            $":{Source("bob")} JOIN #room", ":chat.local 353 bob = #room :@alice bob", ":chat.local 366 bob #room :End of /NAMES list");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} JOIN #room");
    }

    [Fact]
    public async Task In_a_crowd_everybody_hears_who_comes_and_goes_by_itself_and_in_the_order_of_what_is_said()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        for (int i = 0; i < 70; i++) await chat.JoinAsync($"member{i}");
        await alice.SyncAsync();
        TestClient bob = await chat.JoinAsync("bob");
        await bob.SendAsync("PRIVMSG #room :hello", "PART #room");
        string[] heard = [await alice.NextAsync(), await alice.NextAsync(), await alice.NextAsync()];
        heard.Should().Equal($":{Source("bob")} JOIN #room", $":{Source("bob")} PRIVMSG #room :hello", $":{Source("bob")} PART #room");
        TestClient carol = await chat.JoinAsync("carol");
        (await alice.NextAsync()).Should().Be($":{Source("carol")} JOIN #room");
        await carol.SendAsync("QUIT :bye");
        (await alice.NextAsync()).Should().StartWith($":{Source("carol")} QUIT :");
    }

    [Fact]
    public async Task The_room_keeps_the_spelling_of_its_founder()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice", "#Room");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #rOOM"))[0].Should().Be($":{Source("bob")} JOIN #Room");
    }

    [Fact]
    public async Task Entering_twice_is_silent()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("JOIN #room", "JOIN #ROOM")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Several_rooms_are_entered_with_their_keys_in_order()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#one");
        await alice.AskAsync("JOIN #two,#three", "MODE #one +k first", "MODE #two +k second");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #one,#two,#three first,second")).Where(line => line.Contains(" JOIN ", StringComparison.Ordinal))
            .Should().Equal(
            $":{Source("bob")} JOIN #one", $":{Source("bob")} JOIN #two", $":{Source("bob")} JOIN #three");
    }

    [Fact]
    public async Task Join_0_leaves_every_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("JOIN #other");
        (await bob.AskAsync("JOIN 0")).Should().BeEquivalentTo($":{Source("bob")} PART #room", $":{Source("bob")} PART #other");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PART #room");
    }

    [Theory]
    [InlineData("room", "room")]
    [InlineData("#", "#")]
    [InlineData("&room", "&room")]
    [InlineData(":#with space", "*")]
    [InlineData("#bell\u0007", "#bell\u0007")]
    [InlineData("#1234567890123456789012345678901234567890123456789012345678901234",
        "#1234567890123456789012345678901234567890123456789012345678901234")]
    public async Task What_is_no_rooms_name_answers_403(string name, string quoted)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"JOIN {name}")).Should().Equal($":chat.local 403 alice {quoted} :No such channel");
    }

    [Fact]
    public async Task A_name_may_be_in_any_script_and_64_bytes_long()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string name = "#кофе" + new string('x', 64 - 9);
        (await alice.AskAsync($"JOIN {name}"))[0].Should().Be($":{Source("alice")} JOIN {name}");
    }

    [Fact]
    public async Task One_room_too_many_answers_405_and_is_not_made()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumRoomsPerUser = 2 });
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync("JOIN #one,#two");
        (await alice.AskAsync("JOIN #three", "TOPIC #three")).Should().Equal(
            ":chat.local 405 alice #three :You have joined too many channels", ":chat.local 403 alice #three :No such channel");
        (await alice.AskAsync("PART #one", "JOIN #three"))[1].Should().Be($":{Source("alice")} JOIN #three");
    }

    [Fact]
    public async Task An_invite_only_room_answers_473()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +i");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 473 bob #room :Cannot join channel (+i)");
        await alice.AskAsync("INVITE bob #room");
        (await bob.AskAsync("JOIN #room")).Should().Contain($":{Source("bob")} JOIN #room");
    }

    [Theory]
    [InlineData("JOIN #room")]
    [InlineData("JOIN #room wrong")]
    [InlineData("JOIN #room SECRET")]
    [InlineData("JOIN #room secret2")]
    public async Task A_wrong_key_answers_475_even_to_the_invited(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("MODE #room +k secret", "INVITE bob #room");
        (await bob.AskAsync(line))[^1].Should().Be(":chat.local 475 bob #room :Cannot join channel (+k)");
        (await bob.AskAsync("JOIN #room secret"))[0].Should().Be($":{Source("bob")} JOIN #room");
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("B?B")]
    [InlineData("*!~bob@*")]
    [InlineData("*!*@127.0.0.*")]
    [InlineData("127.0.0.1")]
    public async Task The_banned_get_474_until_they_are_invited(string mask)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob");
        await alice.AskAsync($"MODE #room +b {mask}");
        (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 474 bob #room :Cannot join channel (+b)");
        await alice.AskAsync("INVITE bob #room");
        (await bob.AskAsync("JOIN #room")).Should().Contain($":{Source("bob")} JOIN #room");
    }

    [Fact]
    public async Task A_full_room_answers_471_until_there_is_a_place_or_an_invitation()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +l 2");
        TestClient bob = await chat.JoinAsync("bob");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("JOIN #room")).Should().Equal(":chat.local 471 carol #room :Cannot join channel (+l)");
        await bob.AskAsync("PART #room");
        (await carol.AskAsync("JOIN #room"))[0].Should().Be($":{Source("carol")} JOIN #room");
        await alice.AskAsync("INVITE bob #room");
        (await bob.AskAsync("JOIN #room")).Should().Contain($":{Source("bob")} JOIN #room");
    }

    [Theory]
    [InlineData("JOIN #one,#two ,second", "#two")]
    [InlineData("JOIN #one,,#two first,,second", "#one #two")]
    [InlineData("JOIN ,#one,#two x,first,second", "#one #two")]
    [InlineData("JOIN #one,#ONE,#two first,x,second", "#one #two")]
    [InlineData("JOIN #one,#two first", "#one")]
    public async Task A_key_belongs_to_the_room_at_its_place(string line, string entered)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#one");
        await alice.AskAsync("JOIN #two", "MODE #one +k first", "MODE #two +k second");
        TestClient bob = await chat.RegisterAsync("bob");
        IReadOnlyList<string> answers = await bob.AskAsync(line);
        answers.Where(one => one.Contains(" JOIN ", StringComparison.Ordinal)).Should()
            .Equal(entered.Split(' ').Select(room => $":{Source("bob")} JOIN {room}"));
        answers.Count(one => one.Contains(" 475 ", StringComparison.Ordinal)).Should().Be(2 - entered.Split(' ').Length);
    }

    [Theory]
    [InlineData("JOIN #x,#X,#x", " 403 | 366 ", 1)]
    [InlineData("NAMES #room,#Room,#room", " 366 ", 1)]
    [InlineData("PART #room,#room,#ROOM", " PART | 442 ", 1)]
    [InlineData("JOIN bad,Bad,bad", " 403 ", 1)]
    [InlineData("MONITOR + eve,Eve,EVE", " 731 alice :eve", 1)]
    [InlineData("JOIN #\u200Bx", " 403 ", 1)]
    public async Task What_is_named_twice_is_answered_once(string line, string answers, int count)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync(line)).Count(one => answers.Split('|').Any(answer => one.Contains(answer, StringComparison.Ordinal)))
            .Should().Be(count);
    }
}
