using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics.Otlp;

/// <summary>OpenTelemetry Protocol Specification, "OTLP/HTTP".</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task The_figures_arrive_as_a_post_in_protobuf()
    {
        using var collector = new Collector("200 OK");
        await using Chat chat = await Chat.StartAsync(options => options with { Otlp = collector.Address });
        await chat.PairAsync();
        Task<(string Head, byte[] Body)> request = collector.TakeAsync();
        Task<bool> sent = Task.Run(() => chat.Server.Otlp!.Send(Waiting.Deadline));
        await request.WithinDeadlineAsync("a request");
        (await sent.WithinDeadlineAsync("the sending to end")).Should().BeTrue();
        (string head, byte[] body) = await request;
        head.Should().StartWith("POST /v1/metrics HTTP/1.1\r\n").And.Contain("Content-Type: application/x-protobuf");
        string text = Encoding.UTF8.GetString(body);
        text.Should().Contain("chat.users").And.Contain("chat.uptime").And.Contain("chat-server").And.Contain("chat.local");
    }

    [Fact]
    public async Task Another_server_of_the_process_is_not_in_them()
    {
        using var collector = new Collector("200 OK");
        await using Chat other = await Chat.StartAsync();
        await using Chat chat = await Chat.StartAsync(options => options with { Otlp = collector.Address });
        await other.TypeAsync("carol");
        await chat.PairAsync();
        Task<(string Head, byte[] Body)> request = collector.TakeAsync();
        Task<bool> sent = Task.Run(() => chat.Server.Otlp!.Send(Waiting.Deadline));
        await request.WithinDeadlineAsync("a request");
        await sent.WithinDeadlineAsync("the sending to end");
        // Only carol speaks so.
        string text = Encoding.UTF8.GetString((await request).Body);
        text.Should().Contain("dialect").And.NotContain("line\u0019");
        text.Split("chat.users").Should().HaveCount(2);
    }

    [Fact]
    public async Task A_collector_that_refuses_is_told_to_the_operator_once()
    {
        using var collector = new Collector("403 Forbidden");
        await using Chat chat = await Chat.StartAsync(options => options with { Otlp = collector.Address + "/here" });
        for (int i = 0; i < 2; i++)
        {
            Task<(string Head, byte[] Body)> request = collector.TakeAsync();
            Task<bool> sent = Task.Run(() => chat.Server.Otlp!.Send(Waiting.Deadline));
            (await request.WithinDeadlineAsync("a request")).Head.Should().StartWith("POST /here HTTP/1.1\r\n");
            await sent.WithinDeadlineAsync("the sending to end");
        }
        chat.Log.Lines.Count(line => line.Contains("could not be sent", StringComparison.Ordinal) && line.Contains("403",
            StringComparison.Ordinal))
            .Should().Be(1);
    }

    [Fact]
    public async Task Nothing_is_made_where_it_is_not_asked_for()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Otlp.Should().BeNull();
    }

    [Theory]
    [InlineData("localhost:4318")]
    [InlineData("ftp://localhost")]
    public void An_address_that_is_none_is_refused(string address) =>
        new ServerOptions { Otlp = address }.Errors().Should().ContainSingle().Which.Should().Contain("http://localhost:4318");

    // Takes one request after the other and answers all alike.
    private sealed class Collector : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _status;

        public Collector(string status)
        {
            _status = status;
            _listener.Start();
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public async Task<(string Head, byte[] Body)> TakeAsync()
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync();
            NetworkStream stream = client.GetStream();
            var received = new List<byte>();
            var buffer = new byte[8192];
            while (true)
            {
                int count = await stream.ReadAsync(buffer);
                if (count == 0) throw new EndOfStreamException();
                received.AddRange(buffer.AsSpan(0, count));
                byte[] all = [.. received];
                int end = all.AsSpan().IndexOf("\r\n\r\n"u8);
                if (end < 0) continue;
                string head = Encoding.ASCII.GetString(all, 0, end);
                string? length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ",
                    StringComparison.OrdinalIgnoreCase));
                int bytes = int.Parse(length!["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
                if (all.Length < end + 4 + bytes) continue;
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                return (head, all[(end + 4)..]);
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
