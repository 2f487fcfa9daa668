using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "INVITE message")]
public sealed class InviteTests
{
    [Fact]
    public async Task The_guest_is_invited_and_the_host_is_told()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("Carol");
        (await alice.AskAsync("INVITE carol #ROOM")).Should().Equal(":chat.local 341 alice Carol #room");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} INVITE Carol #room");
    }

    [Fact]
    public async Task A_guest_who_is_away_says_so()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        await carol.AskAsync("AWAY :Out");
        (await alice.AskAsync("INVITE carol #room"))
            .Should().Equal(":chat.local 341 alice carol #room", ":chat.local 301 alice carol :Out");
    }

    [Fact]
    public async Task An_unknown_guest_answers_401_and_an_unknown_room_403()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("INVITE nobody #room", "INVITE alice #nowhere")).Should().Equal(
            ":chat.local 401 alice nobody :No such nickname", ":chat.local 403 alice #nowhere :No such channel");
    }

    [Fact]
    public async Task Whoever_is_not_in_the_room_gets_442()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("INVITE carol #room")).Should().Equal(":chat.local 442 carol #room :You're not on that channel");
    }

    [Fact]
    public async Task Into_an_invite_only_room_half_operators_and_above_invite_and_others_get_482()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await chat.RegisterAsync("carol");
        (await bob.AskAsync("INVITE carol #room")).Should().Equal(":chat.local 341 bob carol #room");
        await alice.AskAsync("MODE #room +i");
        await bob.SyncAsync();
        (await bob.AskAsync("INVITE carol #room")).Should()
            .Equal(":chat.local 482 bob #room :You must be a channel half-operator or above");
    }

    [Fact]
    public async Task A_half_operator_invites_into_an_invite_only_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("MODE #room +ih bob");
        await bob.SyncAsync();
        (await bob.AskAsync("INVITE carol #room")).Should().Equal(":chat.local 341 bob carol #room");
        (await carol.AskAsync("JOIN #room")).Should().Contain($":{Source("carol")} JOIN #room");
    }

    [Fact]
    public async Task The_invitation_of_a_plain_member_is_told_but_opens_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("MODE #room +b carol");
        await bob.SyncAsync();
        (await bob.AskAsync("INVITE carol #room")).Should().Equal(":chat.local 341 bob carol #room");
        (await carol.AskAsync("INVITE", "JOIN #room")).Should().Equal(
            $":{Source("bob")} INVITE carol #room",
            ":chat.local 337 carol :End of /INVITE list",
            ":chat.local 474 carol #room :Cannot join channel (+b)");
    }

    [Fact]
    public async Task Whoever_is_in_the_room_already_answers_443()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync("INVITE bob #room")).Should().Equal(":chat.local 443 alice bob #room :is already on channel");
    }

    [Fact]
    public async Task A_nickname_without_a_room_answers_461()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("INVITE bob")).Should().Equal(":chat.local 461 alice INVITE :Not enough parameters");
    }

    [Fact]
    public async Task Alone_it_lists_the_invitations_that_are_still_open()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("JOIN #other");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("INVITE carol #room", "INVITE carol #other");
        await carol.AskAsync("JOIN #other");
        (await carol.AskAsync("INVITE")).Should().Equal(":chat.local 336 carol #room", ":chat.local 337 carol :End of /INVITE list");
    }

    [Fact]
    public async Task An_invitation_to_a_room_that_has_closed_is_over()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("INVITE carol #room", "PART #room", "JOIN #room", "MODE #room +i");
        (await carol.AskAsync("INVITE", "JOIN #room")).Skip(1).Should().Equal(
            ":chat.local 337 carol :End of /INVITE list", ":chat.local 473 carol #room :Cannot join channel (+i)");
    }

    [Fact]
    public async Task An_invitation_is_good_for_one_entrance()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("MODE #room +i", "INVITE carol #room");
        await carol.AskAsync("JOIN #room", "PART #room");
        (await carol.AskAsync("JOIN #room")).Should().Equal(":chat.local 473 carol #room :Cannot join channel (+i)");
    }

    [Fact]
    [Specification("IRCv3 invite-notify", "Format")]
    public async Task Members_with_invite_notify_see_who_is_invited_and_those_without_do_not()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "invite-notify", bobCaps: "invite-notify");
        TestClient dave = await chat.JoinAsync("dave");
        TestClient elsewhere = await chat.JoinAsync("eve", "#elsewhere", "invite-notify");
        TestClient carol = await chat.RegisterAsync("carol", "invite-notify");
        await alice.SyncAsync();
        await bob.SyncAsync();
        (await alice.AskAsync("INVITE carol #room")).Should().Equal(":chat.local 341 alice carol #room");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} INVITE carol #room");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} INVITE carol #room");
        (await dave.SyncAsync()).Should().BeEmpty();
        (await elsewhere.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    [Specification("IRCv3 invite-notify", "Notes")]
    public async Task Of_an_invite_only_room_those_are_told_who_may_invite_themselves()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(bobCaps: "invite-notify");
        TestClient dave = await chat.JoinAsync("dave", caps: "invite-notify");
        await chat.RegisterAsync("carol");
        await alice.AskAsync("MODE #room +io dave");
        await bob.SyncAsync();
        await dave.SyncAsync();
        await alice.AskAsync("INVITE carol #room");
        (await bob.SyncAsync()).Should().BeEmpty();
        (await dave.SyncAsync()).Should().Equal($":{Source("alice")} INVITE carol #room");
    }

    [Fact]
    [Specification("IRCv3 invite-notify", "Format")]
    public async Task A_refused_invitation_is_told_to_nobody()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "invite-notify");
        await chat.RegisterAsync("carol");
        await alice.AskAsync("MODE #room +i");
        (await bob.AskAsync("INVITE carol #room")).Should().Contain(line => line.Contains(" 482 ", StringComparison.Ordinal));
        (await alice.SyncAsync()).Should().BeEmpty();
    }
}
