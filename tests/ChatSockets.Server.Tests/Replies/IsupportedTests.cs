using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Replies;

/// <summary>
/// What is promised here is kept elsewhere: each limit has a test at it and one over it, under the command that it is about.
/// </summary>
[Specification("Modern IRC", "Feature Advertisement")]
[Specification("IRCv3 chathistory", "ISUPPORT tokens")]
public sealed class IsupportedTests
{
    [Fact]
    public async Task The_server_tells_what_it_supports()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumRoomsPerUser = 7 });
        TestClient client = await chat.ConnectAsync();
        IReadOnlyList<string> welcome = await client.AskAsync("NICK alice", "USER alice 0 * :Alice");
        string[] lines = [.. welcome.Where(line => line.StartsWith(":chat.local 005 alice ", StringComparison.Ordinal))];
        lines.Should().OnlyContain(line => line.Length <= 510 && line.EndsWith(" :are supported by this server", StringComparison.Ordinal));
        lines.Should().OnlyContain(line => line.Split(' ').Length - 3 - " :are supported by this server".Split(' ').Length <= 13);
        lines.SelectMany(line => line[":chat.local 005 alice ".Length..^" :are supported by this server".Length].Split(' ')).Should().Equal(
            "ACCOUNTEXTBAN=a",
            "AWAYLEN=200",
            "BOT=B",
            "CASEMAPPING=ascii",
            "CHANLIMIT=#:7",
            "CHANMODES=beI,k,lfjL,CMRcimnst",
            "CHANNELLEN=64",
            "CHANTYPES=#",
            "CHATHISTORY=1000",
            "ELIST=CMNTU",
            "EXCEPTS=e",
            "EXTBAN=~,am",
            "HOSTLEN=63",
            "INVEX=I",
            "KEYLEN=32",
            "KICKLEN=255",
            "LINELEN=512",
            "MAXLIST=b:100,e:100,I:100",
            "MAXTARGETS=4",
            "MODES=12",
            "MONITOR=100",
            "MSGREFTYPES=msgid,timestamp",
            "NAMELEN=150",
            "NETWORK=ChatSockets",
            "NICKLEN=32",
            "PREFIX=(qaohv)~&@%+",
            "STATUSMSG=~&@%+",
            "TARGMAX=KICK:4,NOTICE:4,PRIVMSG:4,TAGMSG:4,JOIN:,PART:,NAMES:,LIST:,WHOIS:1",
            "TOPICLEN=390",
            "USERLEN=18",
            "UTF8ONLY",
            "WHOX");
    }

    [Fact]
    [Specification("Modern IRC", "CASEMAPPING Parameter")]
    public async Task Names_are_the_same_whatever_the_case_of_their_ascii_letters_and_only_of_these()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#Kaffee[É]");
        (await alice.AskAsync("TOPIC #kAFFEE[É]")).Should().ContainSingle().Which.Should().Contain(" 331 ");
        (await alice.AskAsync("TOPIC #kaffee{É}", "TOPIC #kaffee[é]"))
            .Should().OnlyContain(line => line.Contains(" 403 ", StringComparison.Ordinal));
    }

    [Fact]
    [Specification("Modern IRC", "RPL_ISUPPORT (005)")]
    [Specification("IRCv3 extended-isupport", "draft/isupport batch")]
    public async Task What_changes_is_told_to_all_who_are_here_and_nothing_else()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { NetworkIcon = "https://chat.example/a.png" });
        TestClient alice = await chat.RegisterAsync("alice"), bob = await chat.RegisterAsync("bob", "batch draft/extended-isupport");
        TypedClient nancy = await chat.TypeAsync("nancy");
        TestClient early = await chat.ConnectAsync();
        await early.AskAsync("NICK early");
        chat.Server.Reload(chat.Options with { MaximumRoomsPerUser = 7, NetworkIcon = "", MessageOfTheDay = ["New"] }).Errors.Should()
            .BeEmpty();
        (await alice.SyncAsync()).Should().Equal(":chat.local 005 alice CHANLIMIT=#:7 -draft/ICON :are supported by this server");
        (await bob.SyncAsync()).Should().Equal(
            ":chat.local BATCH +b2 draft/isupport",
            "@batch=b2 :chat.local 005 bob CHANLIMIT=#:7 -draft/ICON :are supported by this server",
            ":chat.local BATCH -b2");
        (await nancy.SyncAsync()).Should().BeEmpty();
        (await early.SyncAsync()).Should().BeEmpty();
        chat.Server.Reload(chat.Server.Context.Options with { MessageOfTheDay = ["Newer"] }).Errors.Should().BeEmpty();
        (await alice.SyncAsync()).Should().BeEmpty();
        (await bob.AskAsync("ISUPPORT"))[0].Should().Be(":chat.local BATCH +b3 draft/isupport");
    }
}
