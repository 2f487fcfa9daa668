using System.Globalization;
using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>
/// What the store has of a user who is always on is at every moment what would be there again if the server started anew.
/// </summary>
public sealed class StoredUsersTests
{
    [Fact]
    public async Task The_user_is_kept_with_its_rooms_and_its_status_in_them()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await AlwaysOnAsync(chat);
        Stored(chat).Should().Equal("bob ~bob (bob the tester): @#room");

        await bob.AskAsync("JOIN #other", "MODE #other +v bob", "PART #room");
        Stored(chat).Should().Equal("bob ~bob (bob the tester): @+#other");
        await bob.QuitAsync();
        Stored(chat).Should().Equal("bob ~bob (bob the tester): @+#other");
    }

    [Fact]
    public async Task Who_is_kicked_is_not_in_the_room_again()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await AlwaysOnAsync(chat);
        await bob.QuitAsync();
        await alice.AskAsync("KICK #room bob :out");
        Stored(chat).Should().Equal("bob ~bob (bob the tester):");
    }

    [Fact]
    public async Task What_others_make_of_its_status_is_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await AlwaysOnAsync(chat);
        await bob.QuitAsync();
        await alice.AskAsync("MODE #room +v bob");
        Stored(chat).Should().Equal("bob ~bob (bob the tester): +#room");
        await alice.AskAsync("MODE #room -v bob");
        Stored(chat).Should().Equal("bob ~bob (bob the tester): #room");
    }

    [Fact]
    public async Task A_room_that_is_renamed_keeps_it_under_the_new_name()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await AlwaysOnAsync(chat);
        (await bob.AskAsync("RENAME #room #chamber :bigger")).Should().NotContain(line => line.Contains("FAIL", StringComparison.Ordinal));
        Stored(chat).Should().Equal("bob ~bob (bob the tester): @#chamber");
    }

    [Fact]
    public async Task Another_nickname_and_an_away_message_are_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await AlwaysOnAsync(chat);
        await bob.AskAsync("NICK rob", "AWAY :at lunch");
        Stored(chat).Should().Equal("rob ~bob (bob the tester) at lunch: @#room");
        await bob.QuitAsync();
        Stored(chat).Should().Equal("rob ~bob (bob the tester) at lunch: @#room");
    }

    [Fact]
    public async Task Another_real_name_user_modes_and_metadata_are_kept()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await chat.WithAccountAsync("bob", "draft/metadata-2");
            await bob.AskNickServAsync("SET ALWAYS-ON ON");
            await bob.AskAsync("SETNAME :A new real name", "MODE bob +iBRw", "MODE bob -w", "METADATA * SET homepage :https://bob.example");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            User bob = chat.User("bob");
            Text(bob.RealName).Should().Be("A new real name");
            bob.Modes.Should().Be(UserModes.Invisible | UserModes.Bot | UserModes.AccountsOnly);
            bob.Metadata.Should().ContainKey("homepage");
            chat.Server.Context.Users.Invisible.Should().Be(1);
        }
    }

    [Fact]
    public async Task The_privileges_of_an_operator_are_not_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await AlwaysOnAsync(chat);
        chat.MakeOperator("bob");
        await bob.AskAsync("SETNAME :bob");
        chat.Server.Context.Store.Commits.Flush();
        chat.Server.Context.StoredUsers.All()[0].Modes.Should().Be(UserModes.None);
    }

    [Fact]
    public async Task That_nobody_is_connected_is_no_away_message_of_its_own()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await AlwaysOnAsync(chat);
        await bob.AskAsync("AWAY :at lunch", "AWAY");
        await bob.QuitAsync();
        Stored(chat).Should().Equal("bob ~bob (bob the tester): @#room");
    }

    [Fact]
    public async Task Who_is_not_always_on_any_more_is_not_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await AlwaysOnAsync(chat);
        await bob.AskNickServAsync("SET ALWAYS-ON OFF");
        Rows(chat).Should().Be(0);
        await bob.AskAsync("JOIN #other", "NICK rob", "AWAY :at lunch", "MODE #other +v rob");
        Rows(chat).Should().Be(0, "what such a user does concerns nobody later");
    }

    [Fact]
    public async Task Who_logs_out_is_not_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await AlwaysOnAsync(chat);
        await bob.AskNickServAsync("LOGOUT");
        await bob.AskAsync("JOIN #other");
        Rows(chat).Should().Be(0);
    }

    [Fact]
    public async Task Who_was_killed_is_not_kept()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient oper = await chat.OperAsync("oper");
        TestClient bob = await AlwaysOnAsync(chat);
        await bob.QuitAsync();
        await oper.AskAsync("KILL bob :enough");
        Rows(chat).Should().Be(0);
    }

    [Fact]
    public async Task All_is_as_it_was_when_the_server_starts_again()
    {
        using var folder = new TempFolder();
        await using (Chat before = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await AlwaysOnAsync(before);
            await bob.AskAsync("NICK rob", "AWAY :at lunch", "JOIN #other");
        }
        await using Chat after = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient alice = await after.JoinAsync("alice");
        (await alice.AskAsync("NAMES #room", "PRIVMSG rob :hi", "WHO rob %nar")).Should().Contain([
            ":chat.local 353 alice = #room :@rob alice",
            ":chat.local 301 alice rob :at lunch",
            ":chat.local 354 alice rob bob :bob the tester",
        ]);
        after.User("rob").Rooms.Should().HaveCount(2);
        Stored(after).Should().Equal("rob ~bob (bob the tester) at lunch: @#other @#room");
    }

    [Fact]
    public async Task Nobody_is_founder_again_of_a_room_that_is_not_registered()
    {
        using var folder = new TempFolder();
        await using (Chat before = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await AlwaysOnAsync(before);
            before.MakeFounder("bob");
            Stored(before).Should().Equal("bob ~bob (bob the tester): ~@#room");
        }
        await using Chat after = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        Stored(after).Should().Equal("bob ~bob (bob the tester): @#room");
    }

    // Bob, always on, who has entered #room.
    private static async Task<TestClient> AlwaysOnAsync(Chat chat)
    {
        TestClient bob = await chat.WithAccountAsync("bob", "draft/channel-rename");
        await bob.AskNickServAsync("SET ALWAYS-ON ON");
        await bob.AskAsync("JOIN #room");
        return bob;
    }

    // Those who would be here again: nickname, user name, real name, away message, and the rooms with their statuses.
    private static string[] Stored(Chat chat)
    {
        chat.Server.Context.Store.Commits.Flush();
        return [.. chat.Server.Context.StoredUsers.All().Select(Describe)];
    }

    private static string Describe(StoredUser user)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Text(user.Nickname)} {Text(user.Username)} ({Text(user.RealName)})");
        if (user.Away is { } away) text.Append(' ').Append(Text(away));
        text.Append(':');
        Span<byte> prefixes = stackalloc byte[MemberPrefix.Prefixes.Length];
        foreach ((byte[] room, MemberModes modes) in user.Rooms)
            text.Append(' ').Append(Encoding.ASCII.GetString(prefixes[..MemberPrefix.WritePrefixes(modes, prefixes, all: true)]))
                .Append(Text(room));
        return text.ToString();
    }

    private static long Rows(Chat chat) =>
        chat.Server.Context.Store.Number("SELECT (SELECT count(*) FROM kept_users) + (SELECT count(*) FROM kept_memberships)");

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
