using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 metadata", "METADATA client command")]
[Specification("IRCv3 metadata", "Keys and Values")]
public sealed class MetadataCommandTests
{
    private const string Caps = "batch draft/metadata-2";

    [Theory]
    [InlineData("*")]
    [InlineData("ALICE")]
    public async Task What_a_user_sets_everybody_can_get(string target)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        (await alice.AskAsync($"METADATA {target} SET url :http://example.org/ü x", $"METADATA {target} SET empty :")).Should().Equal(
            ":chat.local 761 alice alice url * :http://example.org/ü x", ":chat.local 761 alice alice empty * :");
        (await bob.AskAsync("METADATA Alice GET url nothing empty")).Should().Equal(
            ":chat.local BATCH +b2 metadata alice",
            "@batch=b2 :chat.local 761 bob alice url * :http://example.org/ü x",
            "@batch=b2 :chat.local 766 bob alice nothing :The key is not set",
            "@batch=b2 :chat.local 761 bob alice empty * :",
            ":chat.local BATCH -b2");
        (await bob.AskAsync("METADATA alice LIST")).Should().Equal(
            ":chat.local BATCH +b3 metadata alice",
            "@batch=b3 :chat.local 761 bob alice empty * :",
            "@batch=b3 :chat.local 761 bob alice url * :http://example.org/ü x",
            ":chat.local BATCH -b3");
    }

    [Fact]
    public async Task A_key_is_taken_away_by_setting_it_to_nothing_or_with_all_others()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        await alice.AskAsync("METADATA * SET a :1", "METADATA * SET b :2", "METADATA * SET c :3");
        (await alice.AskAsync("METADATA * SET a", "METADATA * SET a", "METADATA * CLEAR", "METADATA * LIST")).Should().Equal(
            ":chat.local 766 alice alice a :The key is not set",
            ":chat.local FAIL METADATA KEY_NOT_SET alice a :The key is not set",
            ":chat.local BATCH +b2 metadata alice",
            "@batch=b2 :chat.local 766 alice alice b :The key is not set",
            "@batch=b2 :chat.local 766 alice alice c :The key is not set",
            ":chat.local BATCH -b2",
            ":chat.local BATCH +b3 metadata alice",
            ":chat.local BATCH -b3");
    }

    [Theory]
    [InlineData("METADATA nobody LIST", "INVALID_TARGET nobody :Invalid target")]
    [InlineData("METADATA #nowhere LIST", "INVALID_TARGET #nowhere :Invalid target")]
    [InlineData("METADATA #secret LIST", "INVALID_TARGET #secret :Invalid target")]
    [InlineData("METADATA bob SUB a", "INVALID_TARGET bob :Invalid target")]
    [InlineData("METADATA bob SUBS", "INVALID_TARGET bob :Invalid target")]
    [InlineData("METADATA #room UNSUB a", "INVALID_TARGET #room :Invalid target")]
    [InlineData("METADATA * SNEEZE", "SUBCOMMAND_INVALID SNEEZE :Invalid subcommand")]
    [InlineData("METADATA * SET $url$ :x", "KEY_INVALID $url$ :That is not a key: a-z, 0-9 and _./- only")]
    [InlineData("METADATA * SET Url :x", "KEY_INVALID Url :That is not a key: a-z, 0-9 and _./- only")]
    [InlineData("METADATA bob SET a :x", "KEY_NO_PERMISSION bob a :You do not have permission to do that")]
    [InlineData("METADATA bob SET A :x", "KEY_INVALID A :That is not a key: a-z, 0-9 and _./- only")]
    [InlineData("METADATA bob CLEAR", "KEY_NO_PERMISSION bob * :You do not have permission to do that")]
    [InlineData("METADATA #room SET a :x", "KEY_NO_PERMISSION #room a :You do not have permission to do that")]
    [InlineData("METADATA #room CLEAR", "KEY_NO_PERMISSION #room * :You do not have permission to do that")]
    [InlineData("METADATA #other GET a", "KEY_NO_PERMISSION #other * :You do not have permission to do that")]
    [InlineData("METADATA #other LIST", "KEY_NO_PERMISSION #other * :You do not have permission to do that")]
    [InlineData("METADATA #other SYNC", "KEY_NO_PERMISSION #other * :You do not have permission to do that")]
    public async Task What_cannot_be_done_is_answered(string line, string failure)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob");
        await bob.AskAsync("JOIN #other,#secret", "MODE #secret +s");
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        (await alice.AskAsync(line)).Should().Equal($":chat.local FAIL METADATA {failure}");
    }

    [Theory]
    [InlineData("METADATA * GET")]
    [InlineData("METADATA * SET")]
    [InlineData("METADATA * SUB")]
    [InlineData("METADATA * UNSUB")]
    public async Task Without_a_key_it_answers_461(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        (await alice.AskAsync(line)).Should().Equal(":chat.local 461 alice METADATA :Not enough parameters");
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task A_value_has_256_bytes_at_the_most(int length, bool isSet)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        string key = new('k', 40), value = new('x', length);
        (await alice.AskAsync($"METADATA * SET {key} :{value}", $"METADATA * SET {key}k :x")).Should().Equal(
            isSet ? $":chat.local 761 alice alice {key} * :{value}" : ":chat.local FAIL METADATA VALUE_INVALID :The value is too long",
            $":chat.local FAIL METADATA KEY_INVALID {key}k :That is not a key: a-z, 0-9 and _./- only");
    }

    [Theory]
    [InlineData("*", "alice")]
    [InlineData("#room", "#room")]
    public async Task There_are_twenty_keys_at_the_most(string target, string name)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync([.. Enumerable.Range(0, 20).Select(i => $"METADATA {target} SET key{i} :x")]);
        (await alice.AskAsync($"METADATA {target} SET other :x", $"METADATA {target} SET key7 :y")).Should().Equal(
            $":chat.local FAIL METADATA LIMIT_REACHED {name} :Too many keys are set", $":chat.local 761 alice {name} key7 * :y");
    }

    [Fact]
    public async Task An_operator_sets_a_rooms_and_it_goes_with_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps + " draft/channel-rename", Caps);
        (await alice.AskAsync("METADATA #ROOM SET url :x", "MODE #room +o bob", "RENAME #room #stube")).Should()
            .HaveElementAt(0, ":chat.local 761 alice #room url * :x");
        await bob.SyncAsync();
        (await bob.AskAsync("METADATA #stube SET more :y", "METADATA #stube LIST")).Should().Equal(
            ":chat.local 761 bob #stube more * :y",
            ":chat.local BATCH +b2 metadata #stube",
            "@batch=b2 :chat.local 761 bob #stube more * :y",
            "@batch=b2 :chat.local 761 bob #stube url * :x",
            ":chat.local BATCH -b2");
    }

    [Fact]
    [Specification("IRCv3 metadata", "METADATA SUB")]
    [Specification("IRCv3 metadata", "METADATA UNSUB")]
    [Specification("IRCv3 metadata", "METADATA SUBS")]
    public async Task Subscriptions_come_and_go_and_are_listed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        (await alice.AskAsync("METADATA * SUBS", "METADATA * SUB b a $c b", "METADATA alice SUBS", "METADATA * UNSUB b x $c",
            "METADATA * SUBS")).Should().Equal(
            ":chat.local BATCH +b2 metadata-subs",
            ":chat.local BATCH -b2",
            ":chat.local FAIL METADATA KEY_INVALID $c :That is not a key: a-z, 0-9 and _./- only",
            ":chat.local 770 alice b a b",
            ":chat.local BATCH +b3 metadata-subs",
            "@batch=b3 :chat.local 772 alice a b",
            ":chat.local BATCH -b3",
            ":chat.local FAIL METADATA KEY_INVALID $c :That is not a key: a-z, 0-9 and _./- only",
            ":chat.local 771 alice b x",
            ":chat.local BATCH +b4 metadata-subs",
            "@batch=b4 :chat.local 772 alice a",
            ":chat.local BATCH -b4");
    }

    [Fact]
    public async Task There_are_fifty_subscriptions_at_the_most()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        await alice.AskAsync([.. Enumerable.Range(0, 49).Select(i => $"METADATA * SUB key{i}")]);
        (await alice.AskAsync("METADATA * SUB one two three")).Should().Equal(
            ":chat.local FAIL METADATA TOO_MANY_SUBS two :Too many subscriptions", ":chat.local 770 alice one");
    }

    [Fact]
    [Specification("IRCv3 metadata", "draft/metadata-2 Capability")]
    public async Task It_may_come_before_registration_and_is_told_when_that_is_complete()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ConnectAsync();
        (await alice.AskAsync("CAP LS 302")).Should()
            .Contain(line => line.Contains(" draft/metadata-2=before-connect,max-subs=50,max-keys=20,max-value-bytes=256 ",
                StringComparison.Ordinal));
        (await alice.AskAsync($"CAP REQ :{Caps}", "METADATA * SET url :x", "METADATA * SUB url", "METADATA bob LIST"))
            .Skip(1).Should().Equal(
            ":chat.local 761 * * url * :x", ":chat.local 770 * url", ":chat.local FAIL METADATA INVALID_TARGET bob :Invalid target");
        IReadOnlyList<string> welcome = await alice.AskAsync("NICK alice", "USER alice 0 * :Alice", "CAP END");
        welcome.TakeLast(4).Should().Equal(
            ":chat.local BATCH +b1 metadata alice", "@batch=b1 :chat.local METADATA alice url * :x", ":chat.local BATCH -b1",
                ":chat.local 422 alice :MOTD File is missing");
    }
}
