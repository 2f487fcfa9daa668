using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "WHOWAS message")]
public sealed class WhowasTests
{
    [Fact]
    public async Task It_tells_who_had_a_nickname_the_latest_first()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        await carol.SendAsync("QUIT");
        await carol.ReadToEndAsync();
        chat.Clock.Advance(TimeSpan.FromHours(1));
        TestClient other = await chat.ConnectAsync();
        await other.AskAsync("NICK Carol", "USER other 0 * :Another one");
        await other.AskAsync("NICK caroline");
        (await alice.AskAsync("WHOWAS carol")).Should().Equal(
            ":chat.local 314 alice Carol ~other 127.0.0.1 * :Another one",
            ":chat.local 312 alice Carol chat.local :Fri Jan 2 13:01:02 2026",
            ":chat.local 314 alice carol ~carol 127.0.0.1 * :carol the tester",
            ":chat.local 312 alice carol chat.local :Fri Jan 2 12:01:02 2026",
            ":chat.local 369 alice carol :End of WHOWAS");
        (await alice.AskAsync("WHOWAS carol 1")).Should().HaveCount(3);
        (await alice.AskAsync("WHOWAS carol 0")).Should().HaveCount(5);
        (await alice.AskAsync("WHOWAS carol -1")).Should().HaveCount(5);
        (await alice.AskAsync("WHOWAS carol x")).Should().HaveCount(5);
        (await alice.AskAsync("WHOWAS carol 2")).Should().HaveCount(5);
        (await alice.AskAsync("WHOWAS carol 99 chat.local")).Should().HaveCount(5);
    }

    [Fact]
    public async Task A_nickname_that_nobody_had_answers_406()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("WHOWAS nobody")).Should().Equal(
            ":chat.local 406 alice nobody :There was no such nickname", ":chat.local 369 alice nobody :End of WHOWAS");
    }

    [Fact]
    public async Task No_nickname_answers_431()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("WHOWAS")).Should().Equal(":chat.local 431 alice :No nickname given");
    }

    [Fact]
    public async Task Whoever_never_registered_was_never_there()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("NICK carol", "QUIT");
        await client.ReadToEndAsync();
        (await alice.AskAsync("WHOWAS carol")).Should().HaveCount(2);
    }

    [Fact]
    public async Task The_account_is_told_to_all_and_the_address_to_operators()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.User("bob").Account = Wire.Utf8("bobby");
        chat.User("bob").Host = Wire.Utf8("shown.example");
        await bob.SendAsync("QUIT");
        await bob.ReadToEndAsync();
        await alice.SyncAsync();
        string[] known =
        [
            ":chat.local 314 alice bob ~bob shown.example * :bob the tester",
            ":chat.local 338 alice bob ~bob@127.0.0.1 127.0.0.1 :Is actually using host",
            ":chat.local 330 alice bob bobby :was logged in as",
            ":chat.local 312 alice bob chat.local :Fri Jan 2 12:01:02 2026",
            ":chat.local 369 alice BOB :End of WHOWAS",
        ];
        (await alice.AskAsync("WHOWAS BOB")).Should().Equal([known[0], .. known[2..]]);
        chat.MakeOperator("alice");
        (await alice.AskAsync("WHOWAS BOB")).Should().Equal(known);
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("WHOWAS bob 1 other.example")).Should().Equal(":chat.local 402 alice other.example :No such server");
    }
}
