using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "LIST message")]
public sealed class ListTests
{
    private const string Start = ":chat.local 321 alice Channel :Users  Name";
    private const string End = ":chat.local 323 alice :End of /LIST";

    [Fact]
    public async Task All_rooms_are_listed_with_their_members_and_topics()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        await alice.AskAsync("TOPIC #room :Tea at five", "JOIN #other");
        IReadOnlyList<string> lines = await alice.AskAsync("LIST");
        lines[0].Should().Be(Start);
        lines.Skip(1).SkipLast(1).Should().BeEquivalentTo(":chat.local 322 alice #room 2 :Tea at five", ":chat.local 322 alice #other 1 :");
        lines[^1].Should().Be(End);
    }

    [Fact]
    public async Task Only_the_named_rooms_are_listed_and_unknown_ones_passed_over()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("JOIN #one,#two");
        (await alice.AskAsync("LIST #TWO,#nowhere,,#one,#two")).Should().Equal(
            Start, ":chat.local 322 alice #two 1 :", ":chat.local 322 alice #one 1 :", End);
    }

    [Fact]
    public async Task Secret_rooms_are_listed_for_their_members_only()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("LIST", "LIST #room", "LIST *", "LIST >0")).Should().HaveCount(8).And.NotContain(
            line => line.Contains(" 322 ", StringComparison.Ordinal));
        (await alice.AskAsync("LIST")).Should().Contain(":chat.local 322 alice #room 1 :");
    }

    [Theory]
    [InlineData("LIST *", "#big #other #room")]
    [InlineData("LIST #?o*", "#room")]
    [InlineData("LIST #O*,*IG", "#big #other")]
    [InlineData("LIST #big,#o*", "#big #other")]
    [InlineData("LIST big", "")]
    [InlineData("LIST !#*o*", "#big")]
    [InlineData("LIST !#big,!#room", "#other")]
    [InlineData("LIST #*o*,!#room", "#other")]
    [InlineData("LIST >0", "#big #other #room")]
    [InlineData("LIST >1", "#big #room")]
    [InlineData("LIST >2", "#big")]
    [InlineData("LIST >3", "")]
    [InlineData("LIST <2", "#other")]
    [InlineData("LIST <1", "")]
    [InlineData("LIST >1,<3", "#room")]
    [InlineData("LIST <3,<2", "#other")]
    [InlineData("LIST #* >1,!#room", "#big")]
    [InlineData("LIST #big,#room <3", "#room")]
    [InlineData("LIST C>10", "#room")]
    [InlineData("LIST c>10", "#room")]
    [InlineData("LIST C<10", "#big")]
    [InlineData("LIST C<11", "#big #other")]
    [InlineData("LIST C<10,>3", "")]
    [InlineData("LIST T<5", "#big")]
    [InlineData("LIST t>5", "#room")]
    [InlineData("LIST T>30", "")]
    [InlineData("LIST T<0", "")]
    [InlineData("LIST >x", "")]
    [InlineData("LIST >-1", "")]
    [InlineData("LIST >", "")]
    [InlineData("LIST <99999999999999", "")]
    [InlineData("LIST !", "#big #other #room")]
    [Specification("Modern IRC", "ELIST Parameter")]
    public async Task Conditions_narrow_the_list(string line, string rooms)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("TOPIC #room :Old");
        chat.Clock.Advance(TimeSpan.FromMinutes(20));
        await alice.AskAsync("JOIN #other");
        chat.Clock.Advance(TimeSpan.FromMinutes(10));
        await alice.AskAsync("JOIN #big", "TOPIC #big :New");
        await bob.AskAsync("JOIN #big");
        await chat.JoinAsync("carol", "#big");
        await alice.SyncAsync();
        IReadOnlyList<string> lines = await alice.AskAsync(line);
        lines[0].Should().Be(Start);
        lines[^1].Should().Be(End);
        lines.Skip(1).SkipLast(1).Select(reply => reply.Split(' ')[3]).Order(StringComparer.Ordinal)
            .Should().Equal(rooms.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_name_with_a_wildcard_in_it_is_a_mask()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#a*c");
        await alice.AskAsync("JOIN #abc");
        (await alice.AskAsync(@"LIST #a\*c")).Should().Equal(Start, ":chat.local 322 alice #a*c 1 :", End);
    }
}
