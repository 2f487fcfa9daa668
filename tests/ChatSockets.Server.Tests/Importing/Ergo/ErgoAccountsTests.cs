using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Importing.Ergo;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Importing.Ergo;

/// <summary>Accounts and rooms from Ergo, and the first log-in to them.</summary>
public sealed class ErgoAccountsTests : IDisposable
{
    private readonly ImportRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Accounts_of_Ergos_own_database_keep_their_keys_of_SCRAM()
    {
        string file = ImportRun.Sample("ergo/ircd.db");
        (int code, string output, string errors) = await _run.RunAsync("ergo", file);
        (code, output).Should().Be((0, "accounts: 1 added, 0 there already\nnot read: 3\n"));
        errors.Should().Be(
            $"""
            chat-server: {file}, account carl: it has no keys of SCRAM: Ergo makes them when its owner logs in there with the password.
            chat-server: {file}, account dora: it was never verified.
            chat-server: {file}, account emil: it is suspended.

            """.ReplaceLineEndings("\n"));
        (await _run.RunAsync("ergo", file)).Output.Should().StartWith("accounts: 0 added, 1 there already\n");
        using Store store = _run.Open();
        var accounts = new AccountDirectory(store, TimeProvider.System);
        Account bea = accounts.All().Should().ContainSingle().Subject;
        Encoding.UTF8.GetString(bea.Name).Should().Be("Bea");
        bea.Keys.IsPassword("correct horse").Should().BeTrue();
        bea.Imported.Should().BeNull();
        bea.Created.ToUnixTimeMilliseconds().Should().Be(1700000000123);
        accounts.Certificates(bea).Should().Equal(string.Concat(Enumerable.Repeat("ab", 32)));
    }

    [Fact]
    public async Task Accounts_and_rooms_are_taken_from_the_JSON_of_importdb()
    {
        string file = ImportRun.Sample("ergo/database.json");
        (int code, string output, string errors) = await _run.RunAsync("ergo", file, "--dry-run");
        (code, output).Should().Be((0, "accounts: 2 to add, 0 there already\nregistered rooms: 1 to add, 0 there already\n"
            + "not read: 4\nnothing was changed\n"));
        string told = errors;
        Directory.Exists(_run.Data).Should().BeFalse();
        (code, output, errors) = await _run.RunAsync("ergo", file);
        (code, output).Should().Be((0, "accounts: 2 added, 0 there already\nregistered rooms: 1 added, 0 there already\nnot read: 4\n"));
        told.Should().Be(errors);
        errors.Should().Be(
            $"""
            chat-server: {file}, account old: its password is not hashed with bcrypt of a cost up to 14.
            chat-server: {file}, account slow: its password is not hashed with bcrypt of a cost up to 14.
            chat-server: {file}, account bad name: its name cannot be a nickname here.
            chat-server: {file}, room #lost: its founder has no account here.

            """.ReplaceLineEndings("\n"));
        (await _run.RunAsync("ergo", file)).Output.Should()
            .StartWith("accounts: 0 added, 2 there already\nregistered rooms: 0 added, 1 there already\n");

        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _run.Data });
        TestClient bob = await chat.JoinAsync("guest", "#elsewhere");
        (await bob.AskAsync("NS IDENTIFY bob battery staple")).Should()
            .Contain(line => line.Contains("logged in to bob", StringComparison.Ordinal));
        string[] joined = [.. await bob.AskAsync("JOIN #club sesame")];
        joined.Should().Contain(line => line.Contains(" 332 guest #club :welcome", StringComparison.Ordinal))
            .And.Contain(":chat.local MODE #club +o guest");
        (await bob.AskAsync("MODE #club"))[0].Should().EndWith("+Cntkl sesame 20");
    }

    [Fact]
    public async Task A_dry_run_finds_what_the_import_will_find()
    {
        string hash = "$2y$04$ABCDEFGHIJKLMNOPQRSTUutdBj1TzHskGHYiUO7.EmtyYGZ0G.mnK";
        string accounts = _run.Write("accounts.json", $$"""
            {"users": {"ann": {"hash": "{{hash}}"}, "ANN": {"hash": "{{hash}}"}, "\u0430nn": {"hash": "{{hash}}"} } }
            """);
        string rooms = _run.Write("rooms.json", """
            {"channels": {"#a": {"founder": "Ann"}, "#A": {"founder": "ann"}, "b": {"founder": "ann"}, "#c": {"founder": "nobody"}} }
            """);
        for (int i = 0; i < 2; i++)
        {
            (int code, string dry, string told) = await _run.RunAsync("ergo", accounts, rooms, "--dry-run");
            (int _, string real, string errors) = await _run.RunAsync("ergo", accounts, rooms);
            code.Should().Be(0);
            told.Should().Be(errors);
            dry.Should().Be(real.Replace(" added", " to add", StringComparison.Ordinal) + "nothing was changed\n");
            real.Should().Contain($"registered rooms: {1 - i} added, {1 + i} there already\n");
        }
    }

    [Fact]
    public async Task The_first_password_makes_keys_of_this_server_and_until_then_SCRAM_is_refused_with_a_reason()
    {
        await _run.RunAsync("ergo", ImportRun.Sample("ergo/database.json"));
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _run.Data });
        AccountDirectory accounts = chat.Server.Context.Accounts;
        accounts.Find("ann"u8)!.Imported!.Text.Should().StartWith("$2b$05$");

        TestClient ann = await chat.JoinAsync("guest", caps: "sasl");
        await ann.AskAsync("AUTHENTICATE SCRAM-SHA-256");
        IReadOnlyList<string> refused = await ann.AskAsync($"AUTHENTICATE {Convert.ToBase64String("n,,n=ann,r=abcdefgh"u8)}");
        refused[0].Should().EndWith(" 908 guest PLAIN :are available SASL mechanisms");
        refused[1].Should().Contain(
            " 904 guest :SASL authentication failed: this account was imported from another server: log in once with PLAIN");
        await ann.AskAsync("AUTHENTICATE PLAIN");
        (await ann.AskAsync($"AUTHENTICATE {Convert.ToBase64String("\0ann\0wrong horse"u8)}"))[0].Should()
            .EndWith(" 904 guest :SASL authentication failed");
        accounts.Find("ann"u8)!.Imported.Should().NotBeNull();
        await ann.AskAsync("AUTHENTICATE PLAIN");
        (await ann.AskAsync($"AUTHENTICATE {Convert.ToBase64String("\0ann\0correct horse"u8)}")).Should()
            .Contain(line => line.Contains(" 903 ", StringComparison.Ordinal));
        Account now = accounts.Find("ann"u8)!;
        now.Imported.Should().BeNull();
        now.Keys.IsPassword("correct horse").Should().BeTrue();

        TestClient again = await chat.JoinAsync("again", caps: "sasl");
        await again.AskAsync("AUTHENTICATE SCRAM-SHA-256");
        (await again.AskAsync($"AUTHENTICATE {Convert.ToBase64String("n,,n=ann,r=abcdefgh"u8)}"))[0].Should()
            .StartWith(":chat.local AUTHENTICATE ");
    }

    [Theory]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234", true)]
    [InlineData("$2y$14$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234", true)]
    [InlineData("$2b$15$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234", false)]
    [InlineData("$2b$03$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234", false)]
    [InlineData("$2x$05$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234", false)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz0123", false)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz0123!", false)]
    [InlineData("", false)]
    public void Only_a_bcrypt_of_bearable_cost_is_one(string text, bool isTaken) => BcryptHash.TryParse(text, out _).Should().Be(isTaken);

    [Fact]
    public void A_file_of_BuntDB_is_read_to_its_last_whole_entry()
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(2000);
        byte[] file = Wire.Utf8("*3\r\n$3\r\nset\r\n$1\r\na\r\n$2\r\nü\r\n*3\r\n$3\r\nset\r\n$1\r\na\r\n$1\r\n2\r\n"
            + "*5\r\n$3\r\nset\r\n$1\r\nb\r\n$1\r\n1\r\n$2\r\nae\r\n$4\r\n1999\r\n"
            + "*5\r\n$3\r\nset\r\n$1\r\nc\r\n$1\r\n1\r\n$2\r\nae\r\n$4\r\n2001\r\n"
            + "*3\r\n$3\r\nset\r\n$1\r\nd\r\n$1\r\n1\r\n*2\r\n$3\r\ndel\r\n$1\r\nd\r\n*3\r\n$3\r\nset\r\n$1\r\ne\r\n$9\r\ntorn");
        BuntFile.Read(file, now).Should().BeEquivalentTo(new Dictionary<string, string> { ["a"] = "2", ["c"] = "1" });
        for (int length = 0; length < file.Length; length++) BuntFile.Read(file.AsSpan(0, length), now).Count.Should().BeLessThan(4);
        ScramKeys.TryParse("SCRAM-SHA-256$0:$:", out _).Should().BeFalse();
    }
}
