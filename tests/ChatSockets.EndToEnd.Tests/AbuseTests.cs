using System.Globalization;
using System.Text;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>No bytes from a socket crash or hang the server: while somebody sends the worst, two users keep talking.</summary>
public sealed class AbuseTests
{
    private const string Registration = "NICK torn\r\nUSER torn 0 * :torn\r\nJOIN #lobby\r\nPRIVMSG #lobby :zer\u00adrissen \u2615\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Random_bytes(int seed) => WhileTwoTalkAsync(async server =>
    {
        var random = new Random(seed);
        byte[] bytes = new byte[64 * 1024];
        await using LineClient noise = await LineClient.ConnectAsync(server.EndPoint, "noise");
        // The second half comes from somebody who is in the room.
        for (int i = 0; i < 16; i++)
        {
            random.NextBytes(bytes);
            if (!await noise.TrySendAsync(bytes)) break;
        }
        await using LineClient member = await LineClient.JoinAsync(server.EndPoint, "member");
        for (int i = 0; i < 16; i++)
        {
            random.NextBytes(bytes);
            if (!await member.TrySendAsync(bytes)) break;
        }
    });

    [Fact]
    public Task Random_bytes_with_many_line_ends() => WhileTwoTalkAsync(async server =>
    {
        var random = new Random(4);
        byte[] alphabet = [.. "\r\n\n\n :@#,!\0"u8, .. "PRIVMSG JOIN MODE NICK CAP #lobby +ovbikl "u8, 0xC3, 0xFF];
        byte[] bytes = new byte[32 * 1024];
        await using LineClient member = await LineClient.JoinAsync(server.EndPoint, "member", "#elsewhere");
        for (int i = 0; i < 32; i++)
        {
            for (int at = 0; at < bytes.Length; at++) bytes[at] = alphabet[random.Next(alphabet.Length)];
            if (!await member.TrySendAsync(bytes)) break;
        }
    });

    [Fact]
    public Task A_line_of_10_MB() => WhileTwoTalkAsync(async server =>
    {
        byte[] part = [.. Enumerable.Repeat((byte)'x', 1 << 20)];
        await using LineClient endless = await LineClient.JoinAsync(server.EndPoint, "endless");
        await endless.SendAsync("PRIVMSG #lobby :"u8.ToArray());
        for (int i = 0; i < 10; i++) await endless.SendAsync(part);
        await endless.SendAsync("\r\n"u8.ToArray());

        await endless.HearAsync(" 417 endless ");
        await endless.SyncAsync();
    });

    [Fact]
    public Task A_NUL_is_refused_and_not_passed_on() => WhileTwoTalkAsync(async server =>
    {
        await using LineClient nul = await LineClient.JoinAsync(server.EndPoint, "nul");

        await nul.SendAsync("PRIVMSG #lobby :be\0fore\r\n"u8.ToArray());

        await nul.HearAsync("404 nul #lobby :Your message to #lobby was not sent: a line cannot hold NUL or CR");
        await nul.SyncAsync();
    });

    [Fact]
    public Task Bad_UTF_8_is_refused_and_not_passed_on() => WhileTwoTalkAsync(async server =>
    {
        await using LineClient latin = await LineClient.JoinAsync(server.EndPoint, "latin");
        // Latin-1, an overlong slash, half a surrogate pair, a cut sequence, beyond Unicode.
        foreach (byte[] bad in (byte[][])[[0xE9], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x98], [0xF4, 0x90, 0x80, 0x80]])
        {
            await latin.SendAsync((byte[])[.. "PRIVMSG #lobby :caf"u8, .. bad, .. "\r\n"u8]);
            await latin.HearAsync("FAIL PRIVMSG INVALID_UTF8");
        }
        await latin.SyncAsync();
    });

    [Fact]
    public Task Lines_cut_at_every_byte_are_put_together_again() => WhileTwoTalkAsync(async server =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Registration);
        await using LineClient witness = await LineClient.JoinAsync(server.EndPoint, "witness");
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            await using LineClient torn = await LineClient.ConnectAsync(server.EndPoint, $"torn at {cut}");
            await torn.SendAsync(bytes.AsMemory(0, cut));
            // A way there and back for somebody else gives the first part time to be read alone.
            await witness.SyncAsync();
            await torn.SendAsync(bytes.AsMemory(cut));
            (await witness.HearAsync(":torn!~torn@127.0.0.1 PRIVMSG ")).Should().EndWith(" #lobby :zer\u00adrissen \u2615");
            await torn.SayAsync("QUIT");
            await torn.Heard.EndAsync();
        }
    });

    [Fact]
    public Task A_connection_may_end_at_every_byte() => WhileTwoTalkAsync(async server =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Registration);
        for (int cut = 0; cut < bytes.Length; cut++)
        {
            await using LineClient torn = await LineClient.ConnectAsync(server.EndPoint, $"torn at {cut}");
            await torn.SendAsync(bytes.AsMemory(0, cut));
            if (cut % 2 == 0) continue;
            torn.StopSending();
            await torn.Heard.EndAsync();
        }
    });

    [Fact]
    public Task Two_hundred_who_say_nothing() => WhileTwoTalkAsync(async server =>
    {
        LineClient[] silent = await Task.WhenAll(Enumerable.Range(1, 200)
            .Select(number => LineClient.ConnectAsync(server.EndPoint, $"silent {number}")));
        await Task.WhenAll(silent.Select(client => client.HearAsync("What is your name?")));
        foreach (LineClient client in silent) await client.DisposeAsync();
    });

    // Each word is answered by the other one: as long as both are served, this goes on until the abuse is over.
    private static async Task WhileTwoTalkAsync(Func<ServerProcess, Task> abuseAsync)
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--log-level", "verbose");
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");

        Task abuse = Task.Run(() => abuseAsync(server));
        for (int word = 1; word <= 50 || !abuse.IsCompleted; word++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $":word {word}.");
            await alice.SayAsync("PRIVMSG #lobby " + text);
            await bob.HearAsync(text);
            await bob.SayAsync("PRIVMSG #lobby " + text);
            await alice.HearAsync(text);
        }
        await abuse;

        await alice.SyncAsync();
        alice.Heard.Lines.Should().NotContain(line => line.Contains('\0') || line.Contains('\uFFFD'), "only whole text is passed on");
        await using LineClient next = await LineClient.JoinAsync(server.EndPoint, "next");
        server.Kill();
        (await server.Errors.EndAsync()).Should().NotContain(
            line => line.Contains(" ERR ") || line.Contains(" FTL ")
                || line.Contains("Exception"), "nothing that a peer sends is an error of the server");
    }
}
