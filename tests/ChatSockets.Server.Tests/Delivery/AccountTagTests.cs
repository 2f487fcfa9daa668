using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Delivery;

[Specification("IRCv3 account-tag", "Description")]
public sealed class AccountTagTests
{
    private static readonly string[] Doings =
    [
        "JOIN #room", "PRIVMSG #room :Hello", "NOTICE alice :Hello", "TAGMSG #room", "TOPIC #room :New", "MODE #room +m", "AWAY :Out",
        "SETNAME Robert", "INVITE alice #other", "NICK robert", "PART #room", "JOIN #room", "KICK #room robert", "JOIN #room", "QUIT",
    ];

    private static readonly string[] Seen =
        ["JOIN", "PRIVMSG", "NOTICE", "TAGMSG", "TOPIC", "MODE", "AWAY", "SETNAME", "INVITE", "NICK", "PART", "JOIN", "AWAY", "KICK",
            "JOIN", "AWAY", "QUIT"];

    [Theory]
    [InlineData("bobby", "bobby")]
    [InlineData("b;b", @"b\:b")]
    [InlineData(null, null)]
    public async Task Whatever_a_user_does_carries_the_account_and_no_tag_where_there_is_none(string? account, string? tag)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "account-tag message-tags away-notify setname");
        TestClient bob = await chat.JoinAsync("bob", "#other", "message-tags");
        chat.User("bob").Account = account is null ? null : Utf8(account);
        var told = new List<string>();
        foreach (string line in Doings[..^1])
        {
            await bob.AskAsync(line);
            told.AddRange(await alice.SyncAsync());
            if (line == "JOIN #room")
                await alice.AskAsync(
                    $"MODE #room +o {(told.Exists(one => one.Contains(" NICK ", StringComparison.Ordinal)) ? "robert" : "bob")}");
        }
        await bob.SendAsync(Doings[^1]);
        await bob.ReadToEndAsync();
        told.AddRange(await alice.SyncAsync());
        told.Select(line => Untagged(line).Split(' ')[1]).Should().Equal(Seen);
        told.Should().OnlyContain(line => Tag(line, "account") == tag);
    }

    [Fact]
    public async Task Without_the_capability_there_is_no_such_tag()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags server-time");
        chat.User("bob").Account = Utf8("bobby");
        await bob.AskAsync("PRIVMSG #room :Hello", "NOTICE alice :Hello", "PART #room");
        (await alice.SyncAsync()).Should().HaveCount(3).And.OnlyContain(line => Tag(line, "account") == null);
    }
}
