using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Accounts;

[Specification("Unicode Technical Standard 39", "Confusable Detection")]
public sealed class ConfusablesTests
{
    private const string Letters = "01IilLOorRnNmM|aZ_-";

    private static readonly ScramKeys Keys = ScramKeys.Create(Password, ScramKeys.MinimumIterations)!;

    [Theory]
    [InlineData("alice", "a1ice")]
    [InlineData("alice", "aIice")]
    [InlineData("Alice", "A|ice")]
    [InlineData("bob", "b0b")]
    [InlineData("mallory", "ma1I0ry")]
    [InlineData("mallory", "rnallory")]
    [InlineData("BOB", "b0b")]
    public void Those_that_look_alike_have_one_skeleton(string one, string other) =>
        Confusables.SkeletonOf(Utf8(one)).Should().Equal(Confusables.SkeletonOf(Utf8(other)));

    [Theory]
    [InlineData("alice", "alice1")]
    [InlineData("user1", "user2")]
    [InlineData("nick", "nlck")]
    [InlineData("alice", "alice_")]
    public void Others_do_not(string one, string other) =>
        Confusables.SkeletonOf(Utf8(one)).Should().NotEqual(Confusables.SkeletonOf(Utf8(other)));

    [Fact]
    public void The_store_makes_the_same_skeletons()
    {
        var random = new Random(39);
        using Microsoft.Data.Sqlite.SqliteConnection connection = Database.OpenMemory();
        for (int i = 0; i < 500; i++)
        {
            byte[] name = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (byte)Letters[random.Next(Letters.Length)])];
            using var insert = new Statement(connection,
                "INSERT INTO accounts (name, created) VALUES (?1, 0) ON CONFLICT DO NOTHING RETURNING skeleton");
            if (insert.Bind(1, name).Step())
                insert.Bytes(0).Should().Equal(Confusables.SkeletonOf(name), Encoding.ASCII.GetString(name));
        }
    }

    [Fact]
    public async Task Nobody_can_come_under_a_nickname_or_take_one_that_looks_like_somebodys()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice"), client = await chat.ConnectAsync();
        (await client.AskAsync("USER alice 0 * :Alice", "NICK a1ice")).Should()
            .Equal(":chat.local 433 * a1ice :That nickname can be mistaken for alice: choose another");
        await client.SendAsync("NICK eve");
        await client.ExpectAsync(":chat.local 001 eve *");
        await client.SyncAsync();
        (await client.AskAsync("NICK AIice")).Should()
            .Equal(":chat.local 433 eve AIice :That nickname can be mistaken for alice: choose another");
        (await client.AskAsync("NICK ALICE")).Should().Equal(":chat.local 433 eve ALICE :Nickname is already in use");

        (await alice.AskAsync("NICK a1ice")).Should().Equal($":{Source("alice")} NICK a1ice");
        (await client.AskAsync("NICK alice")).Should()
            .Equal(":chat.local 433 eve alice :That nickname can be mistaken for a1ice: choose another");
        (await alice.AskAsync("NICK bob")).Should().Equal(":a1ice!~alice@127.0.0.1 NICK bob");
        (await client.AskAsync("NICK a1ice")).Should().Equal(":eve!~alice@127.0.0.1 NICK a1ice");
    }

    [Fact]
    public async Task Another_way_to_write_ones_own_is_free_unless_it_looks_like_somebody_elses()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bill = await chat.RegisterAsync("bill");
        await chat.RegisterAsync("bLll");
        (await bill.AskAsync("NICK BILL")).Should()
            .Equal(":chat.local 433 bill BILL :That nickname can be mistaken for bLll: choose another");
        (await bill.AskAsync("NICK Bill")).Should().Equal($":{Source("bill")} NICK Bill");
    }

    [Fact]
    public async Task Who_leaves_leaves_nothing_that_is_like_anything()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.SendAsync("QUIT");
        await alice.ReadToEndAsync();
        TestClient never = await chat.ConnectAsync();
        await never.AskAsync("NICK aIice");
        await never.SendAsync("QUIT");
        await never.ReadToEndAsync();
        await chat.RegisterAsync("a1ice");
    }

    [Fact]
    public async Task An_account_keeps_others_from_what_looks_like_it_and_its_owner_from_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Context.Accounts.Add("Mallory"u8, Keys).Should().NotBeNull();
        TestClient eve = await chat.RegisterAsync("eve");
        (await eve.AskAsync("NICK rnallory")).Should()
            .Equal(":chat.local 433 eve rnallory :That nickname can be mistaken for Mallory: choose another");
        await eve.AskNickServAsync($"IDENTIFY mallory {Password}");
        (await eve.AskAsync("NICK rnallory")).Should().Equal($":{Source("eve")} NICK rnallory");
    }

    [Fact]
    public async Task No_account_is_made_that_looks_like_another()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.RegisterAsync("a1ice");
        AccountDirectory accounts = chat.Server.Context.Accounts;
        Account alice = accounts.Add("alice"u8, Keys)!;
        accounts.Add("al1ce"u8, Keys).Should().NotBeNull("i is not l");
        (await client.AskAsync($"REGISTER * * :{Password}")).Should()
            .Equal(":chat.local FAIL REGISTER ACCOUNT_EXISTS a1ice :There is an account of that name or one like it, or was once");
        accounts.Drop(alice);
        accounts.Add("a1ice"u8, Keys).Should().NotBeNull();
    }

    [Fact]
    public async Task A_second_terminal_may_come_under_a_nickname_that_looks_like_its_own_users()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.WithAccountAsync("alice");
        TestClient second = await chat.ConnectAsync();
        await second.SendAsync("CAP REQ sasl", "NICK a1ice", "USER alice 0 * :Alice", "AUTHENTICATE PLAIN",
            $"AUTHENTICATE {Convert.ToBase64String(Utf8($"\0alice\0{Password}"))}", "CAP END");
        await second.ExpectAsync(":chat.local 001 alice *");
    }

    [Fact]
    public async Task Users_who_were_here_before_this_was_looked_at_are_restored()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            chat.Server.Context.Accounts.Add("alice"u8, Keys);
            chat.Server.Context.Store.Change(connection =>
            {
                Database.Execute(connection, """
                    INSERT INTO accounts (name, keys, created, is_always_on) SELECT 'a1ice', keys, created, 1 FROM accounts;
                    UPDATE accounts SET is_always_on = 1;
                    INSERT INTO kept_users (account, nickname, username, real_name)
                        VALUES ('alice', 'alice', 'u', 'x'), ('a1ice', 'a1ice', 'u', 'x');
                    """);
                return true;
            });
        }
        await using Chat again = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        again.User("alice").Account.Should().Equal("alice"u8.ToArray());
        again.User("a1ice").Account.Should().Equal("a1ice"u8.ToArray());
        TestClient own = await again.LoggedInAsync("a1ice");
        (await own.AskAsync("NICK eve")).Should().ContainSingle();
        (await own.AskAsync("NICK a1ice")).Should().Equal(":eve!u@127.0.0.1 NICK a1ice");
    }
}
