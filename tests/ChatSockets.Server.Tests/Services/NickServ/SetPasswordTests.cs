using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class SetPasswordTests
{
    [Theory]
    [InlineData(Password)]
    [InlineData("correct horse battery")]
    public async Task The_new_one_opens_the_account_and_the_old_one_does_not_any_more(string old)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice", password: old);
        (await alice.AskNickServAsync($"SET PASSWORD {old} another-horse")).Should()
            .Equal(NickServSays("alice", "Your password is changed. Change it in your clients, too."));
        await alice.AskNickServAsync("LOGOUT");
        (await alice.AskNickServAsync($"IDENTIFY alice {old}"))[0].Should().Contain("That is not the password");
        (await alice.AskNickServAsync("IDENTIFY another-horse")).Should().EndWith(NickServSays("alice", "You are logged in to alice."));
    }

    [Theory]
    [InlineData("wrong-horse another-horse",
        "That is not the password, or there is no such account. It goes like this: /msg NickServ SET PASSWORD <old password> "
        + "<new password>")]
    [InlineData(Password + " short", "The password must have 6 characters at least.")]
    [InlineData(Password + " ALICE1", "The password must not be the name.")]
    public async Task It_takes_the_old_one_and_a_new_one_that_can_be(string words, string reason)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice1");
        (await alice.AskNickServAsync($"SET PASSWORD {words}")).Should().Equal(NickServSays("alice1", reason));
        await alice.AskNickServAsync("LOGOUT");
        (await alice.AskNickServAsync($"IDENTIFY {Password}")).Should().EndWith(NickServSays("alice1", "You are logged in to alice1."));
    }

    [Fact]
    public async Task Whoever_guesses_the_old_one_must_wait()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 3 });
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("SET PASSWORD wrong-horse another-horse");
        (await alice.AskNickServAsync($"SET PASSWORD {Password} another-horse"))[0].Should()
            .Contain("Too many wrong passwords from your address: try again in 30 seconds.");
    }

    [Fact]
    public async Task All_other_connections_of_the_account_are_closed_and_must_log_in_again()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 0 });
        TestClient alice = await chat.WithAccountAsync("alice"), second = await chat.LoggedInAsync("alice"),
            other = await chat.RegisterAsync("other");
        await other.AskNickServAsync($"IDENTIFY alice {Password}");
        TestClient bob = await chat.WithAccountAsync("bob");
        (await alice.AskNickServAsync($"SET PASSWORD {Password} another-horse")).Should().Equal(
            NickServSays("alice", "Your password is changed. Change it in your clients, too.", "Your 2 other connections are closed."));
        const string Why = "ERROR :Closing Link: 127.0.0.1 (The password of your account was changed: log in with the new one)";
        (await second.ReadToEndAsync()).Should().EndWith(Why);
        (await other.ReadToEndAsync()).Should().EndWith(Why);
        (await bob.SyncAsync()).Should().BeEmpty();
        chat.User("alice").Sessions.Should().ContainSingle();
    }

    [Fact]
    public async Task A_user_who_is_always_on_stays_without_them()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 0 });
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("SET ALWAYS-ON ON");
        TestClient other = await chat.RegisterAsync("other");
        await other.AskNickServAsync($"IDENTIFY alice {Password}");
        await other.AskNickServAsync($"SET PASSWORD {Password} another-horse");
        await alice.ReadToEndAsync();
        chat.User("alice").Account.Should().NotBeNull();
        await Waiting.UntilAsync(() => chat.User("alice").Sessions.Length == 0, "alice's connection to be gone");
    }
}
