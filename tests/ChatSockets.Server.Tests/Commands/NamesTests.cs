using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

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
            .Should().EndWith([":chat.local 353 alice = #room :~alice +bob carol", ":chat.local 366 alice #room :End of /NAMES list"]);
    }

    [Fact]
    public async Task With_multi_prefix_every_sign_is_shown_the_highest_first()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync(aliceCaps: "multi-prefix");
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
            ":chat.local 353 alice = #two :~alice",
            ":chat.local 366 alice #two :End of /NAMES list",
            ":chat.local 353 alice = #one :~alice",
            ":chat.local 366 alice #one :End of /NAMES list");
    }

    [Fact]
    public async Task A_secret_room_has_an_at_sign_and_is_empty_to_guests()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s");
        (await alice.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 alice @ #room :~alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("NAMES #room")).Should().Equal(":chat.local 366 carol #room :End of /NAMES list");
    }

    [Fact]
    public async Task Guests_do_not_see_the_invisible_and_members_do()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("MODE bob +i");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 carol = #room :~alice");
        (await alice.AskAsync("NAMES #room"))[0].Should().Be(":chat.local 353 alice = #room :~alice bob");
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
            .Should().BeEquivalentTo(names.Append("~alice"));
    }
}
