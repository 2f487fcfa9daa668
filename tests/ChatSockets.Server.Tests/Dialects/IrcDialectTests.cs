using System.Text;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Dialects;

[Specification("Modern IRC", "Message Format")]
[Specification("IRCv3 message-tags", "Size limit")]
public sealed class IrcDialectTests
{
    private const string TooLong = ":chat.local 417 alice :Input line was too long";

    [Fact]
    public async Task A_line_has_512_bytes_with_its_end_and_one_more_answers_417()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        // The reply is cut where a line ends; the request was not refused.
        (await alice.AskAsync($"PING {new string('x', 505)}")).Should().ContainSingle().Which
            .Should().StartWith(":chat.local PONG chat.local :xxx");
        (await alice.AskAsync($"PING {new string('x', 506)}")).Should().Equal(TooLong);
    }

    [Fact]
    public async Task A_line_that_ends_with_lf_alone_counts_as_if_it_had_both()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.SendBytesAsync(Utf8($"PING {new string('x', 506)}\n"));
        (await alice.SyncAsync()).Should().Equal(TooLong);
    }

    [Fact]
    public async Task Tags_have_4096_bytes_besides_and_one_more_answers_417()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags", "message-tags");
        string tag = "+x=" + new string('v', 4091);
        (await alice.AskAsync($"@{tag} PRIVMSG #room :{new string('t', 400)}")).Should().BeEmpty();
        Tag((await bob.SyncAsync()).Should().ContainSingle().Which, "+x").Should().Be(tag[3..]);
        (await alice.AskAsync($"@{tag}v PRIVMSG #room :x")).Should().Equal(TooLong);
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(3_000_000)]
    public async Task However_long_a_line_is_it_answers_417_once_and_the_next_one_is_heard(int length)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(new string('x', length), "PING next")).Should().Equal(TooLong, ":chat.local PONG chat.local :next");
    }

    [Theory]
    [InlineData("PRIVMSG #room :\u00FF\u00FE", "PRIVMSG INVALID_UTF8 #room")]
    [InlineData("privmsg #room,bob :\u00C3", "privmsg INVALID_UTF8 #room,bob")]
    [InlineData("PRIVMSG #room :\u00ED\u00A0\u0080", "PRIVMSG INVALID_UTF8 #room")]
    [InlineData("PRIVMSG #r\u00FF :x", "PRIVMSG INVALID_UTF8")]
    [InlineData("TOPIC #room :\u00FF", "TOPIC INVALID_UTF8 #room")]
    [InlineData("NICK \u00E9", "NICK INVALID_UTF8")]
    [InlineData("SETNAME \u00E9", "SETNAME INVALID_UTF8")]
    [InlineData("DAN\u00FFCE #room", "* INVALID_UTF8")]
    [InlineData("\u00FF", "* INVALID_UTF8")]
    [InlineData("PRIVMSG #room :a\u0000b", "PRIVMSG INVALID_MESSAGE #room")]
    [InlineData("PRIVMSG #room :a\rb", "PRIVMSG INVALID_MESSAGE #room")]
    [InlineData("PRIVMSG #room :a\rPRIVMSG #room :b", "PRIVMSG INVALID_MESSAGE #room")]
    [InlineData("\u0000", "* INVALID_MESSAGE")]
    [Specification("IRCv3 utf8-only", "The INVALID_UTF8 standard replies code")]
    public async Task A_line_that_is_no_text_answers_fail_that_names_the_target_and_goes_nowhere(string raw, string about)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("standard-replies");
        await alice.SendBytesAsync(Raw(raw + "\r\n"));
        (await alice.SyncAsync()).Should().ContainSingle().Which.Should().StartWith($":chat.local FAIL {about} :");
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    [Specification("IRCv3 standard-replies", "Capabilities")]
    public async Task Without_standard_replies_only_codes_of_other_specifications_answer_fail_and_people_are_told_where_they_said_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.SendBytesAsync(
            Raw("PRIVMSG #room,bob :a\u0000b\r\nPRIVMSG #room :\u00FF\r\nTOPIC #room :\u0000\r\nTOPIC #room :\u00FF\r\n"));
        (await alice.SyncAsync()).Should().Equal(
            ":chat.local 404 alice #room :Your message to #room,bob was not sent: a line cannot hold NUL or CR",
            ":chat.local 404 alice bob :Your message to #room,bob was not sent: a line cannot hold NUL or CR",
            ":chat.local FAIL PRIVMSG INVALID_UTF8 :Your message to #room was not sent: this server takes UTF-8 only",
            ":chat.local 404 alice #room :Your message to #room was not sent: this server takes UTF-8 only",
            ":chat.local NOTICE alice :Your message to #room was not sent: a line cannot hold NUL or CR",
            ":chat.local FAIL TOPIC INVALID_UTF8 :Your message to #room was not sent: this server takes UTF-8 only");
    }

    [Theory]
    [InlineData("@label=a PRIVMSG #room :\u00FF",
        "@label=a :chat.local FAIL PRIVMSG INVALID_UTF8 :Your message to #room was not sent: this server takes UTF-8 only")]
    [InlineData("@+x=\u00FF;label=a PRIVMSG #room :x",
        "@label=a :chat.local FAIL PRIVMSG INVALID_UTF8 :Your message to #room was not sent: this server takes UTF-8 only")]
    [InlineData("@label=a PRIVMSG #room :\u0000",
        "@label=a :chat.local 404 alice #room :Your message to #room was not sent: a line cannot hold NUL or CR")]
    [InlineData("@label=a\u00FF PRIVMSG #r\u00FF :x",
        ":chat.local FAIL PRIVMSG INVALID_UTF8 :Your message was not sent: this server takes UTF-8 only")]
    [InlineData("@label=a\u0000b PING :x", ":chat.local NOTICE alice :Your message was not sent: a line cannot hold NUL or CR")]
    [Specification("IRCv3 labeled-response", "Tags")]
    public async Task What_is_wrong_with_a_line_carries_its_label_where_that_can_be_read(string raw, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "labeled-response batch");
        await alice.SendBytesAsync(Raw(raw + "\r\n"));
        (await alice.SyncAsync()).Should().Equal(reply);
    }

    [Theory]
    [InlineData(600, "a")]
    [InlineData(20_000, "a")]
    [InlineData(600, "grüße")]
    public async Task A_line_that_is_too_long_carries_its_label(int length, string label)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "labeled-response batch");
        (await alice.AskAsync($"@label={label} PRIVMSG #room :{new string('x', length)}", "@label=b PING x"))
            .Should().Equal($"@label={label} {TooLong}", "@label=b :chat.local PONG chat.local :x");
    }

    [Fact]
    public async Task Tags_that_are_too_long_have_no_label()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "labeled-response batch");
        (await alice.AskAsync($"@label=a;+x={new string('x', 9000)} PING x", "PING y")).Should()
            .Equal(TooLong, ":chat.local PONG chat.local :y");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r\r\n")]
    public async Task Every_usual_end_of_a_line_is_one(string end)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.SendBytesAsync(Utf8($"PING one{end}PING two{end}"));
        (await alice.SyncAsync()).Should().Equal(":chat.local PONG chat.local :one", ":chat.local PONG chat.local :two");
    }

    [Fact]
    public async Task Text_in_any_script_arrives_as_it_was_sent()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        const string Text = "Привет, 世界 👋🏽 \u0002bold\u0002 \u0001ACTION waves\u0001";
        await alice.AskAsync($"PRIVMSG #room :{Text}");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :{Text}");
    }

    [Fact]
    public async Task The_last_line_without_an_end_is_not_acted_upon()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.SendBytesAsync(Encoding.ASCII.GetBytes("PRIVMSG #room :half a li"));
        alice.ShutdownSend();
        (await alice.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Connection closed)");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} QUIT :Connection closed");
    }

    [Fact]
    public async Task What_is_wrong_with_a_line_is_answered_behind_the_echo_of_the_one_before()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "echo-message");
        (await alice.AskAsync("PRIVMSG #room :first", new string('x', 600)))
            .Should().Equal($":{Source("alice")} PRIVMSG #room :first", TooLong);
    }
}
