using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class SetAlwaysOnTests
{
    [Fact]
    public async Task The_account_is_always_on_or_not()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync("SET ALWAYS-ON ON")).Should().Equal(
            NickServSays("alice", "You are always on: you stay in your rooms when nobody is connected."));
        chat.Server.Context.Accounts.Find("alice"u8)!.IsAlwaysOn.Should().BeTrue();
        (await alice.AskNickServAsync("set always-on off")).Should().Equal(
            NickServSays("alice", "You are not always on any more: you leave when your last connection does."));
        chat.Server.Context.Accounts.Find("alice"u8)!.IsAlwaysOn.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_but_on_and_off_is_taken()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync("SET ALWAYS-ON maybe")).Should()
            .Equal(NickServSays("alice", "That goes like this: /msg NickServ SET ALWAYS-ON ON|OFF"));
    }

    [Fact]
    public async Task Who_logs_out_meanwhile_is_not_kept_and_nobody_stays_who_cannot_be_got_rid_of()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient a = await chat.WithAccountAsync("alice"), b = await chat.LoggedInAsync("alice");
        using var stop = new StopAt(chat, AlwaysOn.AccountRead);
        await a.SendAsync("PRIVMSG NickServ :SET ALWAYS-ON ON");
        await stop.ReachedAsync();
        await b.AskNickServAsync("LOGOUT");
        stop.Release();
        (await a.SyncAsync()).Should()
            .Contain(NickServSays("alice", "You are not logged in any more: /msg NickServ IDENTIFY <account> <password>"));
        User user = chat.User("alice");
        user.IsAlwaysOn.Should().BeFalse();
        await a.QuitAsync();
        await b.QuitAsync();
        await Waiting.UntilAsync(() => !user.IsRegistered, "the user to be gone");
        chat.Server.Context.StoredUsers.All().Should().BeEmpty();
    }

    [Trait("Servers", "One")]
    [Theory]
    [InlineData("ON", "OFF")]
    [InlineData("OFF", "ON")]
    public async Task Of_two_at_once_the_user_is_in_the_end_what_the_store_says(string first, string last)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient a = await chat.WithAccountAsync("alice"), b = await chat.LoggedInAsync("alice");
        using var stop = new StopAt(chat, AlwaysOn.AccountRead);
        await a.SendAsync($"PRIVMSG NickServ :SET ALWAYS-ON {first}");
        await stop.ReachedAsync();
        await b.AskNickServAsync($"SET ALWAYS-ON {last}");
        stop.Release();
        await a.SyncAsync();
        chat.Server.Context.Accounts.Find("alice"u8)!.IsAlwaysOn.Should().Be(last == "ON");
        chat.User("alice").IsAlwaysOn.Should().Be(last == "ON");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Off_ends_a_user_of_the_account_whom_only_that_has_kept()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 0 });
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("SET ALWAYS-ON ON");
        TestClient other = await chat.RegisterAsync("other");
        await other.AskNickServAsync($"IDENTIFY alice {Password}");
        await alice.QuitAsync();
        User user = chat.User("alice");
        await Waiting.UntilAsync(() => user.Sessions.Length == 0, "alice's connection to be gone");
        await other.AskNickServAsync("SET ALWAYS-ON OFF");
        user.IsRegistered.Should().BeFalse();
    }
}
