using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "USER message")]
public sealed class UserCommandTests
{
    [Theory]
    [InlineData("alice", "~alice")]
    [InlineData("a.b-c_D9", "~a.b-c_D9")]
    [InlineData("a!b@c*d", "~abcd")]
    [InlineData("@!*", "~user")]
    [InlineData("é", "~user")]
    [InlineData("12345678901234567", "~12345678901234567")]
    [InlineData("123456789012345678", "~12345678901234567")]
    public async Task The_user_name_is_cleaned_and_marked_as_unproven(string sent, string kept)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.AskAsync("NICK alice", $"USER {sent} 0 * :Alice");
        (await client.AskAsync("USERHOST alice")).Should().Equal($":chat.local 302 alice :alice=+{kept}@127.0.0.1");
    }

    [Fact]
    public async Task Afterwards_it_answers_462()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("USER other 0 * :Other")).Should().Equal(":chat.local 462 alice :You may not reregister");
    }

    [Theory]
    [InlineData("USER alice 0 *")]
    [InlineData("USER")]
    public async Task Too_few_parameters_answer_461(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("NICK alice", line)).Should().Equal(":chat.local 461 alice USER :Not enough parameters");
    }

    [Fact]
    public async Task The_real_name_is_not_empty_and_has_150_bytes_at_the_most()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ConnectAsync();
        (await alice.AskAsync("NICK alice", "USER alice 0 * :")).Should().Equal(":chat.local 461 alice USER :Not enough parameters");
        await alice.AskAsync("USER alice 0 * :A");
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync("NICK bob", $"USER bob 0 * :{new string('x', 151)}");
        (await alice.AskAsync("WHOIS alice", "WHOIS bob")).Should()
            .Contain(":chat.local 311 alice alice ~alice 127.0.0.1 * :A")
            .And.Contain($":chat.local 311 alice bob ~bob 127.0.0.1 * :{new string('x', 150)}");
    }
}
