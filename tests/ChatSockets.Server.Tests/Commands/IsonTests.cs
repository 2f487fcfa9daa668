using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("RFC 2812", "4.9 Ison message")]
public sealed class IsonTests
{
    [Theory]
    [InlineData("ISON nobody Alice bob")]
    [InlineData("ISON :nobody Alice bob")]
    public async Task It_names_those_who_are_here_in_their_own_spelling(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await chat.RegisterAsync("Bob");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 303 alice :alice Bob");
    }

    [Fact]
    public async Task Nobody_is_an_empty_list()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("ISON nobody")).Should().Equal(":chat.local 303 alice :");
    }

    [Fact]
    public async Task Who_has_not_registered_is_not_here()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync("NICK bob");
        (await alice.AskAsync("ISON bob")).Should().Equal(":chat.local 303 alice :");
    }

    [Fact]
    public async Task No_nickname_is_told_by_half()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync(new string('a', 32));
        string[] names = [.. Enumerable.Range(0, 15).Select(i => $"{i:00}{new string('n', 30)}"[2..] + $"{i:00}")];
        foreach (string name in names) await chat.RegisterAsync(name);
        string line = (await alice.AskAsync($"ISON {string.Join(' ', names)}")).Should().ContainSingle().Which;
        line.Length.Should().BeLessThanOrEqualTo(510);
        line[(line.LastIndexOf(':') + 1)..].Split(' ').Should().Equal(names.Take(13));
    }
}
