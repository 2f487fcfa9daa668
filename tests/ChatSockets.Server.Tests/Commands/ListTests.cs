using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

public sealed class ListTests
{
    [Fact]
    public async Task All_rooms_are_listed_with_their_members_and_topics()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        await alice.AskAsync("TOPIC #room :Tea at five", "JOIN #other");
        IReadOnlyList<string> lines = await alice.AskAsync("LIST");
        lines.SkipLast(1).Should().BeEquivalentTo(":chat.local 322 alice #room 2 :Tea at five", ":chat.local 322 alice #other 1 :");
        lines[^1].Should().Be(":chat.local 323 alice :End of /LIST");
    }

    [Fact]
    public async Task Only_the_named_rooms_are_listed_and_unknown_ones_passed_over()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("JOIN #one,#two");
        (await alice.AskAsync("LIST #TWO,#nowhere,#one")).Should().Equal(
            ":chat.local 322 alice #two 1 :", ":chat.local 322 alice #one 1 :", ":chat.local 323 alice :End of /LIST");
    }

    [Fact]
    public async Task Secret_rooms_are_listed_for_their_members_only()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("LIST", "LIST #room")).Should().OnlyContain(line => line == ":chat.local 323 carol :End of /LIST");
        (await alice.AskAsync("LIST")).Should().Contain(":chat.local 322 alice #room 1 :");
    }
}
