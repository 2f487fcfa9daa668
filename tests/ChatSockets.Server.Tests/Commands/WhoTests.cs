using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "WHO message")]
public sealed class WhoTests
{
    private const string End = ":chat.local 315 alice {0} :End of WHO list";

    [Fact]
    public async Task A_rooms_members_are_listed_with_what_is_known_of_them()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :Out");
        await alice.AskAsync("MODE #room +vv alice bob");
        (await alice.AskAsync("WHO #ROOM")).Should().Equal(
            ":chat.local 352 alice #room ~alice 127.0.0.1 chat.local alice H@ :0 alice the tester",
            ":chat.local 352 alice #room ~bob 127.0.0.1 chat.local bob G+ :0 bob the tester",
            ":chat.local 315 alice #ROOM :End of WHO list");
    }

    [Fact]
    [Specification("IRCv3 multi-prefix", "Description")]
    public async Task With_multi_prefix_every_sign_is_shown()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "multi-prefix");
        chat.MakeFounder("alice");
        await alice.AskAsync("MODE #room +v alice");
        (await alice.AskAsync("WHO #room"))[0].Should().Contain(" alice H~@+ :0 ");
    }

    [Theory]
    [InlineData("WHO bob", "bob")]
    [InlineData("WHO b?b", "b?b")]
    [InlineData("WHO ~B*", "~B*")]
    [InlineData("WHO :bob*", "bob*")]
    public async Task A_nickname_or_a_mask_finds_users_with_a_room_that_both_are_in(string line, string name)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync(line)).Should().Equal(
            ":chat.local 352 alice #room ~bob 127.0.0.1 chat.local bob H :0 bob the tester",
                $":chat.local 315 alice {name} :End of WHO list");
    }

    [Theory]
    [InlineData("WHO")]
    [InlineData("WHO 0")]
    [InlineData("WHO *")]
    [InlineData("WHO 127.*")]
    [InlineData("WHO :*tester")]
    public async Task Everybody_may_be_meant(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        await chat.RegisterAsync("carol");
        IReadOnlyList<string> lines = await alice.AskAsync(line);
        lines.SkipLast(1).Select(reply => reply.Split(' ')[7]).Should().BeEquivalentTo("alice", "bob", "carol");
        lines.Should().Contain(reply => reply.Contains(" 352 alice * ~carol ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_invisible_are_found_by_their_nickname_and_by_those_who_share_a_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await bob.AskAsync("MODE bob +i");
        (await carol.AskAsync("WHO b*")).Should().Equal(":chat.local 315 carol b* :End of WHO list");
        (await carol.AskAsync("WHO #room")).Should().HaveCount(2);
        (await carol.AskAsync("WHO bob")).Should().HaveCount(2);
        (await alice.AskAsync("WHO b*")).Should().HaveCount(2);
        (await bob.AskAsync("WHO b*")).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_secret_room_is_empty_to_guests()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob");
        await bob.AskAsync("MODE #room +s");
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("WHO #room")).Should().Equal(End.Replace("{0}", "#room", StringComparison.Ordinal));
        (await alice.AskAsync("WHO bob"))[0].Should().Contain(" 352 alice * ~bob ");
    }

    [Theory]
    [InlineData("#nowhere")]
    [InlineData("nobody")]
    [InlineData("x*y")]
    public async Task Nobody_is_an_empty_list(string name)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"WHO {name}")).Should().Equal(End.Replace("{0}", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Flags_stand_in_their_order()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "multi-prefix");
        chat.MakeOperator("alice");
        await alice.AskAsync("MODE alice +B", "AWAY :Out");
        (await alice.AskAsync("WHO #room"))[0].Should()
            .Be(":chat.local 352 alice #room ~alice 127.0.0.1 chat.local alice G*@B :0 alice the tester");
    }

    [Theory]
    [InlineData("WHO #room o")]
    [InlineData("WHO * o")]
    [InlineData("WHO 0 o")]
    [InlineData("WHO bob o")]
    public async Task With_o_only_operators_of_the_server_are_listed(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync(line)).Should().ContainSingle().Which.Should().Contain(" 315 alice ");
        chat.MakeOperator("bob");
        (await alice.AskAsync(line)).SkipLast(1).Should()
            .Equal(":chat.local 352 alice #room ~bob 127.0.0.1 chat.local bob H* :0 bob the tester");
    }

    [Fact]
    public async Task Operators_who_may_see_the_hidden_find_the_invisible_as_well()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await bob.AskAsync("MODE bob +i");
        (await carol.AskAsync("WHO b*", "WHO #room")).Should().NotContain(line => line.Contains(" bob H", StringComparison.Ordinal));
        chat.MakeOperator("carol");
        (await carol.AskAsync("WHO b*", "WHO #room")).Where(line => line.Contains(" bob H", StringComparison.Ordinal))
            .Should().HaveCount(2);
    }

    [Fact]
    public async Task That_the_invisible_are_in_another_room_is_told_to_nobody_who_meets_them_elsewhere()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("MODE bob +i", "JOIN #other");
        (await alice.AskAsync("WHO #other")).Should().Equal(":chat.local 315 alice #other :End of WHO list");
    }
}
