using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "KICK message")]
public sealed class KickTests
{
    [Theory]
    [InlineData("KICK")]
    [InlineData("KICK #room")]
    public async Task Too_few_parameters_answer_461(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 461 alice KICK :Not enough parameters");
    }

    [Fact]
    public async Task Everybody_sees_who_was_put_out_and_why_and_the_victim_is_out()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        string line = $":{Source("alice")} KICK #room bob :Enough now";
        (await alice.AskAsync("KICK #room BOB :Enough now")).Should().Equal(line);
        (await bob.SyncAsync()).Should().Equal(line);
        (await bob.AskAsync("PRIVMSG #room :But")).Should().ContainSingle().Which.Should().StartWith(":chat.local 404 bob #room :");
        (await alice.AskAsync("NAMES #room")).Should().Contain(":chat.local 353 alice = #room :@alice");
    }

    [Fact]
    public async Task Without_a_reason_the_kickers_nickname_is_the_reason()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync("KICK #room bob")).Should().Equal($":{Source("alice")} KICK #room bob :alice");
    }

    [Theory]
    [InlineData("KICK #room bob,BOB,bob", "#room bob")]
    [InlineData("KICK #room ,bob,", "#room bob")]
    [InlineData("KICK #other,#room bob,bob", "#other bob,#room bob")]
    [InlineData("KICK #other,#room ,bob", "#room bob")]
    [InlineData("KICK ,#room alice,bob", "#room bob")]
    [InlineData("KICK #room,#other bob", "#room bob")]
    [InlineData("KICK #room,#ROOM bob,Bob", "#room bob")]
    public async Task Rooms_and_users_go_by_their_places_and_each_pair_counts_once(string line, string kicked)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("JOIN #other");
        await bob.AskAsync("JOIN #other");
        await alice.SyncAsync();
        (await alice.AskAsync(line)).Should().Equal(kicked.Split(',').Select(pair => $":{Source("alice")} KICK {pair} :alice"));
    }

    [Theory]
    [InlineData(255, 255)]
    [InlineData(256, 255)]
    public async Task A_reason_has_255_bytes_at_the_most(int sent, int kept)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync($"KICK #room bob :{new string('x', sent)}"))
            .Should().Equal($":{Source("alice")} KICK #room bob :{new string('x', kept)}");
    }

    [Fact]
    public async Task An_unknown_room_answers_403()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("KICK #nowhere bob")).Should().Equal(":chat.local 403 alice #nowhere :No such channel");
    }

    [Fact]
    public async Task Whoever_is_not_in_the_room_gets_442()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("KICK #room alice")).Should().Equal(":chat.local 442 carol #room :You're not on that channel");
    }

    [Fact]
    public async Task Whoever_is_no_half_operator_gets_482()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("KICK #room alice")).Should().Equal(":chat.local 482 bob #room :You must be a channel half-operator or above");
    }

    [Fact]
    public async Task An_unknown_nickname_answers_401_and_one_who_is_elsewhere_441()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await chat.RegisterAsync("Carol");
        (await alice.AskAsync("KICK #room nobody", "KICK #room carol")).Should().Equal(
            ":chat.local 401 alice nobody :No such nickname", ":chat.local 441 alice Carol #room :They aren't on that channel");
    }

    [Fact]
    public async Task Several_members_go_in_one_command_four_at_the_most()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        foreach (string name in new[] { "b1", "b2", "b3", "b4", "b5" }) await chat.JoinAsync(name);
        await alice.SyncAsync();
        (await alice.AskAsync("KICK #room b1,b2,b3,b4,b5 :Out")).Should().Equal(
            $":{Source("alice")} KICK #room b1 :Out",
            $":{Source("alice")} KICK #room b2 :Out",
            $":{Source("alice")} KICK #room b3 :Out",
            $":{Source("alice")} KICK #room b4 :Out",
            ":chat.local 407 alice KICK :Too many targets in one command");
    }

    [Fact]
    public async Task As_many_rooms_as_members_are_taken_in_pairs()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#one");
        await alice.AskAsync("JOIN #two");
        TestClient bob = await chat.JoinAsync("bob", "#one");
        TestClient carol = await chat.JoinAsync("carol", "#two");
        await alice.SyncAsync();
        await alice.AskAsync("KICK #one,#two bob,carol :Out");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} KICK #one bob :Out");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} KICK #two carol :Out");
    }

    [Fact]
    public async Task The_last_member_who_puts_himself_out_closes_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("KICK #room alice :Bye", "TOPIC #room")).Should().Equal(
            $":{Source("alice")} KICK #room alice :Bye", ":chat.local 403 alice #room :No such channel");
    }

    [Theory]
    [InlineData("h", "", null)]
    [InlineData("h", "v", null)]
    [InlineData("h", "h", "half-operator")]
    [InlineData("h", "o", "operator")]
    [InlineData("o", "o", null)]
    [InlineData("o", "a", "admin")]
    [InlineData("a", "o", null)]
    [InlineData("a", "a", "admin")]
    [InlineData("a", "qo", "founder")]
    [InlineData("q", "q", null)]
    public async Task Nobody_kicks_those_above(string own, string theirs, string? refused)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeFounder("alice");
        await chat.JoinAsync("carol");
        await alice.AskAsync($"MODE #room +{own} bob", $"MODE #room +{theirs} carol carol");
        await bob.SyncAsync();
        (await bob.AskAsync("KICK #room carol :Out")).Should().Equal(
            refused is null
                ? $":{Source("bob")} KICK #room carol :Out"
                : $":chat.local 482 bob #room :Your status is too low: carol is a channel {refused}");
    }

    [Fact]
    public async Task Another_operator_kicks_who_created_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +o bob");
        await bob.SyncAsync();
        (await bob.AskAsync("KICK #room alice :Out")).Should().Equal($":{Source("bob")} KICK #room alice :Out");
    }

    [Fact]
    public async Task A_voice_is_no_right_to_kick()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await chat.JoinAsync("carol");
        await alice.AskAsync("MODE #room +v bob");
        await bob.SyncAsync();
        (await bob.AskAsync("KICK #room carol")).Should().Equal(":chat.local 482 bob #room :You must be a channel half-operator or above");
    }
}
