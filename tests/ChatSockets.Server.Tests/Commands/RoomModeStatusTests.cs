using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>MODE with the letters of the statuses, and who may set what.</summary>
[Specification("Modern IRC", "Channel Membership Prefixes")]
[Specification("Modern IRC", "Channel Operators")]
public sealed class RoomModeStatusTests
{
    [Fact]
    public async Task Statuses_are_given_and_taken_and_told_with_the_nicknames_own_spelling()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await alice.AskAsync("MODE #room +ov BOB Bob")).Should().Equal($":{Source("alice")} MODE #room +ov bob bob");
        (await alice.AskAsync("MODE #room -ov+h bob Bob bob")).Should().Equal($":{Source("alice")} MODE #room -ov+h bob bob bob");
        (await alice.AskAsync("NAMES #room")).Should().Contain(":chat.local 353 alice = #room :@alice %bob");
    }

    [Fact]
    public async Task A_status_for_nobody_answers_401_for_a_stranger_441_and_without_a_name_696()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await chat.RegisterAsync("Carol");
        (await alice.AskAsync("MODE #room +o nobody", "MODE #room +v carol", "MODE #room +o")).Should().Equal(
            ":chat.local 401 alice nobody :No such nickname",
            ":chat.local 441 alice Carol #room :They aren't on that channel",
            ":chat.local 696 alice #room o * :You must specify a parameter for this mode");
    }

    [Theory]
    [InlineData("q", "a", "You must be a channel founder")]
    [InlineData("a", "a", "You must be a channel founder")]
    [InlineData("o", "h", "You must be a channel operator or above")]
    [InlineData("h", "h", "You must be a channel operator or above")]
    [InlineData("v", "v", "You must be a channel half-operator or above")]
    public async Task Each_status_is_given_by_those_above_and_refused_to_those_below(string status, string tooLow, string why)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeFounder("alice");
        TestClient carol = await chat.JoinAsync("carol");
        await alice.AskAsync($"MODE #room +{tooLow} bob");
        await bob.SyncAsync();
        (await bob.AskAsync($"MODE #room +{status} carol")).Should().Equal($":chat.local 482 bob #room :{why}");
        string enough = status switch { "q" or "a" => "q", "v" => "h", _ => "o" };
        await alice.AskAsync($"MODE #room +{enough} bob");
        await bob.SyncAsync();
        await carol.SyncAsync();
        (await bob.AskAsync($"MODE #room +{status} carol")).Should().Equal($":{Source("bob")} MODE #room +{status} carol");
        (await carol.SyncAsync()).Should().Equal($":{Source("bob")} MODE #room +{status} carol");
    }

    [Theory]
    [InlineData("q", "-q")]
    [InlineData("a", "-a")]
    [InlineData("o", "-o")]
    [InlineData("h", "-h")]
    [InlineData("v", "-v")]
    public async Task Everybody_may_take_off_his_own_and_not_put_it_on_again(string status, string taken)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeFounder("alice");
        await alice.AskAsync($"MODE #room +{status} bob");
        await bob.SyncAsync();
        (await bob.AskAsync($"MODE #room {taken} BOB")).Should().Equal($":{Source("bob")} MODE #room {taken} bob");
        (await bob.AskAsync($"MODE #room +{status} bob")).Should().ContainSingle().Which.Should()
            .StartWith(":chat.local 482 bob #room :You must be a channel ");
    }

    [Theory]
    [InlineData("o", "-o alice", "alice is a channel founder")]
    [InlineData("q", "-o carol", null, "a")]
    [InlineData("o", "-o carol", "carol is a channel admin", "a")]
    [InlineData("a", "-o carol", null)]
    [InlineData("o", "-o carol", null)]
    [InlineData("h", "-v carol", "carol is a channel operator")]
    public async Task Nobody_takes_a_status_from_those_above(string status, string change, string? refused, string also = "")
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeFounder("alice");
        await chat.JoinAsync("carol");
        await alice.AskAsync($"MODE #room +{status} bob", $"MODE #room +vo{also} carol carol carol");
        await bob.SyncAsync();
        (await bob.AskAsync($"MODE #room {change}")).Should().Equal(
            refused is null ? $":{Source("bob")} MODE #room {change}" : $":chat.local 482 bob #room :Your status is too low: {refused}");
    }

    [Fact]
    public async Task Half_operators_look_after_the_talk_and_operators_decide_what_kind_of_room_it_is()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("JOIN #other", "MODE #room +h bob");
        await bob.SyncAsync();
        (await bob.AskAsync("MODE #room +imbeI-nt eve eve eve")).Should().Equal(
            $":{Source("bob")} MODE #room +imbeI-nt eve!*@* eve!*@* eve!*@*");
        foreach (string change in new[] { "+k secret", "+l 5", "+s", "+f 5:10", "+j 5:10", "+L #other", "+C", "+c",
            "+R", "+M", "-k", "-l" })
        {
            (await bob.AskAsync($"MODE #room {change}")).Should().Equal(
                ":chat.local 482 bob #room :You must be a channel operator or above");
        }
    }

    [Fact]
    public async Task A_status_that_is_missing_for_several_letters_is_told_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("MODE #room +imskolv secret bob 5 bob")).Should().Equal(
            ":chat.local 482 bob #room :You must be a channel half-operator or above",
            ":chat.local 482 bob #room :You must be a channel operator or above");
    }
}
