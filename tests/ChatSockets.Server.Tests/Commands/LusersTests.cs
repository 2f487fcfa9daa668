using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "LUSERS message")]
public sealed class LusersTests
{
    [Fact]
    public async Task It_counts_users_rooms_and_the_most_there_ever_were()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await bob.AskAsync("MODE bob +i");
        await carol.SendAsync("QUIT");
        await carol.ReadToEndAsync();
        (await alice.AskAsync("LUSERS")).Should().Equal(
            ":chat.local 251 alice :There are 1 users and 1 invisible on 1 servers",
            ":chat.local 254 alice 1 :channels formed",
            ":chat.local 255 alice :I have 2 clients and 0 servers",
            ":chat.local 265 alice 2 3 :Current local users 2, max 3",
            ":chat.local 266 alice 2 3 :Current global users 2, max 3");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Operators_and_connections_that_have_not_registered_are_counted_while_there_are_any()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient silent = await chat.ConnectAsync();
        TestClient half = await chat.ConnectAsync();
        await half.AskAsync("NICK half");
        await silent.AskAsync("CAP LS");
        chat.MakeOperator("alice");
        (await alice.AskAsync("LUSERS")).Should().Equal(
            ":chat.local 251 alice :There are 1 users and 0 invisible on 1 servers",
            ":chat.local 252 alice 1 :operator(s) online",
            ":chat.local 253 alice 2 :unknown connection(s)",
            ":chat.local 255 alice :I have 1 clients and 0 servers",
            ":chat.local 265 alice 1 1 :Current local users 1, max 1",
            ":chat.local 266 alice 1 1 :Current global users 1, max 1");
        await silent.AskAsync("CAP END", "NICK silent", "USER silent 0 * :Silent");
        await half.SendAsync("QUIT");
        await half.ReadToEndAsync();
        (await alice.AskAsync("MODE alice -o", "LUSERS")).Should().Contain(":chat.local 255 alice :I have 2 clients and 0 servers")
            .And.NotContain(line => line.Contains(" 252 ", StringComparison.Ordinal) || line.Contains(" 253 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LUSERS other.example")]
    [InlineData("LUSERS * other.example")]
    public async Task Another_server_answers_402(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 402 alice other.example :No such server");
        (await alice.AskAsync("LUSERS *.local chat.local"))[0].Should().StartWith(":chat.local 251 alice ");
    }
}
