using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "WHOIS message")]
public sealed class WhoisTests
{
    [Theory]
    [InlineData("WHOIS BOB")]
    [InlineData("WHOIS chat.local BOB")]
    [InlineData("WHOIS bob BOB")]
    public async Task It_tells_who_somebody_is_and_where_and_how_long_silent(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("JOIN #other", "AWAY :Out");
        chat.Clock.Advance(TimeSpan.FromSeconds(90));
        (await alice.AskAsync(line)).Should().Equal(
            ":chat.local 311 alice bob ~bob 127.0.0.1 * :bob the tester",
            ":chat.local 319 alice bob :#room @#other",
            ":chat.local 312 alice bob chat.local :ChatSockets",
            ":chat.local 301 alice bob :Out",
            $":chat.local 317 alice bob 90 {ManualClock.Start.ToUnixTimeSeconds()} :seconds idle, signon time",
            ":chat.local 318 alice BOB :End of /WHOIS list");
    }

    [Fact]
    public async Task Whoever_speaks_is_not_idle_any_more()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.Clock.Advance(TimeSpan.FromSeconds(90));
        await bob.AskAsync("PRIVMSG #room :x");
        chat.Clock.Advance(TimeSpan.FromSeconds(5));
        (await alice.AskAsync("WHOIS bob"))
            .Should().Contain(reply => reply.StartsWith(":chat.local 317 alice bob 5 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_answers_401_and_the_end()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("WHOIS nobody")).Should().Equal(
            ":chat.local 401 alice nobody :No such nickname", ":chat.local 318 alice nobody :End of /WHOIS list");
    }

    [Fact]
    public async Task No_nickname_answers_431_and_another_server_402()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("WHOIS", "WHOIS other.example alice")).Should().Equal(
            ":chat.local 431 alice :No nickname given", ":chat.local 402 alice other.example :No such server");
    }

    [Fact]
    public async Task Secret_rooms_and_the_rooms_of_the_invisible_are_told_to_their_members_only()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("MODE #room +s");
        await bob.AskAsync("JOIN #open");
        (await carol.AskAsync("WHOIS bob")).Should().Contain(":chat.local 319 carol bob :@#open");
        await bob.AskAsync("MODE bob +i");
        (await carol.AskAsync("WHOIS bob")).Should().NotContain(reply => reply.Contains(" 319 ", StringComparison.Ordinal));
        (await alice.AskAsync("WHOIS bob")).Should().Contain(":chat.local 319 alice bob :#room");
        (await bob.AskAsync("WHOIS bob")).Should().Contain(":chat.local 319 bob bob :#room @#open");
    }

    [Fact]
    public async Task Many_rooms_take_several_lines_and_none_is_missing()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string[] rooms = [.. Enumerable.Range(0, 50).Select(i => $"#{i:00}{new string('x', 55)}")];
        foreach (string[] some in rooms.Chunk(7)) await alice.AskAsync($"JOIN {string.Join(',', some)}");
        string[] lines = [.. (await alice.AskAsync("WHOIS alice")).Where(line => line.Contains(" 319 ", StringComparison.Ordinal))];
        lines.Should().OnlyContain(line => line.Length <= 510);
        lines.SelectMany(line => line[":chat.local 319 alice alice :".Length..].Split(' '))
            .Should().BeEquivalentTo(rooms.Select(room => "@" + room));
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task All_there_is_to_tell_comes_in_one_order()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeOperator("bob");
        chat.User("bob").Account = Wire.Utf8("bobby");
        chat.User("bob").Host = Wire.Utf8("shown.example");
        await bob.AskAsync("MODE bob +iB", "AWAY :Out");
        string[] known =
        [
            ":chat.local 311 {0} bob ~bob shown.example * :bob the tester",
            ":chat.local 319 {0} bob :#room",
            ":chat.local 312 {0} bob chat.local :ChatSockets",
            ":chat.local 313 {0} bob :is an IRC operator",
            ":chat.local 330 {0} bob bobby :is logged in as",
            ":chat.local 335 {0} bob :is a Bot on ChatSockets",
            ":chat.local 338 {0} bob ~bob@127.0.0.1 127.0.0.1 :Is actually using host",
            ":chat.local 379 {0} bob :is using modes +Bio",
            ":chat.local 301 {0} bob :Out",
            $":chat.local 317 {{0}} bob 0 {ManualClock.Start.ToUnixTimeSeconds()} :seconds idle, signon time",
            ":chat.local 318 {0} bob :End of /WHOIS list",
        ];
        (await bob.AskAsync("WHOIS bob")).Should().Equal(For("bob", known));
        (await alice.AskAsync("WHOIS bob")).Should().Equal(For("alice", [.. known[..6], .. known[8..]]));
        chat.MakeOperator("alice");
        (await alice.AskAsync("WHOIS bob")).Should().Equal(For("alice", known));

        static IEnumerable<string> For(string nickname, string[] lines) =>
            lines.Select(line => line.Replace("{0}", nickname, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_multi_prefix_every_sign_is_shown()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "multi-prefix");
        chat.MakeFounder("alice");
        await alice.AskAsync("MODE #room +v alice");
        (await alice.AskAsync("WHOIS alice")).Should().Contain(":chat.local 319 alice alice :~@+#room");
        (await bob.AskAsync("WHOIS alice")).Should().Contain(":chat.local 319 bob alice :~#room");
    }

    [Fact]
    public async Task Of_several_nicknames_the_first_is_told_and_the_end_names_all()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        IReadOnlyList<string> lines = await alice.AskAsync("WHOIS Bob,alice,x");
        lines.Where(line => line.Contains(" 311 ", StringComparison.Ordinal)).Should().ContainSingle().Which.Should()
            .Contain(" 311 alice bob ");
        lines[^1].Should().Be(":chat.local 318 alice Bob,alice,x :End of /WHOIS list");
    }

    [Theory]
    [InlineData("WHOIS *", "*")]
    [InlineData("WHOIS b?b", "b?b")]
    [InlineData("WHOIS chat.local bob*", "bob*")]
    public async Task A_mask_is_nobody(string line, string mask)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync(line)).Should().Equal(
            $":chat.local 401 alice {mask} :No such nickname", $":chat.local 318 alice {mask} :End of /WHOIS list");
    }

    [Fact]
    public async Task Operators_who_may_see_the_hidden_see_the_rooms_of_the_invisible()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await bob.AskAsync("MODE bob +i");
        (await carol.AskAsync("WHOIS bob")).Should().NotContain(line => line.Contains(" 319 ", StringComparison.Ordinal));
        chat.MakeOperator("carol");
        (await carol.AskAsync("WHOIS bob")).Should().Contain(":chat.local 319 carol bob :#room");
    }
}
