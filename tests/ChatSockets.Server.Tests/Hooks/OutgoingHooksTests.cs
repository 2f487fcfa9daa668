using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ChatSockets.Server.Hooks;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Hooks;

public sealed class OutgoingHooksTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public OutgoingHooksTests() => _listener.Start();

    private Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/heard");

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task What_is_said_in_the_room_and_matches_is_posted_in_order()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        Add(chat, "*build*");
        await alice.AskAsync("PRIVMSG #room :lunch?", "PRIVMSG #room :the Build is red", "PRIVMSG #other :build",
            "PRIVMSG #room :build again");
        using JsonDocument first = await TakeAsync(200);
        first.RootElement.GetProperty("room").GetString().Should().Be("#room");
        first.RootElement.GetProperty("nickname").GetString().Should().Be("alice");
        first.RootElement.GetProperty("message").GetString().Should().Be("the Build is red");
        first.RootElement.GetProperty("text").GetString().Should().Be("<alice> the Build is red");
        using JsonDocument second = await TakeAsync(204);
        second.RootElement.GetProperty("message").GetString().Should().Be("build again");
    }

    [Fact]
    public async Task What_the_other_end_cannot_take_now_is_posted_again_and_what_it_refuses_is_not()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        Add(chat, "*");
        await alice.AskAsync("PRIVMSG #room :one", "PRIVMSG #room :two", "PRIVMSG #room :three");
        (await TakeAsync(503)).RootElement.GetProperty("message").GetString().Should().Be("one");
        Task<JsonDocument> again = TakeAsync(400);
        await Waiting.UntilAsync(() =>
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
            return again.IsCompleted;
        }, "another try");
        (await again).RootElement.GetProperty("message").GetString().Should().Be("one");
        (await TakeAsync(404)).RootElement.GetProperty("message").GetString().Should().Be("two");
        (await TakeAsync(200)).RootElement.GetProperty("message").GetString().Should().Be("three");
        await Waiting.UntilAsync(() => chat.Log.Lines.Any(text => text.Contains("answers 404", StringComparison.Ordinal)),
            "the log to tell it");
    }

    [Fact]
    public async Task A_private_address_is_refused_unless_it_is_allowed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        Add(chat, "*");
        await alice.AskAsync("PRIVMSG #room :one");
        await Waiting.UntilAsync(() => chat.Log.Lines.Any(text => text.Contains("127.0.0.1 is a private address",
            StringComparison.Ordinal)), "the log to tell it");
        _listener.Pending().Should().BeFalse();
    }

    [Fact]
    public async Task What_a_hook_says_goes_to_no_hook()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        Add(chat, "*");
        string token = chat.Server.Context.Hooks.Add(Wire.Utf8("#room"), Wire.Utf8("ci"), "a test", DateTimeOffset.UnixEpoch)!;
        TestClient post = await chat.ConnectAsync();
        await post.SendAsync($"POST /hooks/{token} HTTP/1.1", "Host: localhost", "Content-Length: 4", "", "loop");
        await alice.ExpectAsync("* PRIVMSG #room :loop");
        await alice.AskAsync("PRIVMSG #room :one");
        (await TakeAsync(200)).RootElement.GetProperty("message").GetString().Should().Be("one");
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("192.168.7.1", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a01:203", false)]
    [InlineData("2002:a01:203::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("1.1.1.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    public void Only_the_internet_is_reached_and_what_is_allowed(string address, bool isReached) =>
        PublicAddress.MayBeReached(IPAddress.Parse(address), [IPNetwork.Parse("192.168.7.0/24")]).Should().Be(isReached);

    private static Task<Chat> StartAsync() =>
        Chat.StartAsync(options => options with { FloodBurst = 0, HookNetworks = [IPNetwork.Parse("127.0.0.0/8")] });

    private void Add(Chat chat, string pattern)
    {
        chat.Server.Context.OutgoingHooks.Add(Wire.Utf8("#room"), Wire.Utf8("out"), Url, pattern, "a test").Should().BeTrue();
        chat.Server.Context.HookPosts.Reread();
    }

    // Takes one request, answers it and closes; returns its body.
    private async Task<JsonDocument> TakeAsync(int status)
    {
        Task<Socket> accepting = _listener.AcceptSocketAsync();
        await accepting.WithinDeadlineAsync("a post");
        using Socket socket = await accepting;
        using var stream = new NetworkStream(socket);
        var request = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            int count = await stream.ReadAsync(buffer).AsTask().WithinDeadlineAsync("the rest of a post");
            if (count == 0) throw new EndOfStreamException();
            request.AddRange(buffer.AsSpan(0, count));
            string text = Encoding.UTF8.GetString([.. request]);
            int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0 || !text.TrimEnd().EndsWith('}')) continue;
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return JsonDocument.Parse(text[(head + 4)..]);
        }
    }
}
