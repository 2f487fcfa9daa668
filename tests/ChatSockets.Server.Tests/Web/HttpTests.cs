using System.Text;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Web;

/// <summary>HTTP on the port of everything else.</summary>
public sealed class HttpTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 200)]
    [InlineData("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", 200)]
    [InlineData("GET /?x=1 HTTP/1.0\r\nHost: 127.0.0.1:5000\r\n\r\n", 200)]
    [InlineData("GET / HTTP/1.1\nHost: [::1]:5000\n\n", 200)]
    [InlineData("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n", 200)]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", 411)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 8\r\n\r\n", 426)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: short\r\n\r\n", 400)]
    public async Task A_request_has_its_answer_and_the_connection_ends(string request, int status)
    {
        await using Chat chat = await Chat.StartAsync();
        foreach (bool isSlow in new[] { false, true })
        {
            TestClient client = await chat.ConnectAsync();
            byte[] bytes = Encoding.UTF8.GetBytes(request);
            await (isSlow ? client.SendByteByByteAsync(bytes) : client.SendBytesAsync(bytes));
            (await client.NextAsync()).Should().StartWith($"HTTP/1.1 {status} ");
        }
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 0, "both to be closed");
    }

    [Fact]
    public async Task The_page_may_run_nothing_but_itself()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectTlsAsync();
        await client.SendAsync("GET / HTTP/1.1", "Host: localhost", "");
        string policy = await client.ExpectAsync("Content-Security-Policy: *");
        policy.Should().Contain("default-src 'none'; script-src 'sha256-").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
    }

    [Fact]
    public async Task A_head_is_bounded_and_has_a_deadline()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync(options => options with
        {
            GreetAfter = TimeSpan.FromDays(1),
            RegistrationTimeout = TimeSpan.FromDays(1)
        });
        TestClient long_ = await chat.ConnectAsync();
        await long_.SendBytesAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nX: " + new string('x', 20_000)));
        (await long_.NextAsync()).Should().StartWith("HTTP/1.1 431 ");
        TestClient slow = await chat.ConnectAsync();
        await slow.SendBytesAsync("GET / HTTP/1.1\r\nHost:"u8.ToArray());
        Task<string> answer = slow.NextAsync();
        await Waiting.UntilAsync(() =>
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
            return answer.IsCompleted;
        }, "an answer");
        (await answer).Should().StartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task Where_only_tls_is_spoken_a_browser_is_sent_there()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Tls = TlsMode.Required });
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("GET /x?y HTTP/1.1", "Host: localhost:5000", "");
        (await client.NextAsync()).Should().StartWith("HTTP/1.1 308 ");
        await client.ExpectAsync("Location: https://localhost:5000/x?y");
    }

    [Fact]
    public async Task Without_web_there_is_neither_page_nor_websocket()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Web = false });
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1", "Host: localhost", "");
        (await client.NextAsync()).Should().StartWith("HTTP/1.1 404 ");
        await FluentActions.Awaiting(() =>
            WebClient.ConnectAsync(chat.Server.EndPoints[0])).Should().ThrowAsync<Exception>().WithMessage("*404*");
    }

    [Theory]
    [InlineData("GET well soon")]
    [InlineData("POST")]
    [InlineData("G")]
    [InlineData("HEAD / over heels")]
    public async Task A_person_who_types_such_a_word_is_a_person(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendByteByByteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
        if (line.Contains(' ', StringComparison.Ordinal)) await client.ExpectAsync("That cannot be a name here*");
        else await client.ExpectAsync($"*{line} has joined #lobby");
    }
}
