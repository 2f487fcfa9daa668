using System.Globalization;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>
/// A dozen clients do at random whatever there is to do, in the same rooms and under the same nicknames, some of them as terminals of one
/// person who may be always on, and come and go: nobody is left waiting for a lock that another holds, no line is longer than a line,
/// nothing is logged as an error, and in the end nothing is left behind.
/// </summary>
public sealed class EverythingAtOnceTests
{
    private const int Clients = 12;
    private const int CommandsEach = 400;

    private static readonly string[] Capabilities =
    [
        "account-tag", "away-notify", "batch", "chghost", "echo-message", "extended-join", "extended-monitor",
            "invite-notify", "labeled-response",
        "message-tags", "multi-prefix", "server-time", "setname", "userhost-in-names", "draft/multiline", "draft/message-redaction",
        "draft/channel-rename", "draft/metadata-2",
    ];

    // {0} and {1} are rooms, {2} is a nickname, {3} a digit.
    private static readonly string[] Commands =
    [
        "JOIN {0}", "JOIN {0},{1}", "JOIN 0", "PART {0} :x", "PRIVMSG {0} :hello", "PRIVMSG {0} :hi", "PRIVMSG {2} :psst", "NOTICE {0} :n",
            "TAGMSG {0}", "PRIVMSG @{0} :ops",
        "PRIVMSG {0},{2} :two", "NICK {2}", "NICK {2}", "AWAY :gone", "AWAY", "SETNAME :name {3}", "MODE {0} +o {2}",
            "MODE {0} -o+v {2} {2}", "MODE {0} +q {2}", "MODE {0} +b {2}!*@*",
        "MODE {0} -b {2}!*@*", "MODE {0} +m", "MODE {0} -m", "MODE {0} +il {3}", "MODE {0} -il", "MODE {0} +s", "MODE {0} -s",
            "MODE {0} +L {1}", "MODE {0} +f 5:10", "MODE {0} -f", "MODE {0} b",
        "KICK {0} {2} :out", "INVITE {2} {0}", "TOPIC {0} :t {3}", "NAMES {0}", "WHO {0}", "WHO {0} %cuhnar", "WHO *", "WHOIS {2}",
            "WHOWAS {2}", "LIST", "MONITOR + {2},{2}", "MONITOR - {2}",
        "MONITOR S", "MONITOR C", "RENAME {0} {1}", "REDACT {0} x", "METADATA * SET k{3} :v", "METADATA * SUB k1 k2", "METADATA {2} LIST",
            "METADATA * CLEAR", "OPER root root",
        "MODE {2} +iwB", "MODE {2} -o", "WALLOPS :x", "KILL {2} :k", "KLINE 1s z{3}!*@*", "UNKLINE z{3}!*@*", "STATS k", "REHASH",
        "BATCH +b draft/multiline {0}\r\n@batch=b PRIVMSG {0} :one\r\n@batch=b PRIVMSG {0} :two\r\nBATCH -b", "CAP REQ :message-tags",
            "CAP REQ :-message-tags",
    ];

    [Fact]
    public async Task Nobody_waits_for_ever_and_nothing_is_left_behind()
    {
        var root = new OperatorAccount
        {
            Name = "root",
            Password = PasswordHash.Create("root", PasswordHash.MinimumIterations),
            Hosts = ["*@*"],
            Host = "staff.example",
            Privileges = Privileges.All,
        };
        await using Chat chat = await Chat.StartAsync(options => options with { Operators = [root] });
        await Task.WhenAll(Enumerable.Range(0, Clients)
            .Select(number => Task.Run(() => LiveAsync(chat, new Random(number), $"n{number}"))));

        foreach (User user in chat.Server.Context.Users.All) Disconnect.End(chat.Server.Context, user, "The end");
        TestClient last = await chat.RegisterAsync("last");
        (await last.AskAsync("LIST")).Should().Equal(":chat.local 321 last Channel :Users  Name", ":chat.local 323 last :End of /LIST");
        (await last.AskAsync("LUSERS"))[0].Should().Be(":chat.local 251 last :There are 1 users and 0 invisible on 1 servers");
        chat.Server.Context.Monitors.Count.Should().Be(0);
    }

    private static async Task LiveAsync(Chat chat, Random random, string nickname)
    {
        int said = 0;
        while (said < CommandsEach)
        {
            using TestClient client = await TestClient.ConnectAsync(chat.Server.EndPoints[0]);
            string wanted = string.Join(' ', Capabilities.Where(_ => random.Next(2) == 0));
            try
            {
                await client.AskAsync($"CAP REQ :{wanted}", $"NICK {nickname}", $"USER {nickname}x{said} 0 * :{nickname}");
                if (random.Next(2) == 0) AccountChat.LogIn(chat, $"{nickname}x{said}", $"acc{random.Next(2)}");
                await client.AskAsync("CAP END");
                if (random.Next(4) == 0 && chat.Server.Context.Users.TryFind(Wire.Utf8(nickname), out User? user))
                    user.IsAlwaysOn = user.Account is not null;
                for (int stays = random.Next(20, 120); stays > 0 && said < CommandsEach; stays--, said++)
                {
                    foreach (string line in await client.AskAsync(Any(random)))
                        Wire.Utf8(Wire.Untagged(line)).Length.Should().BeLessThanOrEqualTo(510);
                }
                await client.SendAsync("QUIT :enough");
                await client.ReadToEndAsync();
            }
            catch (Exception exception) when (IsTheEnd(exception))
            {
                // Killed, banned, or too many wrong passwords: the next life begins.
            }
        }
    }

    private static string Any(Random random)
    {
        string label = random.Next(3) == 0 ? $"@label={random.Next(10)} " : "";
        string command = Commands[random.Next(Commands.Length)];
        return label + string.Format(CultureInfo.InvariantCulture, command, Room(random), Room(random),
            $"n{random.Next(Clients)}", random.Next(10));
    }

    private static string Room(Random random) => $"#r{random.Next(4)}";

    private static bool IsTheEnd(Exception exception) =>
        exception.Message.Contains("was closed", StringComparison.Ordinal) || exception is System.Net.Sockets.SocketException;
}
