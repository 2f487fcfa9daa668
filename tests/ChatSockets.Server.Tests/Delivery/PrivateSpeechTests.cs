using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Delivery;

/// <summary>What becomes of a message between two users when something happens to one of them while it comes to the disk.</summary>
[Specification("ChatSockets", "Manual, Messages wait for those who are away")]
public sealed class PrivateSpeechTests
{
    private const string Caps =
        "message-tags echo-message batch labeled-response standard-replies draft/multiline draft/chathistory chatsockets/once";
    private const string Waits = ":chat.local 301 bob alice :is not here; your message waits for the next log-in";
    private const string NoSuchNick = ":chat.local 401 bob alice :No such nickname";

    [Theory]
    [InlineData("PRIVMSG")]
    [InlineData("NOTICE")]
    public async Task To_a_reader_with_an_account_who_goes_it_waits_and_is_echoed(string verb)
    {
        await using Place place = await Place.StartAsync();
        IReadOnlyList<string> answer = await place.DuringAsync($"{verb} alice :hello", alice => alice.QuitAsync());
        answer[0].Should().EndWith($" :bob!~bob@127.0.0.1 {verb} alice :hello");
        answer.Skip(1).Should().Equal(verb == "NOTICE" ? [] : [Waits]);
        await place.ShouldBeReadOnceAsync($" {verb} alice :hello");
    }

    [Fact]
    public async Task Its_echo_and_what_follows_are_the_one_answer_to_a_label()
    {
        await using Place place = await Place.StartAsync();
        IReadOnlyList<string> answer = await place.DuringAsync("@label=7 PRIVMSG alice :hello", alice => alice.QuitAsync());
        answer.Should().HaveCount(4);
        answer[0].Should().StartWith("@label=7 ").And.EndWith(" labeled-response");
        answer[1].Should().StartWith("@batch=").And.EndWith(" PRIVMSG alice :hello");
        answer[2].Should().StartWith("@batch=").And.EndWith(Waits);
    }

    [Fact]
    public async Task Several_lines_wait_too()
    {
        await using Place place = await Place.StartAsync();
        string[] lines = ["BATCH +1 draft/multiline alice", "@batch=1 PRIVMSG alice :one", "@batch=1 PRIVMSG alice :two", "BATCH -1"];
        (await place.DuringAsync(lines, alice => alice.QuitAsync())).Should().EndWith(Waits);
        await place.ShouldBeReadOnceAsync(" PRIVMSG alice :one");
    }

    [Fact]
    public async Task Of_a_reader_who_is_always_on_the_last_connection_goes_and_it_waits()
    {
        await using Place place = await Place.StartAsync();
        await place.Alice.AskNickServAsync("SET ALWAYS-ON ON");
        (await place.DuringAsync("PRIVMSG alice :hello", alice => alice.QuitAsync())).Should().EndWith(Waits);
        await place.ShouldBeReadOnceAsync(" PRIVMSG alice :hello");
    }

    [Fact]
    public async Task A_reader_who_goes_and_comes_back_reads_it_once()
    {
        await using Place place = await Place.StartAsync();
        TestClient? again = null;
        await place.DuringAsync("PRIVMSG alice :hello", async alice =>
        {
            await alice.QuitAsync();
            again = await place.Chat.LoggedInAsync("alice", "server-time");
        });
        (await again!.SyncAsync()).Should().ContainSingle(line => line.EndsWith(" PRIVMSG alice :hello", StringComparison.Ordinal));
        (await (await place.Chat.LoggedInAsync("alice")).SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_reader_who_logs_out_and_goes_reads_it_at_the_next_log_in()
    {
        await using Place place = await Place.StartAsync();
        (await place.DuringAsync("PRIVMSG alice :hello", async alice =>
        {
            await alice.AskNickServAsync("LOGOUT");
            await alice.QuitAsync();
        })).Should().EndWith(Waits);
        await place.ShouldBeReadOnceAsync(" PRIVMSG alice :hello");
    }

    [Fact]
    public async Task A_reader_with_another_nickname_hears_it_under_that_one()
    {
        await using Place place = await Place.StartAsync();
        IReadOnlyList<string> answer = await place.DuringAsync("PRIVMSG alice :hello", alice => alice.AskAsync("NICK alison"));
        answer.Should().ContainSingle().Which.Should().EndWith(" PRIVMSG alison :hello");
        (await place.Alice.SyncAsync()).Should().ContainSingle(line => line.EndsWith(" PRIVMSG alison :hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_a_reader_without_an_account_who_goes_it_is_not_sent_and_not_kept()
    {
        await using Place place = await Place.StartAsync(hasAccount: false);
        (await place.DuringAsync("@chatsockets/once=x PRIVMSG alice :hello", alice => alice.QuitAsync())).Should().Equal(NoSuchNick);
        (await place.Bob.AskAsync("CHATHISTORY LATEST alice * 10")).Should()
            .NotContain(line => line.EndsWith(" :hello", StringComparison.Ordinal));
        TestClient alice = await place.Chat.RegisterAsync("alice");
        (await place.Bob.AskAsync("@chatsockets/once=x PRIVMSG alice :hello")).Should().ContainSingle().Which.Should()
            .EndWith(" PRIVMSG alice :hello");
        (await alice.SyncAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("NOTICE alice :hello", false)]
    [InlineData("@+react=x TAGMSG alice", true)]
    public async Task What_cannot_wait_is_not_echoed(string line, bool isAnswered)
    {
        await using Place place = await Place.StartAsync(hasAccount: false);
        (await place.DuringAsync(line, alice => alice.QuitAsync())).Should().Equal(isAnswered ? [NoSuchNick] : []);
    }

    [Fact]
    public async Task Where_no_place_is_left_it_is_taken_back()
    {
        await using Place place = await Place.StartAsync();
        (await place.DuringAsync("PRIVMSG alice :hello", async alice =>
        {
            // What is handed to the store now is written before the message looks for its place.
            place.Chat.Server.Context.Store.Submit(connection => Keeping.FillMailbox(connection, "alice", "bob"));
            await alice.QuitAsync();
        })).Should().ContainSingle().Which.Should()
            .StartWith(":chat.local FAIL PRIVMSG NOT_KEPT alice :Your message was not sent: 200 messages of yours ");
        (await place.Bob.AskAsync("CHATHISTORY LATEST alice * 10")).Should()
            .NotContain(line => line.EndsWith(" :hello", StringComparison.Ordinal));
    }

    /// <summary>Alice and Bob on a server with a data folder, who have talked before.</summary>
    private sealed class Place : IAsyncDisposable
    {
        private readonly TempFolder _folder;

        public required Chat Chat { get; init; }

        public TestClient Alice { get; private set; } = null!;

        public TestClient Bob { get; private set; } = null!;

        public static async Task<Place> StartAsync(bool hasAccount = true)
        {
            var folder = new TempFolder();
            var place = new Place(folder) { Chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }) };
            place.Alice = hasAccount ? await place.Chat.WithAccountAsync("alice") : await place.Chat.RegisterAsync("alice", "message-tags");
            place.Bob = await place.Chat.WithAccountAsync("bob", Caps);
            await place.Bob.AskAsync("PRIVMSG alice :before");
            await place.Alice.SyncAsync();
            return place;
        }

        private Place(TempFolder folder) => _folder = folder;

        public Task<IReadOnlyList<string>> DuringAsync(string line, Func<TestClient, Task> happens) => DuringAsync([line], happens);

        /// <summary>Bob says it, something happens to Alice while it comes to the disk, and this is what Bob is answered.</summary>
        public async Task<IReadOnlyList<string>> DuringAsync(string[] lines, Func<TestClient, Task> happens)
        {
            using (new HeldStore(Chat))
            {
                await Bob.SendAsync(lines);
                await HeldStore.PrivateSpeechAsync(Chat);
                await happens(Alice);
            }
            return await Bob.SyncAsync();
        }

        public async Task ShouldBeReadOnceAsync(string end)
        {
            TestClient alice = await Chat.LogInAsync("alice", "server-time", username: "alice", account: "alice");
            await alice.SendAsync("CAP END");
            await alice.ExpectAsync("* 001 *");
            (await alice.SyncAsync()).Should().ContainSingle(line => line.EndsWith(end, StringComparison.Ordinal));
            (await (await Chat.LoggedInAsync("alice")).SyncAsync()).Should().BeEmpty();
        }

        public async ValueTask DisposeAsync()
        {
            await Chat.DisposeAsync();
            _folder.Dispose();
        }
    }
}
