using ChatSockets.Core.Services.NickServ;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class CertTests
{
    private static readonly string One = string.Concat(Enumerable.Repeat("0a1b", 16));

    private static readonly string Written = string.Join(':', One.ToUpperInvariant().Chunk(2).Select(pair => new string(pair)));

    [Fact]
    public async Task A_certificate_is_added_listed_and_taken_back_however_its_fingerprint_is_written()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync("CERT LIST")).Should()
            .Equal(NickServSays("alice", "No certificate logs you in. To add one: /msg NickServ CERT ADD <password> [<fingerprint>]"));
        (await alice.AskNickServAsync($"CERT ADD {Password} {Written}")).Should()
            .Equal(NickServSays("alice", $"From now on this certificate logs you in: {One}"));
        (await alice.AskNickServAsync($"CERT ADD {Password} {One}")).Should()
            .Equal(NickServSays("alice", "That certificate logs you in already."));
        (await alice.AskNickServAsync("CERT LIST")).Should().Equal(NickServSays("alice", One));
        (await alice.AskNickServAsync($"CERT DEL {Password} {Written}")).Should()
            .Equal(NickServSays("alice", $"This certificate logs you in no more: {One}"));
        (await alice.AskNickServAsync($"CERT DEL {Password} {One}")).Should()
            .Equal(NickServSays("alice", "That is not one of your certificates. To list them: /msg NickServ CERT LIST"));
    }

    [Fact]
    public async Task Without_a_fingerprint_the_one_of_the_connection_is_meant()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync($"CERT ADD {Password}")).Should().Equal(
            NickServSays("alice",
                "You came without a certificate, so give its fingerprint after the password. How to find it: /msg NickServ HELP CERT ADD"));
        chat.User("alice").Sessions[0].CertificateFingerprint = One;
        (await alice.AskNickServAsync($"CERT ADD {Password}")).Should()
            .Equal(NickServSays("alice", $"From now on this certificate logs you in: {One}"));
        (await alice.AskNickServAsync("CERT LIST")).Should().Equal(NickServSays("alice", $"{One} (this connection's)"));
        (await alice.AskNickServAsync($"CERT DEL {Password}")).Should()
            .Equal(NickServSays("alice", $"This certificate logs you in no more: {One}"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("g000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_fingerprint_is_refused(string text)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        (await alice.AskNickServAsync($"CERT ADD {Password} {text}")).Should().Equal(
            NickServSays("alice",
                "That is not a fingerprint: it has 64 hexadecimal digits, with or without colons. How to find it: /msg "
                + "NickServ HELP CERT ADD"));
    }

    [Fact]
    public async Task A_certificate_opens_one_account_and_an_account_has_so_many()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice"), bob = await chat.WithAccountAsync("bob");
        for (int i = 1; i <= Cert.Maximum; i++) await alice.AskNickServAsync($"CERT ADD {Password} {i:x64}");
        (await bob.AskNickServAsync($"CERT ADD {Password} {1:x64}")).Should()
            .Equal(NickServSays("bob", "That certificate belongs to another account."));
        (await bob.AskNickServAsync($"CERT DEL {Password} {1:x64}")).Should()
            .Equal(NickServSays("bob", "That is not one of your certificates. To list them: /msg NickServ CERT LIST"));
        (await alice.AskNickServAsync($"CERT ADD {Password} {99:x64}")).Should().Equal(
            NickServSays("alice",
                "You have 20 certificates, and more are not possible. Take one back first: /msg NickServ CERT DEL "
                + "<password> <fingerprint>"));
    }

    [Theory]
    [InlineData("ADD")]
    [InlineData("DEL")]
    public async Task To_change_them_takes_the_password_and_a_wrong_one_counts(string what)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 3 });
        TestClient alice = await chat.WithAccountAsync("alice");
        string how = $"It goes like this: /msg NickServ CERT {what} <password> [<fingerprint>]";
        (await alice.AskNickServAsync($"CERT {what} {One}")).Should()
            .Equal(NickServSays("alice", $"That goes like this: /msg NickServ CERT {what} <password> [<fingerprint>]"));
        (await alice.AskNickServAsync($"CERT {what} wrong {One}")).Should()
            .Equal(NickServSays("alice", $"That is not the password, or there is no such account. {how}"));
        (await alice.AskNickServAsync($"CERT {what} {Password} {One}")).Should().Equal(
            NickServSays("alice", $"Too many wrong passwords from your address: try again in 30 seconds. {how}"));
        (await alice.AskNickServAsync("CERT LIST"))[0].Should().Contain("No certificate logs you in");
    }
}
