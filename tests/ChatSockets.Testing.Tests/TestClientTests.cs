namespace ChatSockets.Testing.Tests;

public sealed class TestClientTests
{
    [Fact]
    public async Task Things_can_be_expected_in_any_order_and_only_once()
    {
        await using var chat = await TestChat.StartAsync(timeout: TimeSpan.FromMilliseconds(200));
        TestClient alice = await chat.ConnectAsync("alice");
        TestClient bob = await chat.ConnectAsync("bob");
        await alice.SayAsync("one");
        await alice.SayAsync("two");

        await bob.ExpectAsync("two");
        await bob.ExpectAsync(line => line.From == "alice" && line.Text.StartsWith('o'));
        Func<Task> again = () => bob.ExpectAsync("two");

        (await again.Should().ThrowAsync<TestChatException>()).WithMessage("bob waited for somebody who says two, 0.2 s in vain.*");
    }

    [Fact]
    public async Task A_wait_in_vain_shows_what_came_instead_and_takes_nothing_later()
    {
        await using var chat = await TestChat.StartAsync(timeout: TimeSpan.FromMilliseconds(200));
        TestClient alice = await chat.ConnectAsync("alice");
        TestClient bob = await chat.ConnectAsync("bob");
        await alice.SayAsync("something else");

        Func<Task> wait = () => bob.ExpectAsync("hello");
        (await wait.Should().ThrowAsync<TestChatException>()).WithMessage("*something else*");

        await alice.SayAsync("hello");
        await bob.ExpectAsync("hello");
    }

    [Fact]
    public async Task What_was_not_expected_is_told_without_a_pause()
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");
        TestClient bob = await chat.ConnectAsync("bob");
        await alice.SayAsync("expected");
        await alice.SayAsync("bob", "to you alone");

        await bob.ExpectAsync("expected");

        ChatLine other = (await bob.UnexpectedAsync()).Should().ContainSingle().Which;
        other.Should().Be(new ChatLine("alice", "bob", "to you alone", other.Id));
        (await bob.UnexpectedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Old_messages_are_not_taken_for_new_ones()
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");
        await alice.SayAsync("before bob came");
        TestClient bob = await chat.ConnectAsync("bob");

        (await bob.UnexpectedAsync()).Should().BeEmpty();
        IReadOnlyList<string> history = await bob.RequestAsync("CHATHISTORY LATEST #lobby * 10");
        history.Should().ContainSingle(line => line.EndsWith("PRIVMSG #lobby :before bob came"));
    }

    [Fact]
    public async Task A_text_that_the_server_refuses_is_an_error()
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");

        Func<Task> say = () => alice.SayAsync("nobody", "hello");

        (await say.Should().ThrowAsync<TestChatException>()).WithMessage("The server refused PRIVMSG nobody :hello of alice: *401*");
    }

    [Fact]
    public async Task Two_lines_are_not_one()
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");

        await alice.Invoking(client => client.SayAsync("one\r\nQUIT")).Should().ThrowAsync<ArgumentException>();
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData(":a")]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task What_is_no_name_is_refused_before_it_is_sent(string name)
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");

        await chat.Invoking(each => each.ConnectAsync(name)).Should().ThrowAsync<ArgumentException>().WithParameterName("nickname");
        await alice.Invoking(client => client.JoinAsync(name)).Should().ThrowAsync<ArgumentException>().WithParameterName("room");
        await alice.Invoking(client => client.SayAsync(name, "x")).Should().ThrowAsync<ArgumentException>().WithParameterName("target");
    }

    [Fact]
    public async Task After_its_end_a_client_says_so()
    {
        var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");
        await chat.DisposeAsync();
        await chat.DisposeAsync();

        await alice.Invoking(client => client.SayAsync("x")).Should().ThrowAsync<ObjectDisposedException>();
        (await alice.Invoking(client => client.ExpectAsync("x")).Should().ThrowAsync<TestChatException>()).WithMessage("*disposed*");
        await chat.Invoking(each => each.ConnectAsync("bob")).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Whoever_is_thrown_out_learns_why_and_waits_for_nothing_more()
    {
        await using var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");
        TestClient bob = await chat.ConnectAsync("bob");
        await bob.SendAsync("QUIT :enough");

        (await bob.WaitUntilClosedAsync()).Should().Contain("enough");
        Func<Task> wait = () => bob.ExpectAsync("hello");
        (await wait.Should().ThrowAsync<TestChatException>()).WithMessage("*the connection ended*enough*");
        await alice.ExpectLineAsync("QUIT");
    }

    [Fact]
    public async Task A_server_that_stops_says_goodbye()
    {
        var chat = await TestChat.StartAsync();
        TestClient alice = await chat.ConnectAsync("alice");

        await chat.Server.StopAsync();

        (await alice.WaitUntilClosedAsync()).Should().NotBeEmpty();
        await chat.DisposeAsync();
    }
}
