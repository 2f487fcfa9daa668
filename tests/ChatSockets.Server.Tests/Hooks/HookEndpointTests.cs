using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatSockets.Core.Hooks;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Hooks;

public sealed class HookEndpointTests
{
    private static readonly byte[] Room = Utf8("#room");

    [Theory]
    [InlineData("text/plain", "the build is red", "the build is red")]
    [InlineData("application/x-www-form-urlencoded", "the build is red", "the build is red")]
    [InlineData("application/json", """{"text":"as Slack has it","other":1}""", "as Slack has it")]
    [InlineData("application/json; charset=utf-8", """{"content":"as Discord has it"}""", "as Discord has it")]
    [InlineData("application/x-www-form-urlencoded", """{"text":"curl -d says it is a form"}""", "curl -d says it is a form")]
    [InlineData("application/x-www-form-urlencoded", "payload=%7B%22text%22%3A%22a+form+%26+more%22%7D", "a form & more")]
    [InlineData("text/plain", "{ no JSON", "{ no JSON")]
    [InlineData("text/plain", "tabs\tand\u0007bells", "tabs and bells")]
    public async Task What_is_posted_is_said(string type, string body, string said)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "message-tags");
        string token = Add(chat);
        (await PostAsync(chat, token, body, $"Content-Type: {type}")).Should().Be("200 ok");
        (await alice.ExpectAsync("* PRIVMSG *")).Should().StartWith("@").And.Contain("bot").And.EndWith(
            $":ci/hook!hook@chat.local PRIVMSG #room :{said}");
    }

    [Fact]
    public async Task Several_lines_are_one_message_and_a_long_one_is_cut_between_letters()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient plain = await chat.JoinAsync("plain");
        TestClient multi = await chat.JoinAsync("multi", caps: "batch message-tags draft/multiline");
        string token = Add(chat);
        (await PostAsync(chat, token, "one\r\n\r\ntwo\n")).Should().Be("200 ok");
        await multi.ExpectAsync("* BATCH +* draft/multiline #room");
        await plain.ExpectAsync(":ci/hook!hook@chat.local PRIVMSG #room :one");
        await plain.ExpectAsync(":ci/hook!hook@chat.local PRIVMSG #room :two");
        (await PostAsync(chat, token, string.Concat(Enumerable.Repeat("é", 400)))).Should().Be("200 ok");
        string first = await plain.ExpectAsync("* PRIVMSG #room :é*");
        string second = await plain.ExpectAsync("* PRIVMSG #room :é*");
        (first.Split(" :")[1] + second.Split(" :")[1]).Should().Be(string.Concat(Enumerable.Repeat("é", 400)));
    }

    [Theory]
    [InlineData("text/plain", "", "422 There is no text to say.")]
    [InlineData("text/plain", " \n\n", "422 There is no text to say.")]
    [InlineData("application/json", """{"words":1}""", "422 The JSON must be an object with a 'text' or a 'content' that is a string.")]
    [InlineData("application/json", "[", "422 The JSON must be an object with a 'text' or a 'content' that is a string.")]
    [InlineData("multipart/form-data; boundary=x", "--x", "415 Send the text itself, JSON, or a form with 'payload'; no parts.")]
    public async Task What_cannot_be_said_is_refused_with_the_reason(string type, string body, string answer)
    {
        await using Chat chat = await Chat.StartAsync();
        (await PostAsync(chat, Add(chat), body, $"Content-Type: {type}")).Should().Be(answer);
        (await PostAsync(chat, Add(chat, "long"), new string('x', 4001))).Should().Be("413 A text may have 4000 bytes at the most.");
        (await PostAsync(chat, Add(chat, "high"), string.Concat(Enumerable.Repeat("x\n",
            41)))).Should().Be("413 A text may have 40 lines at the most.");
        (await PostAsync(chat, "wrong", "x")).Should().Be("404 There is no such hook.");
        (await PostAsync(chat, "wrong", new string('x', 100_000))).Should().Be("404 There is no such hook.");
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_is_said_once()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string token = Add(chat);
        string key = "Idempotency-Key: " + new string('k', 100);
        (await PostAsync(chat, token, "one", key)).Should().Be("200 ok");
        (await PostAsync(chat, token, "one", key)).Should().Be("200 ok");
        (await PostAsync(chat, token, "another", key)).Should().Be("409 Something else was said with this Idempotency-Key.");
        (await PostAsync(chat, Add(chat, "cd"), "one", key)).Should().Be("200 ok");
        (await alice.SyncAsync()).Should().Equal(":ci/hook!hook@chat.local PRIVMSG #room :one",
            ":cd/hook!hook@chat.local PRIVMSG #room :one");
    }

    [Fact]
    public async Task Bans_silence_and_limits_count_for_a_hook_too()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { FloodBurst = 6 });
        TestClient alice = await chat.JoinAsync("alice");
        string token = Add(chat);
        await alice.AskAsync("MODE #room +m");
        (await PostAsync(chat, token, "x")).Should().StartWith("403 The room is moderated (+m)");
        await alice.AskAsync("MODE #room -m+b ci/hook!*@*");
        (await PostAsync(chat, token, "x")).Should().StartWith("403 This hook is banned");
        await alice.AskAsync("MODE #room -b+f ci/hook!*@* 2:60");
        (await PostAsync(chat, token, "x")).Should().Be("200 ok");
        (await PostAsync(chat, token, "x")).Should().Be("200 ok");
        (await PostAsync(chat, token, "x")).Should().StartWith("403 Cannot send to channel: no more than 2 lines");
        (await PostAsync(chat, token, "x")).Should().StartWith("403 ");
        (await PostAsync(chat, token, "x")).Should().StartWith("429 ");
    }

    [Fact]
    public async Task A_room_where_nobody_is_keeps_what_was_said()
    {
        await using Chat chat = await Chat.StartAsync();
        (await PostAsync(chat, Add(chat), "early")).Should().Be("200 ok");
        chat.Server.Context.Rooms.Count.Should().Be(0);
        TestClient alice = await chat.RegisterAsync("alice", caps: "draft/chathistory batch");
        await alice.AskAsync("JOIN #room");
        (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Should()
            .Contain(line => line.EndsWith(":ci/hook!hook@chat.local PRIVMSG #room :early", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("push", """{"ref":"refs/heads/main","compare":"https://x/y","pusher":{"name":"alice"},"""
        + """ "repository":{"full_name":"a/b"}, "commits":[{"id":"0123456789","message":"Mend it\n\nmore","author":{"name":"Alice"}}]}""",
        "[a/b] alice pushed 1 commit to main: https://x/y\n0123456 Mend it (Alice)")]
    [InlineData("pull_request",
        """{"action":"closed","sender":{"login":"bob"},"pull_request":{"number":7,"merged":true,"title":"Faster","""
            + """ "html_url":"https://x/7"},"repository":{"full_name":"a/b"}}""",
        "[a/b] bob merged #7: Faster https://x/7")]
    [InlineData("release",
        """{"action":"published","release":{"author":{"login":"bob"},"tag_name":"v2","name":"Two","html_url":"https://x/2"},"""
            + """ "repository":{"full_name":"a/b"}}""",
        "[a/b] bob released v2: Two https://x/2")]
    [InlineData("workflow_run",
        """{"action":"completed","workflow_run":{"name":"CI","head_branch":"main","conclusion":"failure","html_url":"https://x/r"},"""
            + """ "repository":{"full_name":"a/b"}}""",
        "[a/b] CI on main: failure https://x/r")]
    [InlineData("star", """{"action":"created"}""", null)]
    public async Task GitHub_s_events_are_said_where_they_are_signed(string kind, string body, string? said)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string token = Add(chat);
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Utf8(Hook.SecretOf(token)), Utf8(body)));
        string path = token + "/github";
        (await PostAsync(chat, path, body, $"X-GitHub-Event: {kind}", $"X-Hub-Signature-256: sha256={signature}")).Should()
            .StartWith("200 ok");
        (await alice.SyncAsync()).Select(line => line.Split(" :")[1]).Should().Equal(said?.Split('\n') ?? []);
        (await PostAsync(chat, path, body + " ", $"X-GitHub-Event: {kind}",
            $"X-Hub-Signature-256: sha256={signature}")).Should().StartWith("403 ");
        (await PostAsync(chat, path, body, $"X-GitHub-Event: {kind}")).Should().StartWith("403 ");
    }

    [Fact]
    public async Task A_hook_follows_its_room_to_another_name()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        string token = Add(chat);
        chat.MakeFounder("alice");
        await alice.AskAsync("RENAME #room #hall");
        (await PostAsync(chat, token, "x")).Should().Be("200 ok");
        await alice.ExpectAsync(":ci/hook!hook@chat.local PRIVMSG #hall :x");
    }

    private static string Add(Chat chat, string name = "ci") =>
        chat.Server.Context.Hooks.Add(Room, Utf8(name), "a test", DateTimeOffset.UnixEpoch)!;

    // The status and the body.
    private static async Task<string> PostAsync(Chat chat, string path, string body, params string[] headers)
    {
        TestClient client = await chat.ConnectAsync();
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string head = $"POST /hooks/{path} HTTP/1.1\r\nHost: localhost\r\n"
            + $"Content-Length: {bytes.Length.ToString(CultureInfo.InvariantCulture)}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n";
        await client.SendBytesAsync((byte[])[.. Encoding.UTF8.GetBytes(head), .. bytes]);
        string status = (await client.ExpectAsync("HTTP/1.1 *")).Split(' ')[1];
        while ((await client.NextAsync()).Length > 0)
        {
        }
        return $"{status} {await client.RestAsync()}";
    }
}
