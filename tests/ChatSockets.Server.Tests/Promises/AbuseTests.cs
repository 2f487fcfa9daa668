using System.Net.Sockets;
using System.Text;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>
/// Promise 5: no bytes from a socket can crash, hang or grow the server. That nothing was logged as an error is checked when the chat ends.
/// </summary>
public sealed class AbuseTests
{
    private static readonly string[] Words =
    [
        .. Core.Commands.CommandTable.Rows.Select(row => row.Verb),
        "#room", "#other", "@#room", "alice", "bob", "fuzz", "*", "0", "+o", "-v", "+b", "+k", "+l", "b", "+L", "-e+I", "+f", "*5:10",
            "~a:*", "~m:~m:x", "10.0.0.0/8", "~&#room",
        "+qaohvbeIklfjLCMRcimnst", ",", ",,,", ":", ": ", " ", "  ", "@", "@+a=1;b ", ":src ",
        "302", "LS", "REQ", "END", "LIST", ":message-tags server-time", "\u0001ACTION x\u0001",
        "\0", "\r", "\u00FF", "\u00FF\u00FB\u001F", "\u00C3\u00A9", "/join", "/nick", "/msg", "//",
        "*!*@*", "?", "\\", "1234567890123456789012345678901234567890",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_bytes_harm_nobody(int seed)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        var random = new Random(seed);
        for (int round = 0; round < 20; round++)
        {
            var bytes = new byte[random.Next(1, 40_000)];
            random.NextBytes(bytes);
            // Now and then a line that begins like IRC, so that the rest is taken for it.
            await AttackAsync(chat, [.. round % 2 == 0 ? "NICK fuzz\r\nUSER fuzz 0 * :x\r\n"u8 : default, .. bytes]);
            await StillTalkAsync(alice, bob);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task Random_sentences_of_real_words_harm_nobody(int seed)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MessageOfTheDay = ["Be kind."] });
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags echo-message", "message-tags server-time multi-prefix");
        await alice.AskAsync("MODE #room -nt");
        var random = new Random(seed);
        for (int round = 0; round < 6; round++)
        {
            var text = new StringBuilder(random.Next(3) switch
            {
                0 => "",
                1 => "fuzz\r\n",
                _ => "CAP REQ :message-tags server-time echo-message\r\nCAP END\r\nNICK fuzz\r\nUSER fuzz 0 * :x\r\nJOIN #room\r\n",
            });
            for (int line = 0; line < 500; line++)
            {
                int words = random.Next(1, 12);
                for (int word = 0; word < words; word++)
                    text.Append(Words[random.Next(Words.Length)]).Append(random.Next(4) == 0 ? "" : " ");
                text.Append(random.Next(8) == 0 ? "\n" : "\r\n");
            }
            await AttackAsync(chat, Encoding.Latin1.GetBytes(text.ToString()));
            await StillTalkAsync(alice, bob);
        }
    }

    [Fact]
    public async Task Connections_that_say_nothing_or_half_a_line_harm_nobody()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        for (int i = 0; i < 100; i++)
        {
            TestClient silent = await chat.ConnectAsync();
            if (i % 2 == 0) await silent.SendBytesAsync(Wire.Utf8("NICK fu"));
        }
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 102, "all to be accepted");
        await StillTalkAsync(alice, bob);
    }

    [Fact]
    public async Task Rooms_that_many_make_and_leave_at_once_are_each_one_room_or_none()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient[] clients = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => chat.RegisterAsync($"user{i}")));
        string[] storm = [.. Enumerable.Range(0, 200)
            .SelectMany(i => new[] { $"JOIN #r{i % 3}", $"PRIVMSG #r{i % 3} :x", $"PART #r{i % 3}" })];
        IReadOnlyList<string>[] answers = await Task.WhenAll(clients.Select(client => client.AskAsync(storm)));
        // Between one's own JOIN and PART nothing can be refused.
        answers.SelectMany(lines => lines).Should().NotContain(line => line.StartsWith(":chat.local 4", StringComparison.Ordinal));
        (await clients[0].AskAsync("LIST")).Should()
            .Equal(":chat.local 321 user0 Channel :Users  Name", ":chat.local 323 user0 :End of /LIST");
    }

    [Fact]
    public async Task No_text_and_no_password_is_ever_logged()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "sesame-secret" });
        TestClient client = await chat.ConnectAsync();
        await client.AskAsync(
            "PASS sesame-secret", "NICK alice", "USER alice 0 * :Real-secret", "JOIN #room key-secret", "PRIVMSG alice :Text-secret",
                "AWAY :Away-secret");
        TestClient wrong = await chat.ConnectAsync();
        await wrong.SendAsync("PASS wrong-secret", "NICK bob", "USER bob 0 * :x");
        await wrong.ReadToEndAsync();
        await chat.Server.StopAsync();
        chat.Log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains("secret", StringComparison.OrdinalIgnoreCase));
    }

    // Sends it, reads whatever comes back, and goes.
    private static async Task AttackAsync(Chat chat, byte[] bytes)
    {
        using TestClient attacker = await TestClient.ConnectAsync(chat.Server.EndPoints[0]);
        Task reading = attacker.ReadToEndAsync();
        try
        {
            await attacker.SendBytesAsync(bytes);
            attacker.ShutdownSend();
        }
        catch (SocketException)
        {
            // The server had enough before all was sent.
        }
        await reading;
    }

    private static async Task StillTalkAsync(TestClient alice, TestClient bob)
    {
        await alice.AskAsync("PRIVMSG bob :Still there?");
        (await bob.SyncAsync()).Should().Contain(line => line.EndsWith(":Still there?", StringComparison.Ordinal));
    }
}
