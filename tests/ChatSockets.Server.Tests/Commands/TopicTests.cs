using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "TOPIC message")]
[Specification("Modern IRC", "Protected Topic Mode")]
public sealed class TopicTests
{
    [Fact]
    public async Task Topic_on_an_unknown_room_answers_403()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("TOPIC #nowhere")).Should().Equal(":chat.local 403 alice #nowhere :No such channel");
    }

    [Fact]
    public async Task Topic_without_a_room_answers_461()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("TOPIC")).Should().Equal(":chat.local 461 alice TOPIC :Not enough parameters");
    }

    [Fact]
    public async Task A_room_without_a_topic_answers_331()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("TOPIC #room")).Should().Equal(":chat.local 331 alice #room :No topic is set");
    }

    [Fact]
    public async Task A_new_topic_is_told_to_everybody_in_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        string line = $":{Source("alice")} TOPIC #room :Tea at five";
        (await alice.AskAsync("TOPIC #room :Tea at five")).Should().Equal(line);
        (await bob.SyncAsync()).Should().Equal(line);
    }

    [Fact]
    public async Task Whoever_asks_or_enters_is_told_the_topic_and_who_set_it_when()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("TOPIC #room :Tea at five");
        chat.Clock.Advance(TimeSpan.FromHours(1));
        string[] expected =
        [
            ":chat.local 332 {0} #room :Tea at five",
            $":chat.local 333 {{0}} #room {Source("alice")} {ManualClock.Start.ToUnixTimeSeconds()}",
        ];
        (await alice.AskAsync("TOPIC #ROOM"))
            .Should().Equal(expected.Select(line => line.Replace("{0}", "alice", StringComparison.Ordinal)));
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Skip(1).Take(2)
            .Should().Equal(expected.Select(line => line.Replace("{0}", "bob", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_empty_topic_clears_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("TOPIC #room :Tea at five");
        (await alice.AskAsync("TOPIC #room :", "TOPIC #room")).Should().Equal(
            $":{Source("alice")} TOPIC #room :", ":chat.local 331 alice #room :No topic is set");
    }

    [Fact]
    public async Task Only_half_operators_and_above_set_the_topic_of_a_new_room_and_others_get_482()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("TOPIC #room :Mine")).Should().Equal(":chat.local 482 bob #room :You must be a channel half-operator or above");
        await alice.AskAsync("MODE #room -t");
        await bob.SyncAsync();
        (await bob.AskAsync("TOPIC #room :Mine")).Should().Equal($":{Source("bob")} TOPIC #room :Mine");
    }

    [Fact]
    public async Task A_half_operator_sets_the_topic()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("MODE #room +h bob");
        await bob.SyncAsync();
        (await bob.AskAsync("TOPIC #room :Mine")).Should().Equal($":{Source("bob")} TOPIC #room :Mine");
    }

    [Fact]
    public async Task A_guest_may_read_the_topic_but_setting_it_answers_442()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("TOPIC #room", "TOPIC #room :Mine")).Should().Equal(
            ":chat.local 331 carol #room :No topic is set", ":chat.local 442 carol #room :You're not on that channel");
    }

    [Fact]
    public async Task The_topic_of_a_secret_room_is_not_told_to_guests()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s", "TOPIC #room :Tea at five");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("TOPIC #room")).Should().Equal(":chat.local 403 carol #room :No such channel");
    }

    [Theory]
    [InlineData(390, 390)]
    [InlineData(391, 390)]
    public async Task A_topic_has_390_bytes_at_the_most(int sent, int kept)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync($"TOPIC #room :{new string('x', sent)}"))
            .Should().Equal($":{Source("alice")} TOPIC #room :{new string('x', kept)}");
    }

    [Fact]
    public async Task No_character_of_a_long_topic_is_cut_in_two()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        // 389 bytes and a character of two: it would end at 391.
        (await alice.AskAsync($"TOPIC #room :{new string('x', 389)}é"))
            .Should().Equal($":{Source("alice")} TOPIC #room :{new string('x', 389)}");
    }

    [Theory]
    [InlineData("TOPIC #room :Tea", "TOPIC #room :Tea")]
    [InlineData("TOPIC #room :", "TOPIC #room :")]
    public async Task What_changes_nothing_is_told_to_nobody(string before, string again)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("TOPIC #room :Coffee", before);
        await bob.SyncAsync();
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        IReadOnlyList<string> shown = await bob.AskAsync("TOPIC #room");
        (await alice.AskAsync(again)).Should().BeEmpty();
        (await bob.AskAsync("TOPIC #room")).Should().Equal(shown, "who set it and when stays as well");
    }
}
