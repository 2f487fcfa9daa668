using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>MODE with the letters of the kinds B and C.</summary>
[Specification("Modern IRC", "Key Channel Mode")]
[Specification("Modern IRC", "Client Limit Channel Mode")]
public sealed class RoomModeArgumentTests
{
    [Theory]
    [InlineData("+k", "696 alice #room k * :You must specify a parameter for this mode")]
    [InlineData("+k a,b", "696 alice #room k a,b :A key has 32 bytes at the most, and no space, comma or colon")]
    [InlineData("+k a:b", "696 alice #room k a:b :A key has 32 bytes at the most, and no space, comma or colon")]
    [InlineData("+k :a b", "696 alice #room k * :A key has 32 bytes at the most, and no space, comma or colon")]
    [InlineData("+k 123456789012345678901234567890123",
        "696 alice #room k 123456789012345678901234567890123 :A key has 32 bytes at the most, and no space, comma or colon")]
    [InlineData("+l", "696 alice #room l * :You must specify a parameter for this mode")]
    [InlineData("+l 0", "696 alice #room l 0 :A limit is a whole number above 0")]
    [InlineData("+l -1", "696 alice #room l -1 :A limit is a whole number above 0")]
    [InlineData("+l many", "696 alice #room l many :A limit is a whole number above 0")]
    [InlineData("+l 99999999999", "696 alice #room l 99999999999 :A limit is a whole number above 0")]
    [InlineData("+f", "696 alice #room f * :You must specify a parameter for this mode")]
    [InlineData("+f 5", "696 alice #room f 5 :Give lines:seconds, as in 5:10, each 1 to 3600; *5:10 also kicks")]
    [InlineData("+f 0:10", "696 alice #room f 0:10 :Give lines:seconds, as in 5:10, each 1 to 3600; *5:10 also kicks")]
    [InlineData("+j 5:3601", "696 alice #room j 5:3601 :Give joins:seconds, as in 5:10, each 1 to 3600")]
    [InlineData("+j *5:10", "696 alice #room j *5:10 :Give joins:seconds, as in 5:10, each 1 to 3600")]
    [InlineData("+L", "696 alice #room L * :You must specify a parameter for this mode")]
    [InlineData("+L nowhere", "696 alice #room L nowhere :It must be another room, of which you are an operator")]
    [InlineData("+L #nowhere", "696 alice #room L #nowhere :It must be another room, of which you are an operator")]
    [InlineData("+L #room", "696 alice #room L #room :It must be another room, of which you are an operator")]
    public async Task An_argument_that_cannot_be_is_refused(string change, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync($"MODE #room {change}")).Should().Equal($":chat.local {reply}");
    }

    [Fact]
    public async Task A_key_of_32_bytes_is_taken()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string key = new('k', 32);
        (await alice.AskAsync($"MODE #room +k {key}")).Should().Equal($":{Source("alice")} MODE #room +k {key}");
    }

    [Theory]
    [InlineData("-k")]
    [InlineData("-k wrong")]
    public async Task A_key_is_taken_away_by_anything_and_told(string change)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +k secret");
        (await alice.AskAsync($"MODE #room {change}")).Should().Equal($":{Source("alice")} MODE #room -k secret");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room"))[0].Should().Be($":{Source("bob")} JOIN #room");
    }

    [Fact]
    public async Task A_limit_is_taken_away_without_an_argument()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +l 007");
        (await alice.AskAsync("MODE #room -l+v alice")).Should().Equal($":{Source("alice")} MODE #room -l+v alice");
    }


    [Theory]
    [InlineData("+f 5:10", "+f 5:10", "+ntf 5:10")]
    [InlineData("+f *05:010", "+f *5:10", "+ntf *5:10")]
    [InlineData("+j 3600:3600", "+j 3600:3600", "+ntj 3600:3600")]
    public async Task Flood_limits_are_told_and_shown_as_they_are_understood(string change, string told, string shown)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync($"MODE #room {change}")).Should().Equal($":{Source("alice")} MODE #room {told}");
        (await alice.AskAsync("MODE #room"))[0].Should().Be($":chat.local 324 alice #room {shown}");
        (await alice.AskAsync($"MODE #room -{told[1]}")).Should().Equal($":{Source("alice")} MODE #room -{told[1]}");
    }

    [Fact]
    public async Task A_forward_is_another_room_in_its_own_spelling_that_the_asker_is_operator_of()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("JOIN #Other");
        await bob.AskAsync("JOIN #other");
        await alice.AskAsync("MODE #room +o bob");
        await bob.SyncAsync();
        (await bob.AskAsync("MODE #room +L #other")).Should().Equal(
            ":chat.local 696 bob #room L #other :It must be another room, of which you are an operator");
        await alice.SyncAsync();
        (await alice.AskAsync("MODE #room +L #oTHER", "MODE #room -L")).Should().Equal(
            $":{Source("alice")} MODE #room +L #Other", $":{Source("alice")} MODE #room -L");
    }
}
