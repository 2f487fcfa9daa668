using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "LINKS message")]
[Specification("RFC 2812", "3.4.5 Links message")]
public sealed class LinksTests
{
    private const string End = ":chat.local 365 alice * :End of /LINKS list";

    [Theory]
    [InlineData("LINKS")]
    [InlineData("LINKS *")]
    [InlineData("LINKS CHAT.local")]
    [InlineData("LINKS chat.local *.local")]
    [InlineData("LINKS alice *.local")]
    public async Task The_network_is_this_server(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 364 alice chat.local chat.local :0 ChatSockets", End);
    }

    [Theory]
    [InlineData("LINKS *.example")]
    [InlineData("LINKS chat.local *.example")]
    public async Task A_mask_that_does_not_fit_it_is_an_empty_list(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(End);
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("LINKS other.example *")).Should().Equal(":chat.local 402 alice other.example :No such server");
    }
}
