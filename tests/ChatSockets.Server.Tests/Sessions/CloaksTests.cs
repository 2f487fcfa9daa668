using System.Net;
using System.Text;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

public sealed class CloaksTests
{
    // The first label that two cloaks have in common, from the left; 3 for none.
    [Theory]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", 0)]
    [InlineData("192.0.2.7", "192.0.2.8", 1)]
    [InlineData("192.0.2.7", "192.0.3.7", 2)]
    [InlineData("192.0.2.7", "192.1.2.7", 3)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2::8", 1)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", 2)]
    [InlineData("2001:db8:1:2::7", "2001:db8:2:2::7", 3)]
    public async Task Addresses_of_one_network_share_its_labels(string one, string other, int firstCommon)
    {
        await using Chat chat = await StartAsync();
        string[] first = Cloak(chat, one).Split('.'), second = Cloak(chat, other).Split('.');
        first.Should().HaveCount(4).And.EndWith("ip");
        Enumerable.Range(0, 3).TakeWhile(i => first[i] != second[i]).Should().HaveCount(firstCommon);
        first[firstCommon..].Should().Equal(second[firstCommon..]);
        first.Distinct().Should().HaveCount(4);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Loopback_is_shown_as_it_is(string address)
    {
        await using Chat chat = await StartAsync();
        chat.Server.Context.Cloaks.HostOf(IPAddress.Parse(address)).Should().BeNull();
    }

    [Fact]
    public async Task The_key_is_stored_and_every_store_has_its_own()
    {
        using var folder = new TempFolder();
        using var another = new TempFolder();
        string before = await CloakAsync(folder), after = await CloakAsync(folder), elsewhere = await CloakAsync(another);
        after.Should().Be(before);
        elsewhere.Should().NotBe(before);
        await using Chat one = await StartAsync(), two = await StartAsync();
        Cloak(one, "192.0.2.7").Should().NotBe(Cloak(two, "192.0.2.7"), "in memory the key is new at each start");
    }

    [Fact]
    public void It_is_on_by_default() => new ServerOptions().Cloaking.Should().BeTrue();

    [Fact]
    public async Task Whatever_others_ask_or_hear_they_see_the_cloak_and_never_the_address()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "chghost extended-join message-tags draft/chathistory batch");
        await alice.AskAsync("MONITOR + bob");
        TestClient bob = await BobAsync(chat);
        await bob.AskAsync("JOIN #room", "PRIVMSG #room :hello", "AWAY :lunch");
        List<string> seen = [.. await alice.AskAsync("WHOIS bob", "WHO bob", "WHO #room %cuihsnfdlaor", "WHO 192.0.2.*", "WHO 192.0.2.7 i",
            "USERHOST bob", "NAMES #room", "MONITOR S", "CHATHISTORY LATEST #room * 10", "STATS d", "STATS k", "STATS p")];
        await alice.AskAsync("MODE #room +o bob");
        await bob.AskAsync("MODE #room +b x", "TOPIC #room :From bob", "NICK robert");
        await bob.SendAsync("QUIT :bye");
        await bob.ReadToEndAsync();
        seen.AddRange(await alice.AskAsync("WHOWAS bob", "WHOWAS robert", "TOPIC #room", "MODE #room +b"));

        // The end of a list repeats what was asked for.
        seen.RemoveAll(line => line.Contains(" 315 ", StringComparison.Ordinal));
        seen.Should().NotContain(line => line.Contains("192.0.2.", StringComparison.Ordinal));
        seen.Should().NotContain(line => line.Contains("example.org", StringComparison.Ordinal), "the name of the host tells as much");
        seen.Should().Contain(line => line.Contains($"!~bob@{Cloak(chat, "192.0.2.7")} JOIN", StringComparison.Ordinal));
        seen.Should().Contain(line => line.Contains(" 311 alice bob ~bob ", StringComparison.Ordinal)
            && line.Contains(".ip ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Oneself_and_operators_see_the_address()
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await BobAsync(chat), oper = await chat.RegisterAsync("oper");
        (await bob.AskAsync("WHOIS bob")).Should().Contain(line => line.Contains("192.0.2.7", StringComparison.Ordinal));
        (await oper.AskAsync("WHOIS bob", "WHO bob %i")).Should().NotContain(line => line.Contains("192.0.2.7", StringComparison.Ordinal));
        chat.MakeOperator("oper");
        (await oper.AskAsync("WHOIS bob")).Should().Contain(line => line.Contains("192.0.2.7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bans_of_a_room_go_by_the_cloak_of_an_address_or_a_network_and_those_of_the_server_by_the_address()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice"), bob = await BobAsync(chat);
        string[] labels = Cloak(chat, "192.0.2.8").Split('.');
        await alice.AskAsync($"MODE #room +b *!*@*.{labels[1]}.{labels[2]}.ip");
        (await bob.AskAsync("JOIN #room")).Should().Contain(line => line.Contains(" 474 ", StringComparison.Ordinal));
        await alice.AskAsync($"MODE #room -b *!*@*.{labels[1]}.{labels[2]}.ip");
        (await bob.AskAsync("JOIN #room")).Should().Contain(line => line.Contains(" 366 ", StringComparison.Ordinal));
        chat.MakeOperator("alice");
        await alice.AskAsync("DLINE 192.0.2.0/24 :spam");
        string.Join('\n', await bob.ReadToEndAsync()).Should().Contain("spam");
    }

    [Fact]
    public async Task Sources_that_were_stored_with_an_address_are_cloaked_when_they_are_read()
    {
        using var folder = new TempFolder();
        await using (Chat before = await StartAsync(options => options with { Cloaking = false, DataFolder = folder.Path }))
        {
            TestClient bob = await BobAsync(before, host: "192.0.2.7");
            await bob.AskAsync("JOIN #room", "PRIVMSG #room :from before");
        }
        await using Chat chat = await StartAsync(options => options with { DataFolder = folder.Path });
        TestClient alice = await chat.JoinAsync("alice", caps: "draft/chathistory batch");
        IReadOnlyList<string> read = await alice.AskAsync("CHATHISTORY LATEST #room * 10");
        string expected = $"bob!~bob@{Cloak(chat, "192.0.2.7")} PRIVMSG #room :from before";
        read.Should().Contain(line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_without_an_address_stays_as_it_is()
    {
        await using Chat chat = await StartAsync();
        foreach (string source in new[] { "chat.local", "a!b@staff.example", "a!b@127.0.0.1", "a!b@", "#room" })
        {
            byte[] bytes = Utf8(source);
            chat.Server.Context.Cloaks.Hide(bytes).Should().BeSameAs(bytes);
        }
    }

    private static Task<Chat> StartAsync(Func<ServerOptions, ServerOptions>? change = null) => Chat.StartAsync(options =>
    {
        options = options with
        {
            Cloaking = true,
            WebGateways = [new WebGateway { Name = "web", Password = OperatorChat.Secret, Addresses = [IPNetwork.Parse("127.0.0.0/8")] }],
        };
        return change?.Invoke(options) ?? options;
    });

    private static async Task<TestClient> BobAsync(Chat chat, string host = "bob.example.org")
    {
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync($"WEBIRC secret web {host} 192.0.2.7", "NICK bob", "USER bob 0 * :Bob");
        return bob;
    }

    private static async Task<string> CloakAsync(TempFolder folder)
    {
        await using Chat chat = await StartAsync(options => options with { DataFolder = folder.Path });
        return Cloak(chat, "192.0.2.7");
    }

    private static string Cloak(Chat chat, string address) =>
        Encoding.ASCII.GetString(chat.Server.Context.Cloaks.HostOf(IPAddress.Parse(address))!);
}
