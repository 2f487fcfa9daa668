using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

[Specification("IRCv3 chghost", "The chghost capability")]
[Specification("IRCv3 chghost", "The CHGHOST message")]
public sealed class HostChangeTests
{
    [Trait("Servers", "One")]
    [Theory]
    [InlineData("~bob", "cloak.example")]
    [InlineData("robert", "127.0.0.1")]
    [InlineData("robert", "cloak.example")]
    public async Task Those_who_negotiated_it_see_the_new_names_with_the_old_source(string username, string host)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("chghost", "chghost");
        TestClient elsewhere = await chat.JoinAsync("dave", "#elsewhere", "chghost");
        Change(chat, "bob", username, host);
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} CHGHOST {username} {host}");
        (await elsewhere.SyncAsync()).Should().BeEmpty();
        string[] own = [$":{Source("bob")} CHGHOST {username} {host}"];
        (await bob.SyncAsync()).Should().Equal(
            host == "127.0.0.1" ? own : [.. own, $":chat.local 396 bob {host} :is now your displayed host"]);
        await bob.AskAsync("PRIVMSG #room :Me");
        (await alice.AskAsync("WHOIS bob")).Take(2).Should().Equal(
            $":bob!{username}@{host} PRIVMSG #room :Me", $":chat.local 311 alice bob {username} {host} * :bob the tester");
    }

    [Trait("Servers", "One")]
    [Fact]
    [Specification("IRCv3 chghost", "Fallback when the chghost capability has not been negotiated")]
    public async Task The_others_see_the_user_leave_and_come_back_to_every_room_with_every_status()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob");
        (TestClient alice, TestClient carol) = (await chat.RegisterAsync("alice"),
            await chat.RegisterAsync("carol", "extended-join away-notify"));
        await alice.AskAsync("JOIN #one,#two,#three");
        await carol.AskAsync("JOIN #one");
        await bob.AskAsync("JOIN #one,#two", "AWAY :Out");
        await alice.AskAsync("MODE #two +v bob");
        await bob.SyncAsync();
        await carol.SyncAsync();
        Change(chat, "bob", "~bob", "cloak.example");
        (await alice.SyncAsync()).Should().Equal(
            $":{Source("bob")} QUIT :Changing host",
            ":bob!~bob@cloak.example JOIN #one",
            ":bob!~bob@cloak.example JOIN #two",
            ":chat.local MODE #two +v bob");
        (await carol.SyncAsync()).Should().Equal(
            $":{Source("bob")} QUIT :Changing host",
            ":bob!~bob@cloak.example JOIN #one * :bob the tester",
            ":bob!~bob@cloak.example AWAY :Out");
        (await bob.SyncAsync()).Should().Equal(":chat.local 396 bob cloak.example :is now your displayed host");
        (await alice.AskAsync("NAMES #two"))[0].Split(':')[^1].Split(' ').Should().Contain("+bob");
    }

    [Fact]
    [Specification("IRCv3 chghost", "Fallback when the chghost capability has not been negotiated")]
    public async Task Another_user_name_is_no_other_host()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        Change(chat, "bob", "robert", "127.0.0.1");
        (await alice.SyncAsync()).Should().Equal(
            $":{Source("bob")} QUIT :Changing user name", ":bob!robert@127.0.0.1 JOIN #room");
    }

    [Fact]
    public async Task What_changes_nothing_is_told_to_nobody()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("chghost");
        Change(chat, "bob", "~bob", "127.0.0.1");
        (await alice.SyncAsync()).Should().BeEmpty();
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_shares_several_rooms_is_told_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("chghost");
        await alice.AskAsync("JOIN #two,#three");
        await bob.AskAsync("JOIN #two,#three");
        await alice.SyncAsync();
        Change(chat, "bob", "~bob", "cloak.example");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} CHGHOST ~bob cloak.example");
    }

    [Fact]
    public async Task People_in_line_mode_see_no_hosts_and_nothing_of_this()
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient typed = await chat.TypeAsync("Tom");
        await chat.JoinAsync("bob", "#lobby");
        await typed.SyncAsync();
        Change(chat, "bob", "~bob", "cloak.example");
        (await typed.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_asked_for_with_a_label_is_answered_with_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob", caps: "chghost labeled-response batch");
        CommandContext context = ContextOf(chat, "bob");
        context.Reply.Buffer.Label("x"u8);
        HostChange.Apply(context.Server, context.User, Utf8("~bob"), Utf8("cloak.example"), context);
        context.Reply.Buffer.End();
        (await bob.SyncAsync()).Should().Equal(
            "@label=x :chat.local BATCH +b1 labeled-response",
            $"@batch=b1 :{Source("bob")} CHGHOST ~bob cloak.example",
            "@batch=b1 :chat.local 396 bob cloak.example :is now your displayed host",
            ":chat.local BATCH -b1");
    }

    [Fact]
    public async Task Whoever_changes_it_while_the_user_changes_the_nickname_the_source_has_both()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob");
        User user = ContextOf(chat, "bob").User;
        for (int i = 0; i < 100; i++)
        {
            Task<IReadOnlyList<string>> renamed = bob.AskAsync($"NICK bob{i}");
            HostChange.Apply(chat.Server.Context, user, Utf8("~bob"), Utf8($"host{i}.example"));
            await renamed;
            user.Source.Should().Equal(Utf8($"bob{i}!~bob@host{i}.example"));
        }
    }

    private static void Change(Chat chat, string nickname, string username, string host) =>
        HostChange.Apply(chat.Server.Context, chat.User(nickname), Utf8(username), Utf8(host));

    private static CommandContext ContextOf(Chat chat, string nickname)
    {
        chat.Server.Context.Users.TryFind(Utf8(nickname), out User? user).Should().BeTrue();
        return CommandContext.OfAnother(chat.Server.Context, user!.Sessions[0]);
    }
}
