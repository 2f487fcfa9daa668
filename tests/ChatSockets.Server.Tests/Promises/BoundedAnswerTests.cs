using System.Globalization;
using ChatSockets.Core.Commands;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>
/// Promise 5: what one line is answered does not grow the server, whoever asks, whatever is kept, and whether it is read or not.
/// </summary>
public sealed class BoundedAnswerTests
{
    private const string Header = "| command | costliest line | largest answer | before a page | CPU |";
    private const int OutboxBytes = 64 * 1024;
    private const int LargestAnswer = 1 << 20;
    private const int Members = 60;
    private const string Caps = "batch message-tags server-time draft/chathistory soju.im/search draft/metadata-2 userhost-in-names";

    private static readonly string[][] Table =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "tests-README.md")).SkipWhile(line => line != Header).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Replace("`", "", StringComparison.Ordinal).Split(" | ")),
    ];

    [Fact]
    public void The_table_has_every_command_of_the_server_and_of_its_services()
    {
        string[] all =
        [
            .. CommandTable.Rows.Select(row => row.Verb),
            .. ServiceTable.All.SelectMany(service =>
                service.Commands.Select(command => $"{service.Name} {command.Name}").Append($"{service.Name} HELP")),
        ];
        Table.SelectMany(row => row[0].Split(", ")).Order(StringComparer.Ordinal).Should().Equal(all.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_in_the_table_is_larger_than_a_mebibyte_before_a_page() =>
        Table.Should().OnlyContain(row => Bound(row) <= LargestAnswer / 1024);

    // One server for all: much is kept, and the room is large. The lane that sends stands still meanwhile, so that all that is unread is in
    // the outbox.
    [Fact]
    public async Task No_line_of_the_table_fills_the_outbox_of_whoever_does_not_read()
    {
        await using Chat chat = await FullAsync();
        int number = 0;
        foreach (string[] row in Table)
        {
            TestClient client = await chat.RegisterAsync("visitor", Caps);
            chat.LogIn("visitor", "asker");
            chat.MakeOperator("visitor");
            await client.AskAsync(row[0] == "JOIN" ? "PING x" : "JOIN #large");
            var outbox = (SocketOutbox)chat.User("visitor").Sessions[0].Outbox;
            using (await StopSendingAsync(chat, number++))
            {
                int pings = Pings(chat);
                await client.SendAsync(row[1].Replace("…", string.Join(',', Rooms()), StringComparison.Ordinal), "PING end");
                await Waiting.UntilAsync(() => Pings(chat) > pings || !outbox.HasRoom || outbox.IsBroken || row[0] == "QUIT",
                    $"an answer to {row[1]}");
                // An answer that does not page would go on.
                for (int i = 0; i < 20; i++) await Task.Yield();
                outbox.Unsent.Should().BeLessThan((OutboxBytes / 2) + (Bound(row) * 1024), "{0} is answered in pages", row[1]);
            }
            client.Reset();
            await Waiting.UntilAsync(() => chat.Server.Context.Users.Count == Members + 1, "the asker to be gone");
        }
    }

    [Fact]
    public async Task Who_enters_many_rooms_and_does_not_read_holds_no_more_than_a_page_above_the_limit()
    {
        await using Chat chat = await FullAsync();
        TestClient greedy = await chat.RegisterAsync("greedy");
        Outbox outbox = chat.User("greedy").Sessions[0].Outbox;
        using (await StopSendingAsync(chat, 0))
        {
            await greedy.SendAsync($"JOIN {string.Join(',', Rooms())}", "PING end");
            await Waiting.UntilAsync(() => !outbox.HasRoom, "the answers to pile up");
            for (int i = 0; i < 50; i++)
            {
                await Task.Yield();
                outbox.Unsent.Should().BeLessThan(OutboxBytes + (256 * 1024));
            }
            chat.User("greedy").Rooms.Length.Should().BeLessThan(Rooms().Length, "the rest comes when he has read");
        }
        await greedy.ExpectAsync("* PONG chat.local :end");
        chat.User("greedy").Rooms.Length.Should().Be(Rooms().Length);
    }

    [Fact]
    public async Task Another_terminal_in_all_rooms_is_told_in_pages()
    {
        await using Chat chat = await FullAsync();
        TestClient first = await chat.LoggedInAsync("asker");
        await first.AskAsync($"JOIN {string.Join(',', Rooms())}");
        TestClient second = await chat.ConnectAsync();
        using (await StopSendingAsync(chat, 0))
        {
            await second.SendAsync("CAP REQ :sasl", "NICK asker", "USER asker 0 * :x", "AUTHENTICATE PLAIN");
            await second.SendAsync($"AUTHENTICATE {Convert.ToBase64String(Wire.Utf8($"\0asker\0{ServiceChat.Password}"))}",
                "CAP END", "PING end");
            await Waiting.UntilAsync(() => chat.User("asker").Sessions.Length == 2, "the second terminal");
            Outbox outbox = chat.User("asker").Sessions[1].Outbox;
            await Waiting.UntilAsync(() => !outbox.HasRoom, "the answers to pile up");
            for (int i = 0; i < 50; i++)
            {
                await Task.Yield();
                outbox.Unsent.Should().BeLessThan((OutboxBytes / 2) + (LargestAnswer / 2));
            }
        }
        var heard = new List<string>();
        while (heard is not [.., var last] || !last.EndsWith("PONG chat.local :end", StringComparison.Ordinal))
            heard.Add(await second.NextAsync());
        heard.Count(line => line.Contains(" 366 ", StringComparison.Ordinal)).Should().Be(Rooms().Length);
        heard.Count(line => line.Contains(" PRIVMSG #room-0 ", StringComparison.Ordinal)).Should()
            .BeGreaterThan(10, "what was said there last is shown");
    }

    private static int Bound(string[] row) => int.Parse(row[3].Split(' ')[0], CultureInfo.InvariantCulture);

    private static int Pings(Chat chat) =>
        (int)chat.Server.Context.CommandCounts.Of(CommandTable.All.Single(row => row.Verb == "PING").Index);

    // The lane waits in the callback of an outbox that has overflown.
    private static async Task<IDisposable> StopSendingAsync(Chat chat, int number)
    {
        var stopped = new Stop();
        await chat.RegisterAsync($"stopper{number}");
        Session stopper = chat.User($"stopper{number}").Sessions[0];
        stopper.Outbox.Overflowed = stopped.Wait;
        stopper.Outbox.Append(new byte[OutboxBytes + 1]);
        await Waiting.UntilAsync(() => stopped.IsWaiting, "the lane to stop");
        stopped.Then = () => stopper.Close("It has stopped the lane");
        return stopped;
    }

    private sealed class Stop : IDisposable
    {
        private readonly ManualResetEventSlim _goOn = new();

        public volatile bool IsWaiting;

        public Action? Then { get; set; }

        public void Wait()
        {
            IsWaiting = true;
            _goOn.Wait();
        }

        public void Dispose()
        {
            _goOn.Set();
            Then?.Invoke();
        }
    }

    private static string[] Rooms() => [.. Enumerable.Range(0, 40).Select(i => $"#room-{i}")];

    private static async Task<Chat> FullAsync()
    {
        Chat chat = await Chat.StartAsync(options => options with { OutboxBytes = OutboxBytes, FloodBurst = 0, WriteLanes = 1 });
        TestClient keeper = await chat.WithAccountAsync("keeper");
        await chat.WithAccountAsync("asker").ContinueWith(task => task.Result.QuitAsync(), TaskScheduler.Default).Unwrap();
        await keeper.AskAsync($"JOIN #large,{string.Join(',', Rooms())}", $"TOPIC #large :{new string('t', 300)}");
        foreach (int i in Enumerable.Range(0, Members)) await chat.JoinAsync($"member{i}", "#large");
        foreach (string room in Rooms().Prepend("#large")) await keeper.AskAsync($"PRIVMSG {room} :hello");
        // Messages of many lines, each of which comes to a reader with all that is said of it.
        string text = string.Join('\n', Enumerable.Repeat("word after word", 100));
        foreach (string room in Rooms().Prepend("#large"))
        {
            chat.Server.Context.Rooms.TryFind(Wire.Utf8(room), out Core.State.Room? found).Should().BeTrue();
            for (int i = 0; i < 20; i++)
                chat.Server.Context.Store.Say(found!.Record.Conversation, text, "keeper", LineKind.MultilinePrivmsg);
        }
        // The last line is known to the room.
        foreach (string room in Rooms().Prepend("#large")) await keeper.AskAsync($"PRIVMSG {room} :the end");
        return chat;
    }
}
