using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Replies;

/// <summary>
/// Every number that ISUPPORT tells is tried over a socket: what is as long passes, what is one longer is cut or refused as the
/// specification says.
/// </summary>
[Specification("Modern IRC", "RPL_ISUPPORT Parameters")]
public sealed class IsupportLimitTests
{
    [Fact]
    [Specification("Modern IRC", "AWAYLEN Parameter")]
    public async Task Awaylen()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string longest = Text((await TokensAsync(alice)).Number("AWAYLEN", 0));
        foreach (string sent in new[] { longest, longest + "x" })
            (await alice.AskAsync($"AWAY :{sent}", "PRIVMSG alice :x")).Should().Contain($":chat.local 301 alice alice :{longest}");
    }

    [Fact]
    [Specification("Modern IRC", "CHANLIMIT Parameter")]
    public async Task Chanlimit()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumRoomsPerUser = 3 });
        TestClient alice = await chat.RegisterAsync("alice");
        (await TokensAsync(alice))["CHANLIMIT"].Should().Be("#:3");
        (await alice.AskAsync("JOIN #1,#2,#3")).Should().NotContain(line => line.Contains(" 405 ", StringComparison.Ordinal));
        (await alice.AskAsync("JOIN #4")).Should().Equal(":chat.local 405 alice #4 :You have joined too many channels");
    }

    [Fact]
    [Specification("Modern IRC", "CHANNELLEN Parameter")]
    [Specification("Modern IRC", "CHANTYPES Parameter")]
    public async Task Channellen_and_chantypes()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        Isupport tokens = await TokensAsync(alice);
        string longest = tokens.ChannelTypes[0] + Text(tokens.Number("CHANNELLEN", 0) - 1);
        (await alice.AskAsync($"JOIN {longest}"))[0].Should().Be($":{Wire.Source("alice")} JOIN {longest}");
        foreach (string bad in new[] { longest + "x", "&room", "+room", "!room" })
            (await alice.AskAsync($"JOIN {bad}")).Should().Equal($":chat.local 403 alice {bad} :No such channel");
    }

    [Fact]
    [Specification("Modern IRC", "HOSTLEN Parameter")]
    public async Task Hostlen()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        int longest = (await TokensAsync(alice)).Number("HOSTLEN", 0);
        // No address is longer than one of IPv6 with an IPv4 tail.
        longest.Should().BeGreaterThan("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".Length);
        (await alice.AskAsync("WHO alice %h"))[0].Split(' ')[3].Length.Should().BeLessThanOrEqualTo(longest);
    }

    [Fact]
    [Specification("InspIRCd", "ISUPPORT KEYLEN")]
    public async Task Keylen()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string longest = Text((await TokensAsync(alice)).Number("KEYLEN", 0));
        (await alice.AskAsync($"MODE #room +k {longest}x")).Should().ContainSingle().Which.Should().Contain(" 696 alice #room k ");
        (await alice.AskAsync($"MODE #room +k {longest}")).Should().Equal($":{Wire.Source("alice")} MODE #room +k {longest}");
    }

    [Fact]
    [Specification("Modern IRC", "KICKLEN Parameter")]
    public async Task Kicklen()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        string longest = Text((await TokensAsync(alice)).Number("KICKLEN", 0));
        foreach (string sent in new[] { longest, longest + "x" })
        {
            await bob.AskAsync("JOIN #room");
            (await alice.AskAsync($"KICK #room bob :{sent}"))[^1].Should().Be($":{Wire.Source("alice")} KICK #room bob :{longest}");
        }
    }

    [Fact]
    [Specification("irc-defs", "RPL_ISUPPORT tokens, LINELEN")]
    public async Task Linelen()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        int longest = (await TokensAsync(alice)).Number("LINELEN", 0) - "\r\n".Length;
        string line = "PRIVMSG nobody :";
        line += Text(longest - line.Length);
        (await alice.AskAsync(line)).Should().Equal(":chat.local 401 alice nobody :No such nickname");
        (await alice.AskAsync(line + "x")).Should().Equal(":chat.local 417 alice :Input line was too long");
    }

    [Fact]
    [Specification("Modern IRC", "NETWORK Parameter")]
    public async Task Network()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Network = @"A = B\C" });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("ISUPPORT")).Should()
            .Contain(line => line.Contains(@" NETWORK=A\x20\x3D\x20B\x5CC ", StringComparison.Ordinal));
        (await TokensAsync(alice))["NETWORK"].Should().Be(@"A = B\C");
    }

    [Theory]
    [InlineData("https://chat.example/icon.png?size={size}&x=1")]
    [InlineData("")]
    [Specification("IRCv3 network-icon", "The draft/ICON ISUPPORT token")]
    public async Task Icon(string address)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { NetworkIcon = address });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("ISUPPORT")).Any(line => line.Contains($" draft/ICON={address} ", StringComparison.Ordinal)).Should()
            .Be(address.Length > 0);
        (await TokensAsync(alice))["draft/ICON"].Should().Be(address.Length > 0 ? address : null);
    }

    [Fact]
    [Specification("Modern IRC", "NICKLEN Parameter")]
    public async Task Nicklen()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string longest = Text((await TokensAsync(alice)).Number("NICKLEN", 0));
        (await alice.AskAsync($"NICK {longest}")).Should().Equal($":{Wire.Source("alice")} NICK {longest}");
        (await alice.AskAsync($"NICK {longest}x")).Should().Equal($":chat.local 432 {longest} {longest}x :Erroneous nickname");
    }

    [Fact]
    [Specification("Modern IRC", "TOPICLEN Parameter")]
    public async Task Topiclen()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string longest = Text((await TokensAsync(alice)).Number("TOPICLEN", 0));
        foreach (string sent in new[] { longest, longest + "x" })
            (await alice.AskAsync("TOPIC #room :", $"TOPIC #room :{sent}"))[^1].Should()
                .Be($":{Wire.Source("alice")} TOPIC #room :{longest}");
    }

    [Fact]
    [Specification("Modern IRC", "USERLEN Parameter")]
    public async Task Userlen()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        // The tilde counts.
        string longest = Text((await TokensAsync(alice)).Number("USERLEN", 0) - 1);
        foreach (string sent in new[] { longest, longest + "x" })
        {
            TestClient bob = await chat.ConnectAsync();
            await bob.AskAsync("NICK bob", $"USER {sent} 0 * :Bob");
            (await bob.AskAsync("WHO bob %u"))[0].Should().Be($":chat.local 354 bob ~{longest}");
            await bob.SendAsync("QUIT");
            await bob.ReadToEndAsync();
        }
    }

    [Fact]
    [Specification("IRCv3 utf8-only", "The UTF8ONLY ISUPPORT token")]
    public async Task Utf8only()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await TokensAsync(alice))["UTF8ONLY"].Should().BeEmpty();
        await alice.SendBytesAsync(Wire.Raw("PRIVMSG alice :\u00FF\r\n"));
        (await alice.SyncAsync()).Should().NotContain(line => line.Contains(" PRIVMSG alice ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("KICK", "KICK #room {0}", 401)]
    [InlineData("NOTICE", "NOTICE {0} :x", 0)]
    [InlineData("PRIVMSG", "PRIVMSG {0} :x", 401)]
    [InlineData("TAGMSG", "TAGMSG {0}", 401)]
    [InlineData("WHOIS", "WHOIS {0}", 401)]
    [InlineData("JOIN", "JOIN {0}", 403)]
    [InlineData("PART", "PART {0}", 403)]
    [InlineData("NAMES", "NAMES {0}", 366)]
    [Specification("Modern IRC", "TARGMAX Parameter")]
    public async Task Targmax(string verb, string line, int answer)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "message-tags");
        string[] limits = (await TokensAsync(alice))["TARGMAX"]!.Split(',');
        string limit = limits.Should()
            .ContainSingle(one => one.StartsWith(verb + ":", StringComparison.Ordinal)).Which[(verb.Length + 1)..];
        int most = limit.Length == 0 ? 20 : int.Parse(limit, System.Globalization.CultureInfo.InvariantCulture);
        foreach (int targets in new[] { most, most + 1 })
        {
            string list = string.Join(',', Enumerable.Range(0, targets).Select(i => $"x{i}"));
            IReadOnlyList<string> lines =
                await alice.AskAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, list));
            lines.Count(one => one.StartsWith($":chat.local {answer} alice x", StringComparison.Ordinal))
                .Should().Be(answer == 0 ? 0 : limit.Length == 0 ? targets : most);
        }
    }

    [Fact]
    [Specification("Modern IRC", "MAXTARGETS Parameter")]
    public async Task Targmax_and_maxtargets_agree_and_name_no_command_that_is_not_there()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        Isupport tokens = await TokensAsync(alice);
        string[] limits = tokens["TARGMAX"]!.Split(',');
        limits.Should().Contain($"PRIVMSG:{tokens["MAXTARGETS"]}").And.Contain($"NOTICE:{tokens["MAXTARGETS"]}").And.Contain("LIST:");
        foreach (string limit in limits)
            Commands(limit.Split(':')[0]).Should().BeTrue(limit);

        static bool Commands(string verb) => Core.Commands.CommandTable.TryFind(Encoding.ASCII.GetBytes(verb), out _);
    }

    private static string Text(int bytes) => new('x', bytes);

    private static async Task<Isupport> TokensAsync(TestClient client)
    {
        var tokens = new Isupport();
        foreach (string line in await client.AskAsync("ISUPPORT"))
        {
            MessageParser.TryParse(Wire.Utf8(line), out Message message).Should().BeTrue();
            tokens.Read(message);
        }
        return tokens;
    }
}
