using System.Net;
using System.Text;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>
/// One person, many terminals, over the end of the server: who is always on stays, what was said waits, and all is found again.
/// </summary>
public sealed class AccountPersistenceTests : IDisposable
{
    private const string Caps = "sasl message-tags server-time batch echo-message soju.im/search";
    private const string Password = "correct-horse";

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-accounts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_terminals_of_one_account_are_one_user_and_see_the_same()
    {
        await using ServerProcess server = await StartAsync();
        await RegisterAsync(server.EndPoint, "alice");
        await using LineClient desk = await LogInAsync(server.EndPoint, "alice");
        await desk.SayAsync("JOIN #team");
        await desk.HearAsync(" 366 alice #team ");
        await using LineClient phone = await LogInAsync(server.EndPoint, "alice");
        await phone.HearAsync(" 366 alice #team ");
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob", "#team");
        await desk.SayAsync("PRIVMSG #team :from the desk", "PRIVMSG bob :just you");
        await phone.HearAsync(":alice!~alice@127.0.0.1 PRIVMSG #team :from the desk");
        await phone.HearAsync(":alice!~alice@127.0.0.1 PRIVMSG bob :just you");
        await bob.SayAsync("PRIVMSG alice :both of you");
        await desk.HearAsync(" PRIVMSG alice :both of you");
        await phone.HearAsync(" PRIVMSG alice :both of you");
        await desk.SayAsync("QUIT");
        await desk.HearAsync("ERROR");
        await phone.SayAsync("PRIVMSG #team :still here");
        await bob.HearAsync(" PRIVMSG #team :still here");
        bob.Heard.Lines.Should().NotContain(line => line.Contains(" QUIT ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_always_on_is_there_after_a_restart_and_gets_what_was_said_and_finds_it()
    {
        await using (ServerProcess before = await StartAsync())
        {
            await RegisterAsync(before.EndPoint, "alice");
            await using LineClient alice = await LogInAsync(before.EndPoint, "alice");
            await alice.SayAsync("JOIN #team", "PRIVMSG NickServ :SET ALWAYS-ON ON");
            await alice.HearAsync("You are always on");
            await using LineClient bob = await LineClient.JoinAsync(before.EndPoint, "bob", "#team");
            await alice.SayAsync("QUIT");
            await alice.HearAsync("ERROR");
            await bob.SayAsync("NAMES #team", "PRIVMSG #team :good evening", "PRIVMSG alice :call me");
            await bob.HearAsync(" 353 bob = #team :@alice bob");
            await bob.HearAsync(" 301 bob alice ");
            await StopAsync(before);
        }
        await using ServerProcess after = await StartAsync();
        await using LineClient carol = await LineClient.JoinAsync(after.EndPoint, "carol", "#team");
        await carol.SayAsync("NAMES #team");
        await carol.HearAsync(" 353 carol = #team :@alice carol");

        await using LineClient again = await LogInAsync(after.EndPoint, "alice");
        await again.HearAsync(" 366 alice #team ");
        await again.HearAsync(":bob!~bob@127.0.0.1 PRIVMSG alice :call me");
        await again.SayAsync("SEARCH in=#team;text=evening");
        string opened = await again.HearAsync(" soju.im/search");
        (await again.HearAsync("good evening")).Should()
            .StartWith($"@batch={opened.Split("BATCH +")[1].Split(' ')[0]};time=").And.EndWith(
                " :bob!~bob@127.0.0.1 PRIVMSG #team :good evening");
        await again.SyncAsync();
        again.Heard.Lines.Count(line => line.EndsWith(":call me", StringComparison.Ordinal)).Should().Be(1);
    }

    private static async Task StopAsync(ServerProcess server)
    {
        if (PosixSignals.AreMissing)
        {
            server.Kill();
            return;
        }
        server.Signal(PosixSignals.Number.Terminate);
        await server.ExitsWithAsync(0);
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync("--data", _folder);

    private static async Task RegisterAsync(IPEndPoint endPoint, string name)
    {
        await using LineClient client = await LineClient.JoinAsync(endPoint, name, "#elsewhere");
        await client.SayAsync($"PRIVMSG NickServ :REGISTER {Password}");
        await client.HearAsync(" 900 ");
        await client.SayAsync("QUIT");
        await client.HearAsync("ERROR");
    }

    private static async Task<LineClient> LogInAsync(IPEndPoint endPoint, string name)
    {
        LineClient client = await LineClient.ConnectAsync(endPoint, name);
        string plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{name}\0{Password}"));
        await client.SayAsync($"CAP REQ :{Caps}", $"NICK {name}", $"USER {name} 0 * :{name}", "AUTHENTICATE PLAIN",
            $"AUTHENTICATE {plain}");
        await client.HearAsync(" 903 ");
        await client.SayAsync("CAP END");
        await client.HearAsync(" 001 ");
        return client;
    }
}
