using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Accounts;

[Specification("ChatSockets", "Manual, Accounts")]
public sealed class ReservedNicknamesTests
{
    private const string Unregistered =
        ":chat.local 433 * alice :That nickname belongs to an account. Choose another; if it is yours, log in with SASL, or then with "
            + "/msg NickServ IDENTIFY alice <password>";

    private static readonly ScramKeys Keys = ScramKeys.Create(Password, ScramKeys.MinimumIterations)!;

    [Fact]
    public async Task Whoever_does_not_negotiate_is_told_at_once_and_may_come_under_another()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("USER alice 0 * :Alice", "NICK alice")).Should().Equal(Unregistered);
        await client.SendAsync("NICK alice_");
        await client.ExpectAsync(":chat.local 001 alice_ *");
    }

    [Fact]
    public async Task Whoever_negotiates_is_told_at_the_end_and_may_come_under_another()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await chat.ConnectAsync();
        await client.AskAsync("CAP LS 302");
        (await client.AskAsync("NICK alice", "USER alice 0 * :Alice")).Should().BeEmpty();
        (await client.AskAsync("CAP END")).Should().Equal(Unregistered);
        (await client.AskAsync("NICK ALICE")).Should()
            .Equal(Unregistered.Replace("alice :", "ALICE :", StringComparison.Ordinal)
                .Replace("IDENTIFY alice", "IDENTIFY ALICE", StringComparison.Ordinal));
        await client.SendAsync("NICK alice_");
        await client.ExpectAsync(":chat.local 001 alice_ *");
    }

    [Fact]
    public async Task Who_has_logged_in_by_then_has_it_and_who_only_wants_it_keeps_nobody_from_it()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient squatter = await chat.ConnectAsync(), alice = await chat.ConnectAsync();
        await squatter.AskAsync("CAP LS 302", "NICK alice", "USER alice 0 * :Alice");
        await alice.AskAsync("CAP REQ sasl", "NICK alice", "USER alice 0 * :Alice", "AUTHENTICATE PLAIN");
        (await alice.AskAsync($"AUTHENTICATE {Convert.ToBase64String(Utf8($"\0alice\0{Password}"))}")).Should()
            .EndWith(":chat.local 903 * :SASL authentication successful");
        await alice.SendAsync("CAP END");
        await alice.ExpectAsync(":chat.local 001 alice *");
        (await squatter.AskAsync("CAP END")).Should().Equal(Unregistered);
    }

    [Fact]
    public async Task A_user_takes_it_when_logged_in_to_the_account_and_not_to_another()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient bob = await chat.WithAccountAsync("bob");
        (await bob.AskAsync("NICK Alice")).Should().Equal(
            ":chat.local 433 bob Alice :That nickname belongs to an account. If it is yours: /msg NickServ IDENTIFY Alice <password>");
        await bob.AskNickServAsync($"IDENTIFY alice {Password}");
        (await bob.AskAsync("NICK Alice")).Should().Equal($":{Source("bob")} NICK Alice");
    }

    [Fact]
    public async Task Who_has_a_nickname_when_it_becomes_an_account_keeps_it_and_may_write_it_otherwise()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        chat.Server.Context.Accounts.Add("alice"u8, Keys);
        (await alice.AskAsync("NICK ALICE")).Should().Equal($":{Source("alice")} NICK ALICE");
        await alice.AskAsync("NICK eve");
        (await alice.AskAsync("NICK alice"))[0].Should().StartWith(":chat.local 433 eve alice :That nickname belongs to an account.");
    }

    [Fact]
    public async Task A_dropped_account_reserves_nothing()
    {
        await using Chat chat = await WithAccountAsync();
        chat.Server.Context.Accounts.Drop(chat.Server.Context.Accounts.Find("alice"u8)!);
        await chat.RegisterAsync("alice");
    }

    [Fact]
    public async Task A_person_who_types_is_told_and_asked_for_another_name()
    {
        await using Chat chat = await WithAccountAsync();
        TypedClient typed = new(await chat.ConnectAsync());
        (await typed.AskAsync("alice")).Should().Equal(
            "12:01 !! alice: That nickname belongs to an account. Choose another; if it is yours, log in with SASL, or then with /msg "
                + "NickServ IDENTIFY alice <password>",
            "Please choose another name.");
        (await typed.AskAsync("carol"))[0].Should().StartWith("Type and press Enter to talk.");
        (await typed.AskAsync("/msg NickServ IDENTIFY alice " + Password, "/nick alice")).Should()
            .EndWith("12:01 -- carol is now called alice");
    }

    private static async Task<Chat> WithAccountAsync()
    {
        Chat chat = await Chat.StartAsync();
        chat.Server.Context.Accounts.Add("alice"u8, Keys).Should().NotBeNull();
        return chat;
    }
}
