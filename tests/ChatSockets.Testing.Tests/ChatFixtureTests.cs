using Xunit.Abstractions;

namespace ChatSockets.Testing.Tests;

public sealed class ChatFixtureTests(ChatFixture fixture, ITestOutputHelper output) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Tests_of_a_class_share_a_server()
    {
        fixture.Chat.LogTo(output.WriteLine);
        TestClient alice = await fixture.Chat.ConnectAsync("alice", "#fixture");
        TestClient bob = await fixture.Chat.ConnectAsync("bob", "#fixture");

        await alice.SendAsync("TOPIC #fixture :news");

        await bob.ExpectLineAsync("TOPIC #fixture :news");
    }

    [Fact]
    public void A_fixture_that_was_not_initialized_says_so() =>
        new ChatFixture().Invoking(empty => empty.Chat).Should().Throw<InvalidOperationException>();
}
