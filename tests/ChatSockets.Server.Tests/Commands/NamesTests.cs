using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "NAMES message")]
public sealed class NamesTests
{
    [Fact]
    public async Task Members_are_listed_with_their_highest_sign()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        await chat.JoinAsync("carol");
        await alice.AskAsync("MODE #room +vv alice bob");
        (await alice.AskAsync("NAMES #ROOM"))
            .Should().EndWith([":chat.local 353 alice = #room :@alice +bob carol", ":chat.local 366 alice #room :End of /NAMES list"]);
    }

    [Fact]
    [Specification("IRCv3 multi-prefix", "Description")]
    public async Task With_multi_prefix_every_sign_is_shown_the_highest_first()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync(aliceCaps: "multi-prefix");
        chat.MakeFounder("alice");
        await alice.AskAsync("MODE #room +vv alice bob");
        (await alice.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 alice = #room :~@+alice +bob");
    }

    [Theory]
    [InlineData("NAMES #nowhere", "#nowhere")]
    [InlineData("NAMES", "*")]
    public async Task No_room_is_an_empty_list(string line, string name)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal($":chat.local 366 alice {name} :End of /NAMES list");
    }

    [Fact]
    public async Task Several_rooms_are_listed_one_after_the_other()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#one");
        await alice.AskAsync("JOIN #two");
        (await alice.AskAsync("NAMES #two,#one")).Should().Equal(
            ":chat.local 353 alice = #two :@alice",
            ":chat.local 366 alice #two :End of /NAMES list",
            ":chat.local 353 alice = #one :@alice",
            ":chat.local 366 alice #one :End of /NAMES list");
    }

    [Fact]
    [Specification("Modern IRC", "Secret Channel Mode")]
    public async Task A_secret_room_has_an_at_sign_and_is_empty_to_guests()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s");
        (await alice.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 alice @ #room :@alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("NAMES #room")).Should().Equal(":chat.local 366 carol #room :End of /NAMES list");
    }

    [Fact]
    [Specification("Modern IRC", "Invisible User Mode")]
    public async Task Guests_do_not_see_the_invisible_and_members_do()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("MODE bob +i");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 carol = #room :@alice");
        (await alice.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 alice = #room :@alice bob");
    }

    [Fact]
    public async Task A_long_list_takes_several_lines_none_of_them_too_long_and_nobody_is_missing()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"member{i:00}{new string('x', 24)}")];
        foreach (string name in names) await chat.JoinAsync(name);
        await alice.SyncAsync();
        string[] lines = [.. (await alice.AskAsync("NAMES #room")).SkipLast(1)];
        lines.Length.Should().BeGreaterThan(1);
        lines.Should().OnlyContain(line => line.Length <= 510);
        lines.SelectMany(line => line[":chat.local 353 alice = #room :".Length..].Split(' '))
            .Should().BeEquivalentTo(names.Append("@alice"));
    }

    [Fact]
    [Specification("IRCv3 userhost-in-names", "Description")]
    public async Task With_userhost_in_names_the_whole_source_is_shown_with_the_host_that_others_see()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(aliceCaps: "userhost-in-names");
        chat.User("bob").Host = Wire.Utf8("shown.example");
        await alice.AskAsync("MODE #room +v alice");
        (await alice.AskAsync("NAMES #room"))[0].Should()
            .Be(":chat.local 353 alice = #room :@alice!~alice@127.0.0.1 bob!~bob@shown.example");
        (await bob.AskAsync("NAMES #room")).Should().Contain(":chat.local 353 bob = #room :@alice bob");
        await alice.AskAsync("CAP REQ multi-prefix");
        (await alice.AskAsync("NAMES #room"))[0].Should().Contain(" :@+alice!~alice@127.0.0.1 bob!");
        (await alice.AskAsync("PART #room", "JOIN #new"))[^2].Should().Be(":chat.local 353 alice = #new :@alice!~alice@127.0.0.1");
    }

    [Fact]
    public async Task The_longest_sources_take_several_lines_none_of_them_too_long_and_nobody_is_missing()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#" + new string('r', 63), caps: "userhost-in-names");
        string[] names = [.. Enumerable.Range(0, 9).Select(i => $"m{i}{new string('x', 30)}")];
        foreach (string name in names)
        {
            await chat.JoinAsync(name, "#" + new string('r', 63));
            chat.User(name).Host = Wire.Utf8(new string('h', 63));
        }
        await alice.SyncAsync();
        string[] lines = [.. (await alice.AskAsync("NAMES #" + new string('r', 63))).SkipLast(1)];
        lines.Should().OnlyContain(line => line.Length <= 510);
        lines.SelectMany(line => line[(line.IndexOf(" :", StringComparison.Ordinal) + 2)..].Split(' ')).Should().BeEquivalentTo(
            names.Select(name => $"{name}!~{name[..17]}@{new string('h', 63)}").Append("@alice!~alice@127.0.0.1"));
    }

    [Fact]
    public async Task Operators_who_may_see_the_hidden_see_the_invisible_as_well()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await bob.AskAsync("MODE bob +i");
        chat.MakeOperator("carol");
        (await carol.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 carol = #room :@alice bob");
    }
}
