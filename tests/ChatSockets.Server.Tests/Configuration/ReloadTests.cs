using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Tests.Support;
using Serilog.Core;
using Serilog.Events;

namespace ChatSockets.Server.Tests.Configuration;

/// <summary>A running server is given other options, and nobody is disconnected for it.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task What_changes_counts_at_once_and_nobody_is_disconnected()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();

        ReloadResult result = chat.Server.Reload(chat.Options with
        {
            MessageOfTheDay = ["Tea at six."],
            Network = "Room 12",
            MaximumRoomsPerUser = 1,
        });

        result.Should().BeEquivalentTo(new ReloadResult { Changed = ["network", "motd", "max-rooms-per-user"] });
        (await alice.AskAsync("MOTD", "JOIN #second")).Should().Equal(
            @":chat.local 005 alice CHANLIMIT=#:1 NETWORK=Room\x2012 :are supported by this server",
            ":chat.local 375 alice :- chat.local Message of the day - ",
            ":chat.local 372 alice :- Tea at six.",
            ":chat.local 376 alice :End of /MOTD command.",
            ":chat.local 405 alice #second :You have joined too many channels");
        await bob.SendAsync("PRIVMSG #room :still here");
        (await alice.NextAsync()).Should().EndWith(" PRIVMSG #room :still here");
        TestClient carl = await chat.ConnectAsync();
        (await carl.AskAsync("NICK carl", "USER carl 0 * :Carl")).Should()
            .Contain(line => line.Contains(" NETWORK=Room\\x2012 ", StringComparison.Ordinal))
            .And.Contain(line => line.Contains(" CHANLIMIT=#:1 ", StringComparison.Ordinal))
            .And.Contain(":chat.local 001 carl :Welcome to the Room 12 Network, carl");
        chat.Server.ConnectionCount.Should().Be(3);
    }

    [Fact]
    public async Task What_needs_a_start_stays_as_it_is_and_is_named()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        int port = chat.Server.Port;
        ServerOptions options = chat.Options with
        {
            Port = 6667,
            Bind = [IPAddress.Any],
            Name = "other.example",
            WriteLanes = 3,
            ThreadStackBytes = 512 * 1024,
            Lobby = "#hall",
        };

        for (int i = 0; i < 2; i++)
        {
            chat.Server.Reload(options).Should().BeEquivalentTo(new ReloadResult
            {
                Changed = i == 0 ? ["lobby"] : [],
                NeedsRestart = ["port", "bind", "name", "write-lanes", "thread-stack-bytes"],
            });
        }

        chat.Server.Port.Should().Be(port);
        (await alice.AskAsync("TIME")).Should().ContainSingle().Which.Should().StartWith(":chat.local 391 alice chat.local ");
    }

    [Fact]
    public async Task Options_that_make_no_sense_change_nothing_and_say_why()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MessageOfTheDay = ["Tea at five."] });
        TestClient alice = await chat.RegisterAsync("alice");

        ReloadResult result = chat.Server.Reload(chat.Options with { MessageOfTheDay = ["Tea at six."], Lobby = "hall", FloodRate = 0 });

        result.Should().BeEquivalentTo(new ReloadResult
        {
            Errors = ["The lobby 'hall' is not a room's name, as #lobby is.",
                "The commands a second must be more than 0 and 1000000 at the most."],
        });
        (await alice.AskAsync("MOTD"))[1].Should().EndWith(":- Tea at five.");
    }

    [Theory]
    [InlineData("other", "other")]
    [InlineData("other", null)]
    public async Task Another_password_is_asked_of_whoever_comes_next_as_text_or_as_its_hash(string password, string? plain)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "first" });
        TestClient alice = await chat.ConnectAsync();
        (await alice.AskAsync("PASS first", "NICK alice", "USER alice 0 * :Alice"))[0].Should().StartWith(":chat.local 001 alice ");

        chat.Server.Reload(chat.Options with { Password = plain ?? PasswordHash.Create(password, 10_000).ToString() }).Changed.Should()
            .Equal("password");

        TestClient late = await chat.ConnectAsync();
        await late.SendAsync("PASS first", "NICK late", "USER late 0 * :Late");
        (await late.ReadToEndAsync())[0].Should().Be(":chat.local 464 late :Password incorrect");
        TestClient bob = await chat.ConnectAsync();
        (await bob.AskAsync($"PASS {password}", "NICK bob", "USER bob 0 * :Bob"))[0].Should().StartWith(":chat.local 001 bob ");
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_ping_interval_counts_for_those_who_are_there()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        chat.Server.Reload(chat.Options with { PingInterval = TimeSpan.FromSeconds(5) }).Changed.Should().Equal("ping-interval");
        chat.Clock.Advance(TimeSpan.FromSeconds(6));
        (await alice.NextAsync()).Should().Be("PING :chat.local");
    }

    [Fact]
    public async Task Where_there_is_no_configuration_there_is_nothing_to_read_again()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Rehash().Should().BeEquivalentTo(new ReloadResult { Errors = ["There is no configuration to reread."] });
        chat.Log.Lines.Should().Contain(line => line.StartsWith("Warning: The configuration stays as it is.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sources_are_read_again_and_a_bad_file_changes_nothing()
    {
        using var folder = new TempFolder();
        string motd = folder.Write("motd.txt", "Tea at five.");
        string file = folder.Write("chat.json", """{ "motd": "motd.txt", "network": "file", "log-level": "warning" }""");
        var environment = new Dictionary<string, string>();
        var sources = new ConfigurationSources
        {
            File = file,
            Flags = new Dictionary<string, string> { ["port"] = "0", ["bind"] = "127.0.0.1", ["lobby"] = "#flag" },
            Environment = () => environment,
        };
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        var level = new LoggingLevelSwitch(loaded.Options.LogLevel);
        var reload = new ConfigurationReload(sources, loaded.Options, level);
        await using Chat chat = await Chat.StartAsync(options =>
            loaded.Options.Server with { Clock = options.Clock, Log = options.Log, Reread = reload.Run });
        TestClient alice = await chat.RegisterAsync("alice");

        chat.Server.Rehash().Should().BeEquivalentTo(new ReloadResult());

        File.WriteAllText(motd, "Tea at six.");
        folder.Write("chat.json",
            """{ "motd": "motd.txt", "network": "file", "lobby": "#file", "log-level":"""
            + """ "debug", "log-format": "json", "name": "other.example" }""");
        environment["CHAT_SERVER_ADMIN_NAME"] = "Alice";
        for (int i = 0; i < 2; i++)
        {
            chat.Server.Rehash().Should().BeEquivalentTo(new ReloadResult
            {
                Changed = i == 0 ? ["motd", "admin-name", "log-level"] : [],
                NeedsRestart = ["name", "log-format"],
            });
        }
        level.MinimumLevel.Should().Be(LogEventLevel.Debug);
        (await alice.AskAsync("MOTD"))[1].Should().EndWith(":- Tea at six.");

        File.WriteAllText(motd, "Tea at seven.");
        folder.Write("chat.json", "{ \"motd\": \"motd.txt\",\n \"prot\": 1, \"log-level\": \"error\", \"port\": 99999 }");
        string[] errors = [$"{file}:2:2: \"prot\" is not a setting. Did you mean port?"];
        chat.Server.Rehash().Should().BeEquivalentTo(new ReloadResult { Errors = errors });
        level.MinimumLevel.Should().Be(LogEventLevel.Debug);
        (await alice.AskAsync("MOTD"))[1].Should().EndWith(":- Tea at six.");
        chat.Log.Lines.Should().Contain(line => line.StartsWith("Warning: ", StringComparison.Ordinal)
            && line.Contains(":2:2: ", StringComparison.Ordinal))
            .And.Contain(line => line.StartsWith("Warning: This takes effect at the next start: ", StringComparison.Ordinal)
                && line.Contains("name, log-format"));
    }

    [Fact]
    public async Task Any_number_of_threads_may_reload_at_once()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        ServerOptions options = chat.Options;
        Thread[] threads = [.. Enumerable.Range(1, 8)
            .Select(number => new Thread(() => chat.Server.Reload(options with { MaximumRoomsPerUser = number })))];
        foreach (Thread thread in threads) thread.Start();
        Waiting.JoinAll(threads);
        (await alice.AskAsync("VERSION")).Should().Contain(line => line.Contains(" CHANLIMIT=#:", StringComparison.Ordinal));
    }
}
