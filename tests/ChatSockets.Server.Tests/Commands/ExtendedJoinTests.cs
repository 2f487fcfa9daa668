using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

public sealed class ExtendedJoinTests
{
    [Fact]
    [Specification("IRCv3 extended-join", "The extended-join capability")]
    public async Task Those_who_negotiated_it_see_account_and_real_name_and_the_others_a_plain_join()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "extended-join");
        TestClient carol = await chat.RegisterAsync("carol", "extended-join");
        (await carol.AskAsync("JOIN #room"))[0].Should().Be($":{Source("carol")} JOIN #room * :carol the tester");
        (await alice.SyncAsync()).Should().Equal($":{Source("carol")} JOIN #room * :carol the tester");
        (await bob.SyncAsync()).Should().Equal($":{Source("carol")} JOIN #room");
    }

    [Fact]
    [Specification("IRCv3 extended-join", "The extended-join capability")]
    public async Task Tags_and_the_longer_form_go_together()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync(aliceCaps: "extended-join message-tags");
        await chat.JoinAsync("carol");
        string line = (await alice.SyncAsync()).Should().ContainSingle().Which;
        line.Should().StartWith("@msgid=");
        Untagged(line).Should().Be($":{Source("carol")} JOIN #room * :carol the tester");
    }

    [Fact]
    [Specification("IRCv3 no-implicit-names", "Implementation")]
    public async Task Without_implicit_names_an_entrance_lists_nobody_until_asked()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob", "no-implicit-names");
        (await bob.AskAsync("JOIN #room")).Should().Equal($":{Source("bob")} JOIN #room");
        (await bob.AskAsync("NAMES #room")).Should().HaveCount(2).And.EndWith(":chat.local 366 bob #room :End of /NAMES list");
    }
}
