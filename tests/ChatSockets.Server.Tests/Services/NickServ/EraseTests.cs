using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class EraseTests
{
    [Fact]
    public async Task What_one_has_said_in_a_room_goes_and_what_others_said_and_what_was_said_elsewhere_stays()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await TalkAsync(chat);
        string code = await CodeAsync(alice, "#room");
        chat.Server.Context.Store.Texts().Should().HaveCount(4, "it only told the code");
        (await alice.AskNickServAsync($"ERASE #ROOM {code}")).Should().Equal(NickServSays("alice", "3 lines are erased."));
        chat.Server.Context.Store.Texts().Should().Equal("from bob", "to bob");
        (await bob.AskAsync("SEARCH #room alice")).Should().Equal(":chat.local NOTICE bob :Nothing was found.");
        (await alice.AskNickServAsync($"ERASE #room {code}")).Should().Equal(NickServSays("alice", "0 lines are erased."));
    }

    [Fact]
    public async Task An_asterisk_is_everywhere()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await TalkAsync(chat);
        (await alice.AskNickServAsync($"ERASE * {await CodeAsync(alice, "*")}")).Should()
            .Equal(NickServSays("alice", "4 lines are erased."));
        chat.Server.Context.Store.Texts().Should().Equal("from bob");
    }

    [Fact]
    public async Task The_code_of_one_place_is_not_that_of_another_nor_of_another_account()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await TalkAsync(chat);
        TestClient carol = await chat.WithAccountAsync("carol");
        await carol.AskAsync("JOIN #room");
        await alice.SyncAsync();
        string code = await CodeAsync(alice, "#room");
        (await alice.AskNickServAsync($"ERASE * {code}")).Should().HaveCount(2);
        (await carol.AskNickServAsync($"ERASE #room {code}")).Should().HaveCount(2);
        chat.Server.Context.Store.Texts().Should().HaveCount(4);
    }

    [Theory]
    [InlineData("#nowhere")]
    [InlineData("#secret")]
    [InlineData("dave")]
    public async Task Where_one_may_read_nothing_there_is_nothing_to_erase(string where)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await TalkAsync(chat);
        await bob.AskAsync("JOIN #secret", "PRIVMSG #secret :hush");
        (await alice.AskNickServAsync($"ERASE {where}")).Should()
            .Equal(NickServSays("alice", $"There is nothing kept of {where} that you could read."));
    }

    private static async Task<(TestClient Alice, TestClient Bob)> TalkAsync(Chat chat)
    {
        TestClient bob = await chat.JoinAsync("bob");
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskAsync("JOIN #room", "PRIVMSG #room :alice one");
        await bob.AskAsync("PRIVMSG #room :from bob");
        await alice.AskAsync("PRIVMSG #room :alice two", "PRIVMSG bob :to bob");
        await bob.SyncAsync();
        return (alice, bob);
    }

    private static async Task<string> CodeAsync(TestClient alice, string where)
    {
        IReadOnlyList<string> told = await alice.AskNickServAsync($"ERASE {where}");
        told.Should().HaveCount(2);
        told[1].Should().Contain($"/msg NickServ ERASE {where} ");
        return told[1].Split(' ')[^1];
    }
}
