using System.Text;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 sasl-3.1", "The AUTHENTICATE command")]
[Specification("IRCv3 sasl-3.2", "Mechanism list in CAP LS")]
public sealed class AuthenticateTests
{
    private const string Password = "correct horse";

    private static readonly string Wrong = ":chat.local 904 * :SASL authentication failed";

    [Fact]
    public async Task Plain_logs_in_before_registration_is_complete()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await NegotiatingAsync(chat);
        (await client.AskAsync("AUTHENTICATE PLAIN")).Should().Equal(":chat.local AUTHENTICATE +");
        (await client.AskAsync($"AUTHENTICATE {Plain("Alice", Password)}")).Should().Equal(
            ":chat.local 900 * *!*@127.0.0.1 alice :You are now logged in as alice", ":chat.local 903 * :SASL authentication successful");
        await client.AskAsync("NICK alice", "USER alice 0 * :Alice", "CAP END");
        (await client.AskAsync("WHOIS alice")).Should().Contain(":chat.local 330 alice alice alice :is logged in as");
    }

    [Fact]
    public async Task Scram_logs_in_and_the_server_proves_itself()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await NegotiatingAsync(chat);
        ScramClient scram = ScramClient.Create("alice", Password)!;
        (await client.AskAsync("AUTHENTICATE SCRAM-SHA-256")).Should().Equal(":chat.local AUTHENTICATE +");
        scram.Step(Challenge(await client.AskAsync($"AUTHENTICATE {Convert.ToBase64String(scram.First)}")), out byte[] final).Should()
            .Be(SaslStep.Continue);
        scram.Step(Challenge(await client.AskAsync($"AUTHENTICATE {Convert.ToBase64String(final)}")), out byte[] last).Should()
            .Be(SaslStep.Succeeded);
        last.Should().BeEmpty();
        (await client.AskAsync("AUTHENTICATE +")).Should().Equal(
            ":chat.local 900 * *!*@127.0.0.1 alice :You are now logged in as alice", ":chat.local 903 * :SASL authentication successful");
    }

    [Theory]
    [InlineData("alice", "wrong horse")]
    [InlineData("nobody", Password)]
    public async Task A_wrong_password_and_an_unknown_account_are_answered_alike(string name, string password)
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await NegotiatingAsync(chat);
        (await client.AskAsync("AUTHENTICATE PLAIN", $"AUTHENTICATE {Plain(name, password)}")).Should()
            .Equal(":chat.local AUTHENTICATE +", Wrong);
        ScramClient scram = ScramClient.Create(name, password)!;
        await client.AskAsync("AUTHENTICATE SCRAM-SHA-256");
        scram.Step(Challenge(await client.AskAsync($"AUTHENTICATE {Convert.ToBase64String(scram.First)}")), out byte[] final);
        (await client.AskAsync($"AUTHENTICATE {Convert.ToBase64String(final)}")).Should().Equal(Wrong);
        chat.Server.Context.Users.All.Should().BeEmpty();
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Whoever_guesses_must_wait_and_the_right_password_must_wait_too()
    {
        await using Chat chat = await WithAccountAsync(options => options with { LoginAttempts = 5 });
        TestClient client = await NegotiatingAsync(chat);
        // Making the account was one already.
        for (int i = 0; i < 2; i++) (await client.AskAsync("AUTHENTICATE PLAIN", $"AUTHENTICATE {Plain("alice", "wrong")}"))
            .Should().EndWith(Wrong);
        (await client.AskAsync("AUTHENTICATE PLAIN", $"AUTHENTICATE {Plain("alice", Password)}")).Should().EndWith(
            ":chat.local 904 * :SASL authentication failed: too many wrong passwords from your address: try again in 20 seconds");
        chat.Clock.Advance(TimeSpan.FromSeconds(20));
        (await client.AskAsync("AUTHENTICATE PLAIN", $"AUTHENTICATE {Plain("alice", Password)}")).Should()
            .EndWith(":chat.local 903 * :SASL authentication successful");
    }

    [Fact]
    public async Task What_is_no_mechanism_is_answered_with_those_there_are()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await NegotiatingAsync(chat);
        (await client.AskAsync("AUTHENTICATE EXTERNAL")).Should()
            .Equal(":chat.local 908 * PLAIN,SCRAM-SHA-256 :are available SASL mechanisms", Wrong);
        (await client.AskAsync("AUTHENTICATE plain")).Should().Equal(":chat.local AUTHENTICATE +");
    }

    [Fact]
    public async Task An_attempt_can_be_given_up_be_too_long_or_be_no_base64()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await NegotiatingAsync(chat);
        (await client.AskAsync("AUTHENTICATE PLAIN", "AUTHENTICATE *")).Should().EndWith(":chat.local 906 * :SASL authentication aborted");
        (await client.AskAsync("AUTHENTICATE *")).Should().Equal(":chat.local 906 * :SASL authentication aborted");
        (await client.AskAsync("AUTHENTICATE PLAIN", "AUTHENTICATE $$$")).Should().EndWith(Wrong);
        string piece = $"AUTHENTICATE {new string('A', 400)}";
        (await client.AskAsync(["AUTHENTICATE PLAIN", .. Enumerable.Repeat(piece, 11)])).Should()
            .Contain(":chat.local 905 * :SASL message too long");
    }

    [Fact]
    public async Task A_message_may_come_in_pieces()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient client = await NegotiatingAsync(chat);
        // The name three hundred bytes long is nobody's, but what it says is whole.
        IReadOnlyList<byte[]> pieces = AuthenticateBuffer.Cut(Encoding.UTF8.GetBytes($"\0{new string('x', 250)}\0{new string('y', 250)}"));
        pieces.Should().HaveCount(2);
        (await client.AskAsync(["AUTHENTICATE PLAIN", .. pieces.Select(piece => $"AUTHENTICATE {Encoding.ASCII.GetString(piece)}")]))
            .Should().Equal(":chat.local AUTHENTICATE +", Wrong);
    }

    [Fact]
    [Specification("IRCv3 sasl-3.2", "SASL Reauthentication")]
    public async Task One_may_log_in_at_any_time_and_nobody_acts_for_another()
    {
        await using Chat chat = await WithAccountAsync();
        TestClient bob = await chat.RegisterAsync("bob", "sasl");
        (await bob.AskAsync("AUTHENTICATE PLAIN", $"AUTHENTICATE {Plain("alice", Password, actsFor: "carol")}")).Should()
            .EndWith(":chat.local 904 bob :SASL authentication failed");
        (await bob.AskAsync("AUTHENTICATE PLAIN", $"AUTHENTICATE {Plain("alice", Password, actsFor: "ALICE")}")).Skip(1).Should().Equal(
            ":chat.local 900 bob bob!~bob@127.0.0.1 alice :You are now logged in as alice",
                ":chat.local 903 bob :SASL authentication successful");
    }

    [Fact]
    public async Task Without_the_capability_there_is_no_such_command()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("AUTHENTICATE PLAIN")).Should().Equal(":chat.local 421 bob AUTHENTICATE :Unknown command");
        (await bob.AskAsync("CAP LS 302")).SelectMany(line => line.Split(' ', ':')).Should().Contain("sasl=PLAIN,SCRAM-SHA-256");
    }

    private static async Task<Chat> WithAccountAsync(Func<ServerOptions, ServerOptions>? change = null)
    {
        Chat chat = await Chat.StartAsync(change);
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"REGISTER * * :{Password}")).Should()
            .Contain(":chat.local REGISTER SUCCESS alice :Your account is made, and you are logged in to it");
        await alice.SendAsync("QUIT");
        await alice.ReadToEndAsync();
        return chat;
    }

    private static async Task<TestClient> NegotiatingAsync(Chat chat)
    {
        TestClient client = await chat.ConnectAsync();
        await client.AskAsync("CAP REQ sasl");
        return client;
    }

    private static string Plain(string name, string password, string actsFor = "") =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{actsFor}\0{name}\0{password}"));

    private static byte[] Challenge(IReadOnlyList<string> lines) =>
        Convert.FromBase64String(lines.Should().ContainSingle().Which.Split(' ')[2]);

    [Theory]
    [InlineData(300)]
    [InlineData(400)]
    public async Task A_password_may_be_long_by_every_way(int bytes)
    {
        string password = string.Concat(Enumerable.Repeat("é", bytes / 2));
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 0 });
        await chat.WithAccountAsync("alice", password: password);
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskNickServAsync($"REGISTER {password}")).Should()
            .Contain(line => line.Contains("The account bob is made", StringComparison.Ordinal));
        (await bob.AskNickServAsync("LOGOUT")).Should().NotBeEmpty();
        (await bob.AskNickServAsync($"IDENTIFY alice {password}")).Should()
            .Contain(line => line.Contains(" 900 ", StringComparison.Ordinal));

        TestClient plain = await NegotiatingAsync(chat);
        byte[] message = Wire.Utf8($"alice\0alice\0{password}");
        string[] pieces = [.. AuthenticateBuffer.Cut(message).Select(piece => $"AUTHENTICATE {Encoding.ASCII.GetString(piece)}")];
        pieces.Should().HaveCountGreaterThan(1);
        (await plain.AskAsync(["AUTHENTICATE PLAIN", .. pieces])).Should().EndWith(":chat.local 903 * :SASL authentication successful");

        TestClient other = await NegotiatingAsync(chat);
        ScramClient scram = ScramClient.Create("alice", password)!;
        await other.AskAsync("AUTHENTICATE SCRAM-SHA-256");
        scram.Step(Challenge(await other.AskAsync($"AUTHENTICATE {Convert.ToBase64String(scram.First)}")), out byte[] final);
        scram.Step(Challenge(await other.AskAsync($"AUTHENTICATE {Convert.ToBase64String(final)}")), out _).Should().Be(SaslStep.Succeeded);
        (await other.AskAsync("AUTHENTICATE +")).Should().EndWith(":chat.local 903 * :SASL authentication successful");
    }
}
