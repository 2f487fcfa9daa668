using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>
/// Two people with several terminals each, that come and go, enter and leave rooms, change the nickname and speak, all at once: promise 3
/// holds for each terminal. Of what a room hears each sees all of the time that its user is in the room, in the one order, and nothing
/// twice.
/// </summary>
[Specification("ChatSockets", "Manual, Many terminals")]
public sealed class ManyTerminalsTests
{
    private const int Rooms = 3;
    private const int TerminalsEach = 4;
    private const int Lives = 6;
    private const int StepsInLife = 40;

    private static readonly string[] Accounts = ["bob", "carl"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_terminal_sees_what_its_user_is_there_for_once_and_in_the_one_order(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options =>
            options with { OutboxBytes = 1 << 26, HistoryOnJoin = 0, DataFolder = isOnDisk ? folder.Path : null });
        TestClient eve = await chat.RegisterAsync("eve");
        for (int room = 0; room < Rooms; room++) await eve.AskAsync($"JOIN #r{room}", $"MODE #r{room} -nt");
        TestClient[] pat = [await chat.ComeAsync("pat", account: "pat"), await chat.ComeAsync("pat", username: "pat2", account: "pat")];
        TestClient[] homes = [.. await Task.WhenAll(Accounts.Select(account => chat.ComeAsync(account, account: account)))];

        var terminals = Accounts.SelectMany(account =>
            Enumerable.Range(0, TerminalsEach).Select(number => new Terminal(chat, account, number))).ToArray();
        await Task.WhenAll(terminals.Select(terminal => Task.Run(terminal.LiveAsync)));

        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1 + pat.Length + homes.Length,
            "all to be gone whose connection broke");

        Seen truth = new(await eve.SyncAsync());
        Seen[] ofPat = [new(await pat[0].SyncAsync()), new(await pat[1].SyncAsync())];
        foreach (Terminal terminal in terminals)
        {
            truth.All.Where(line => line.Text.StartsWith($"{terminal.Name} room ", StringComparison.Ordinal)).Select(line => line.Text)
                .Should().Equal(Enumerable.Range(0, terminal.Spoken).Select(number => $"{terminal.Name} room {number}"));
            ofPat[0].All.Where(line => line.Text.StartsWith($"{terminal.Name} private ", StringComparison.Ordinal))
                .Select(line => line.Text)
                .Should().Equal(Enumerable.Range(0, terminal.Whispered).Select(number => $"{terminal.Name} private {number}"));
            foreach (IReadOnlyList<string> life in terminal.Heard)
            {
                KeepsItsName(life, terminal.Account, terminal.Name);
                foreach (string room in AllRooms) IsPartOf(truth.Of(room), life, room, terminal);
            }
        }
        ofPat[1].All.Should().Equal(ofPat[0].All, "both terminals of a reader see one order");
        for (int i = 0; i < homes.Length; i++)
        {
            IReadOnlyList<string> lines = await homes[i].SyncAsync();
            KeepsItsName(lines, Accounts[i], terminal: "");
            var home = new Seen(lines);
            home.All.Where(line => line.Target == "pat").Should().Equal(ofPat[0].All.Where(line => line.Who == Accounts[i]));
            foreach (string room in AllRooms)
                home.Of(room).Where(line => line.Verb != "332").Should()
                    .Equal(WhileIn(truth.Of(room), Accounts[i]), "that is what {0} heard in {1}", Accounts[i], room);
            (await homes[i].LeaveAsync()).Should().HaveCount(1);
        }
        await eve.SyncAsync();
        (await eve.AskAsync("LUSERS"))[0].Should().Be(":chat.local 251 eve :There are 2 users and 0 invisible on 1 servers");
        foreach (string room in AllRooms) (await eve.AskAsync($"NAMES {room}"))[0].Should().Be($":chat.local 353 eve = {room} :@eve");
    }

    private static IEnumerable<string> AllRooms => Enumerable.Range(0, Rooms).Select(room => $"#r{room}");

    // Whatever one's own user does it does under the nickname that the terminal knows; but for an echo, which may be that of a guest's
    // line: what a room hears has its order among what that room's members do.
    private static void KeepsItsName(IReadOnlyList<string> lines, string account, string terminal)
    {
        string? nickname = null;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            if (words[1] == "001") nickname = words[2];
            if (!line.Contains($"!~{account}@", StringComparison.Ordinal) || words[1][0] is >= '0' and <= '9') continue;
            if (terminal.Length > 0 && words.Length > 3 && words[3] == $":{terminal}") continue;
            nickname ??= line[1..line.IndexOf('!', StringComparison.Ordinal)];
            line.Should().StartWith($":{nickname}!", "that was the nickname after {0}",
                string.Join('\n', lines.TakeWhile(other => other != line).TakeLast(8)));
            if (words[1] == "NICK") nickname = words[2];
        }
    }

    // From each of the user's entrances to its leave.
    private static IEnumerable<HeardLine> WhileIn(IEnumerable<HeardLine> lines, string account)
    {
        bool isIn = false;
        foreach (HeardLine line in lines)
        {
            isIn |= line.Who == account && line.Verb == "JOIN";
            if (isIn) yield return line;
            isIn &= line.Who != account || line.Verb != "PART";
        }
    }

    // Each time that the user is in, as the terminal heard it: the entrance, the topic of that moment, and then what the room heard,
    // without a gap.
    private static void IsPartOf(IReadOnlyList<HeardLine> truth, IReadOnlyList<string> life, string room, Terminal terminal)
    {
        var heard = new List<HeardLine>();
        string topic = "";
        bool isIn = false;
        int from = 0;
        foreach (HeardLine line in new Seen(life).Of(room))
        {
            bool isOwn = line.Who == terminal.Account;
            if (line.Verb == "332")
            {
                topic = line.Text;
            }
            else if (isOwn && line.Verb == "JOIN")
            {
                isIn.Should().BeFalse("nobody enters {0} twice", room);
                isIn = true;
            }
            else if (isIn)
            {
                heard.Add(line);
                if (!isOwn || line.Verb != "PART") continue;
                isIn = false;
                from = Find(truth, heard, topic, from);
                heard.Clear();
            }
            else
            {
                // Its own echo it hears in any case: the rooms hear guests.
                line.Text.Should().StartWith(terminal.Name, "that was heard outside of {0}", room);
            }
        }
        Find(truth, heard, topic, from);
    }

    // Answers where it ends.
    private static int Find(IReadOnlyList<HeardLine> truth, List<HeardLine> heard, string topic, int from)
    {
        string now = "";
        for (int i = 0; i < truth.Count && heard.Count > 0; i++)
        {
            if (i >= from && now == topic && heard.SequenceEqual(truth.Skip(i).Take(heard.Count))) return i + heard.Count;
            if (truth[i].Verb == "TOPIC") now = truth[i].Text;
        }
        heard.Should().BeEmpty("all of it was to come in a row, under the topic {0}, behind {1} lines, in what was said: {2}", topic, from,
            string.Join('\n', truth));
        return from;
    }

    /// <summary>What somebody did, whatever the nickname was.</summary>
    private readonly record struct HeardLine(string Who, string Verb, string Target, string Text);

    /// <summary>Lines as they can be compared.</summary>
    private sealed class Seen(IReadOnlyList<string> lines)
    {
        public IReadOnlyList<HeardLine> All { get; } = [.. lines.Select(Parse)];

        public IReadOnlyList<HeardLine> Of(string room) => [.. All.Where(line => line.Target == room)];

        private static HeardLine Parse(string line)
        {
            string[] words = line.Split(' ', 4);
            int user = line.IndexOf("!~", StringComparison.Ordinal) + 2, at = line.IndexOf('@', StringComparison.Ordinal);
            // The topic that is told with an entrance is about a room, the other numerics are about nothing here.
            if (words[1] == "332") return new HeardLine("", "332", words[3].Split(' ')[0], words[3].Split(':')[1]);
            if (at < user || words[1][0] is >= '0' and <= '9') return default;
            return new HeardLine(line[user..at], words[1], words[2], words.Length > 3 ? words[3].TrimStart(':') : "");
        }
    }

    /// <summary>One of a user's terminals, again and again.</summary>
    private sealed class Terminal(Chat chat, string account, int number)
    {
        private readonly Random _random = new(number + account.Length);

        public string Account => account;

        public string Name => $"{account}-{number}";

        public int Spoken { get; private set; }

        public int Whispered { get; private set; }

        /// <summary>What each life heard, from the welcome on.</summary>
        public List<IReadOnlyList<string>> Heard { get; } = [];

        public async Task LiveAsync()
        {
            int topics = 0;
            for (int life = 0; life < Lives; life++)
            {
                TestClient client = await chat.LogInAsync(account, "echo-message", $"{Name}.{life}", account);
                var heard = new List<string>(await client.AskAsync("CAP END"));
                Heard.Add(heard);
                for (int step = 0; step < StepsInLife; step++)
                {
                    string room = $"#r{_random.Next(Rooms)}";
                    string line = _random.Next(10) switch
                    {
                        0 or 1 => $"JOIN {room}",
                        2 => $"PART {room}",
                        3 => $"NICK {account}{_random.Next(4)}",
                        4 => $"TOPIC {room} :{Name} topic {topics++}",
                        5 => $"PRIVMSG pat :{Name} private {Whispered++}",
                        6 => _random.Next(2) == 0 ? "AWAY :gone" : "AWAY",
                        _ => $"PRIVMSG {room} :{Name} room {Spoken++}",
                    };
                    // Some together, so that they are one burst.
                    if (_random.Next(3) > 0) await client.SendAsync(line);
                    else heard.AddRange(await client.AskAsync(line));
                }
                heard.AddRange(await client.SyncAsync());
                if (_random.Next(2) == 0) client.Reset();
                else await client.LeaveAsync();
            }
        }
    }
}
