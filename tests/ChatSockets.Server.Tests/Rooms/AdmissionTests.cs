using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("Modern IRC", "JOIN message")]
[Specification("Modern IRC", "Exception Channel Mode")]
[Specification("Modern IRC", "Invite-Exception Channel Mode")]
[Specification("ChatSockets", "HELP ROOMMODES")]
[Specification("Modern IRC", "EXCEPTS Parameter")]
[Specification("Modern IRC", "INVEX Parameter")]
public sealed class AdmissionTests
{
    [Trait("Servers", "One")]
    [Theory]
    [InlineData("+b bob", "+e *!~bob@*")]
    [InlineData("+b ~a:*", "+e ~a:robert")]
    [InlineData("+b 127.0.0.0/8", "+e bob")]
    [InlineData("+b *!*@cloak.example", "+e 127.0.0.1")]
    public async Task An_exception_lets_the_banned_in(string ban, string exception)
    {
        (Chat chat, TestClient alice, TestClient bob) = await StartAsync(ban);
        await using Chat end = chat;
        (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 474 bob #room :Cannot join channel (+b)");
        await alice.AskAsync($"MODE #room {exception}");
        (await bob.AskAsync("JOIN #room"))[0].Should().Be(":bob!~bob@cloak.example JOIN #room");
    }

    [Theory]
    [InlineData("+b bob", "+e ~m:bob")]
    [InlineData("+b bob", "+I bob")]
    [InlineData("+b bob", "+e eve")]
    public async Task Another_exception_does_not(string ban, string exception)
    {
        (Chat chat, TestClient alice, TestClient bob) = await StartAsync(ban);
        await using Chat end = chat;
        await alice.AskAsync($"MODE #room {exception}");
        (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 474 bob #room :Cannot join channel (+b)");
    }

    [Trait("Servers", "One")]
    [Theory]
    [InlineData("+I bob")]
    [InlineData("+I ~a:robert")]
    public async Task An_invite_exception_is_as_good_as_an_invitation(string exception)
    {
        (Chat chat, TestClient alice, TestClient bob) = await StartAsync("+i");
        await using Chat end = chat;
        (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 473 bob #room :Cannot join channel (+i)");
        await alice.AskAsync($"MODE #room {exception}");
        (await bob.AskAsync("JOIN #room", "PART #room", "JOIN #room"))[^3].Should().Be(":bob!~bob@cloak.example JOIN #room");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_muted_user_enters_but_is_not_heard()
    {
        (Chat chat, TestClient alice, TestClient bob) = await StartAsync("+b ~m:bob");
        await using Chat end = chat;
        (await bob.AskAsync("JOIN #room", "PRIVMSG #room :x"))[^1].Should()
            .Be(":chat.local 404 bob #room :Cannot send to channel: you are banned (+b)");
        await alice.AskAsync("MODE #room +e ~m:~a:robert");
        (await bob.AskAsync("PRIVMSG #room :x"))[^1].Should().NotContain(" 404 ");
        (await alice.SyncAsync()).Should().Equal(":bob!~bob@cloak.example PRIVMSG #room :x");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Without_an_account_one_does_not_enter_where_mode_R_asks_for_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +R");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Should()
            .Equal(":chat.local 477 bob #room :Cannot join channel (+R): log in to an account first");
        chat.User("bob").Account = Utf8("robert");
        (await bob.AskAsync("JOIN #room"))[0].Should().Be($":{Source("bob")} JOIN #room");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("INVITE carol #room");
        (await carol.AskAsync("JOIN #room")).Should().Contain($":{Source("carol")} JOIN #room");
    }

    [Fact]
    public async Task Too_many_joins_answer_480_until_there_is_a_place_for_another()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +j 2:60");
        await chat.JoinAsync("b1");
        await chat.JoinAsync("b2");
        TestClient carol = await chat.RegisterAsync("carol");
        const string Refused = ":chat.local 480 carol #room :Cannot join channel (+j): too many join at once, try again soon";
        (await carol.AskAsync("JOIN #room", "JOIN #room")).Should().Equal(Refused, Refused);
        chat.Clock.Advance(TimeSpan.FromSeconds(29));
        (await carol.AskAsync("JOIN #room")).Should().Equal(Refused);
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        (await carol.AskAsync("JOIN #room"))[0].Should().Be($":{Source("carol")} JOIN #room");
    }

    [Fact]
    public async Task The_invited_enter_in_spite_of_a_join_flood()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +j 1:60");
        await chat.JoinAsync("bob");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("INVITE carol #room");
        (await carol.AskAsync("JOIN #room")).Should().Contain($":{Source("carol")} JOIN #room");
    }

    // Alice in #room with a mode; Bob outside, with an account and a host that is not his address.
    private static async Task<(Chat Chat, TestClient Alice, TestClient Bob)> StartAsync(string mode)
    {
        Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob");
        chat.User("bob").Account = Utf8("robert");
        chat.User("bob").Host = Utf8("cloak.example");
        await alice.AskAsync($"MODE #room {mode}");
        return (chat, alice, bob);
    }
}
