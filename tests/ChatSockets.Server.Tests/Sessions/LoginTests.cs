using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

[Specification("IRCv3 account-notify", "Description")]
public sealed class LoginTests
{
    [Trait("Servers", "One")]
    [Fact]
    public async Task Oneself_and_those_in_common_rooms_who_negotiated_it_see_a_login_a_change_and_a_logout()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("account-notify", "account-notify");
        TestClient carol = await chat.JoinAsync("carol");
        TestClient elsewhere = await chat.JoinAsync("dave", "#elsewhere", "account-notify");
        await alice.SyncAsync();
        await bob.SyncAsync();
        CommandContext context = ContextOf(chat, "bob");
        AccountChat.LogIn(context, Utf8("robert"));
        AccountChat.LogIn(context, Utf8("bobby"));
        Login.Out(context);
        (await bob.SyncAsync()).Should().Equal(
            $":chat.local 900 bob {Source("bob")} robert :You are now logged in as robert",
            $":{Source("bob")} ACCOUNT robert",
            $":chat.local 900 bob {Source("bob")} bobby :You are now logged in as bobby",
            $":{Source("bob")} ACCOUNT bobby",
            $":chat.local 901 bob {Source("bob")} :You are now logged out",
            $":{Source("bob")} ACCOUNT *");
        (await alice.SyncAsync()).Should().Equal(
            $":{Source("bob")} ACCOUNT robert", $":{Source("bob")} ACCOUNT bobby", $":{Source("bob")} ACCOUNT *");
        (await carol.SyncAsync()).Should().BeEmpty();
        (await elsewhere.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_the_capability_the_user_sees_the_numerics_only()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob");
        CommandContext context = ContextOf(chat, "bob");
        AccountChat.LogIn(context, Utf8("robert"));
        Login.Out(context);
        (await bob.SyncAsync()).Select(line => line.Split(' ')[1]).Should().Equal("900", "901");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task What_changes_nothing_is_told_to_the_user_only()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("account-notify");
        CommandContext context = ContextOf(chat, "bob");
        Login.Out(context);
        (await alice.SyncAsync()).Should().BeEmpty();
        AccountChat.LogIn(context, Utf8("robert"));
        AccountChat.LogIn(context, Utf8("robert"));
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} ACCOUNT robert");
        (await bob.SyncAsync()).Select(line => line.Split(' ')[1]).Should().Equal("901", "900", "900");
    }

    [Fact]
    public async Task Who_shares_several_rooms_is_told_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("account-notify");
        await alice.AskAsync("JOIN #two,#three");
        await bob.AskAsync("JOIN #two,#three");
        await alice.SyncAsync();
        AccountChat.LogIn(ContextOf(chat, "bob"), Utf8("robert"));
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} ACCOUNT robert");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task What_was_asked_for_with_a_label_is_answered_with_it()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("account-notify", "account-notify labeled-response batch");
        CommandContext context = ContextOf(chat, "bob");
        context.Reply.Buffer.Label("x"u8);
        AccountChat.LogIn(context, Utf8("robert"));
        context.Reply.Buffer.End();
        (await bob.SyncAsync()).Should().Equal(
            "@label=x :chat.local BATCH +b1 labeled-response",
            $"@batch=b1 :chat.local 900 bob {Source("bob")} robert :You are now logged in as robert",
            $"@batch=b1 :{Source("bob")} ACCOUNT robert",
            ":chat.local BATCH -b1");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} ACCOUNT robert");
    }

    [Fact]
    public async Task The_account_is_shown_to_those_who_come_to_know_the_user_later()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "extended-join account-tag");
        TestClient bob = await chat.RegisterAsync("bob");
        AccountChat.LogIn(ContextOf(chat, "bob"), Utf8("robert"));
        await bob.AskAsync("JOIN #room");
        (await alice.SyncAsync()).Should().Equal($"@account=robert :{Source("bob")} JOIN #room robert :bob the tester");
    }

    private static CommandContext ContextOf(Chat chat, string nickname)
    {
        chat.Server.Context.Users.TryFind(Utf8(nickname), out User? user).Should().BeTrue();
        return CommandContext.OfAnother(chat.Server.Context, user!.Sessions[0]);
    }
}
