using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "USERHOST message")]
public sealed class UserhostTests
{
    [Fact]
    public async Task It_tells_who_comes_from_where_and_who_is_away()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :Out");
        (await alice.AskAsync("USERHOST ALICE nobody bob"))
            .Should().Equal(":chat.local 302 alice :alice=+~alice@127.0.0.1 bob=-~bob@127.0.0.1");
    }

    [Fact]
    public async Task It_answers_for_five_nicknames_at_the_most()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("USERHOST a b c d alice alice")).Should().Equal(":chat.local 302 alice :alice=+~alice@127.0.0.1");
    }

    [Fact]
    public async Task An_operator_has_an_asterisk_and_only_the_shown_host_is_told()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.MakeOperator("bob");
        chat.User("bob").Host = Wire.Utf8("shown.example");
        await bob.AskAsync("AWAY :Out");
        (await alice.AskAsync("USERHOST bob")).Should().Equal(":chat.local 302 alice :bob*=-~bob@shown.example");
    }

    [Fact]
    public async Task Nobody_answers_an_empty_list_and_no_nickname_461()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("USERHOST nobody", "USERHOST")).Should().Equal(
            ":chat.local 302 alice :", ":chat.local 461 alice USERHOST :Not enough parameters");
    }

    [Fact]
    public async Task The_longest_answers_take_several_lines_and_are_whole()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string[] names = [.. Enumerable.Range(0, 5).Select(i => $"{new string('n', 31)}{i}")];
        foreach (string name in names)
        {
            await chat.RegisterAsync(name);
            chat.User(name).Host = Wire.Utf8(new string('h', 63));
        }
        IReadOnlyList<string> lines = await alice.AskAsync($"USERHOST {string.Join(' ', names)}");
        lines.Should().HaveCount(2).And.OnlyContain(line => line.Length <= 510);
        lines.SelectMany(line => line[":chat.local 302 alice :".Length..].Split(' '))
            .Should().Equal(names.Select(name => $"{name}=+~{new string('n', 17)}@{new string('h', 63)}"));
    }
}
