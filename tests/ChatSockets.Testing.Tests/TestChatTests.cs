using ChatSockets.Server;

namespace ChatSockets.Testing.Tests;

public sealed class TestChatTests
{
    [Fact]
    public async Task What_alice_says_is_heard_by_bob()
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");
        TestClient bob = await chat.ConnectAsync("bob");

        ChatLine said = await alice.SayAsync("hello bob");
        ChatLine heard = await bob.ExpectAsync("hello bob");

        heard.Should().Be(said).And.Be(new ChatLine("alice", "#lobby", "hello bob", said.Id));
        said.Id.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_nickname_that_is_taken_is_refused_with_the_servers_answer()
    {
        await using var chat = await TestChat.StartAsync();
        await chat.ConnectAsync("alice");

        Func<Task> second = () => chat.ConnectAsync("alice");

        (await second.Should().ThrowAsync<TestChatException>()).WithMessage("*433*");
    }

    [Fact]
    public async Task A_room_that_refuses_is_an_error_with_the_servers_answer()
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice", "#dev");
        await alice.RequestAsync("MODE #dev +i");

        Func<Task> bob = () => chat.ConnectAsync("bob", "#dev");

        (await bob.Should().ThrowAsync<TestChatException>()).WithMessage("*473*");
    }

    [Fact]
    public async Task Options_are_those_of_the_test_and_the_port_is_not()
    {
        await using var chat = await TestChat.StartAsync(options: new ServerOptions { Network = "Mine", Port = ServerOptions.DefaultPort });
        TestClient alice = await chat.ConnectAsync("alice");

        (await alice.RequestAsync("VERSION")).Should().Contain(line => line.Contains("NETWORK=Mine"));
        chat.EndPoint.Port.Should().NotBe(0).And.Be(chat.Server.Port);
    }

    [Fact]
    public async Task The_log_has_what_clients_send_and_receive_and_what_the_server_says()
    {
        var lines = new List<string>();
        await using (var chat = await TestChat.StartAsync(lines.Add))
        {
            TestClient alice = await chat.ConnectAsync("alice");
            await alice.SayAsync("hello");
        }
        lines.Should().Contain(line => line.StartsWith("alice > ") && line.EndsWith("PRIVMSG #lobby :hello"))
            .And.Contain(line => line.StartsWith("alice < ") && line.EndsWith("PRIVMSG #lobby :hello"))
            .And.Contain(line => line.StartsWith("server: "));
    }

    [Fact]
    public async Task A_log_that_throws_fails_no_test()
    {
        await using var chat = await TestChat.StartAsync(_ => throw new InvalidOperationException("There is no currently active test."));
        TestClient alice = await chat.ConnectAsync("alice");

        await alice.SayAsync("hello");
    }

    [Fact]
    public async Task Two_hundred_run_at_a_time_and_each_is_a_world_of_its_own()
    {
        TestChat[] chats = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => TestChat.StartAsync()));
        try
        {
            await Task.WhenAll(chats.Select(async chat =>
            {
                TestClient alice = await chat.ConnectAsync("alice");
                TestClient bob = await chat.ConnectAsync("bob");
                await alice.SayAsync($"at {chat.EndPoint.Port}");
                await bob.ExpectAsync($"at {chat.EndPoint.Port}");
                (await bob.UnexpectedAsync()).Should().BeEmpty();
            }));
        }
        finally
        {
            await Task.WhenAll(chats.Select(chat => chat.DisposeAsync().AsTask()));
        }
        chats.Should().OnlyContain(chat => chat.Server.ConnectionCount == 0);
    }
}
