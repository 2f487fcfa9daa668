using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

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
            ":chat.local 319 alice bob :#room ~#other",
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
        (await carol.AskAsync("WHOIS bob")).Should().Contain(":chat.local 319 carol bob :~#open");
        await bob.AskAsync("MODE bob +i");
        (await carol.AskAsync("WHOIS bob")).Should().NotContain(reply => reply.Contains(" 319 ", StringComparison.Ordinal));
        (await alice.AskAsync("WHOIS bob")).Should().Contain(":chat.local 319 alice bob :#room");
        (await bob.AskAsync("WHOIS bob")).Should().Contain(":chat.local 319 bob bob :#room ~#open");
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
            .Should().BeEquivalentTo(rooms.Select(room => "~" + room));
    }
}
