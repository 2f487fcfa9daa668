using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Text;
using ChatSockets.Protocol.Discovery;
using ChatSockets.Server.Discovery;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Discovery;

/// <summary>The server is asked by UDP, over real sockets.</summary>
public sealed class DiscoveryServiceTests
{
    [Fact]
    public async Task A_request_is_answered_with_what_the_server_is()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MessageOfTheDay = ["", "Tea at six.", "And cake."] });
        await chat.RegisterAsync("alice");
        using Socket asker = Asker();

        DiscoveryReply reply = (await AskAsync(asker, chat.Server.Port, new DiscoveryRequest(7)))!;

        reply.Instance.Should().NotBe(0);
        reply.Should().Be(new DiscoveryReply
        {
            Nonce = 7,
            Instance = reply.Instance,
            Name = "chat.local",
            Port = (ushort)chat.Server.Port,
            Users = 1,
            Version = ProgramVersion.Text,
            MessageOfTheDay = "Tea at six.",
            HasTls = true,
            KeyFingerprint = chat.Server.Context.Certificates.Current.Fingerprint,
        });
    }

    [Fact]
    public async Task With_a_key_there_is_TLS_and_the_fingerprint()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Context.KeyFingerprint = () => "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
        using Socket asker = Asker();
        DiscoveryReply reply = (await AskAsync(asker, chat.Server.Port, new DiscoveryRequest(7)))!;
        reply.HasTls.Should().BeTrue();
        reply.KeyFingerprint.Should().Be("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");
    }

    [Fact]
    public async Task What_is_no_request_is_counted_and_not_answered()
    {
        await using Chat chat = await Chat.StartAsync();
        using Socket asker = Asker();
        byte[][] malformed =
        [
            [], [1], "NICK alice\r\n"u8.ToArray(), new byte[512], new byte[60_000], new DiscoveryRequest(1).ToBytes()[..511],
        ];
        foreach (byte[] each in malformed) asker.SendTo(each, EndPoint(chat.Server.Port));
        // Answers come in the order of the requests: there was none to those.
        (await AskAsync(asker, chat.Server.Port, new DiscoveryRequest(2)))!.Nonce.Should().Be(2);
        chat.Server.Context.DiscoveryCounts.Should().BeEquivalentTo(new { Answered = 1L, Malformed = 6L, Limited = 0L, Distant = 0L });
    }

    [Fact]
    public async Task Beyond_the_limit_an_address_is_answered_only_as_time_goes_by()
    {
        await using Chat chat = await Chat.StartAsync();
        using Socket asker = Asker();
        for (int i = 0; i < DiscoveryLimits.BurstOfSource + 5; i++)
            asker.SendTo(new DiscoveryRequest((ulong)i).ToBytes(), EndPoint(chat.Server.Port));
        DiscoveryCounts counts = chat.Server.Context.DiscoveryCounts;
        await Waiting.UntilAsync(() => counts.Limited == 5, "requests beyond the limit");
        counts.Answered.Should().Be(DiscoveryLimits.BurstOfSource);
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        using Socket next = Asker();
        (await AskAsync(next, chat.Server.Port, new DiscoveryRequest(2)))!.Nonce.Should().Be(2);
    }

    [Fact]
    public async Task After_a_flood_no_datagram_is_read_until_time_goes_by()
    {
        await using Chat chat = await Chat.StartAsync();
        using Socket asker = Asker();
        DiscoveryCounts counts = chat.Server.Context.DiscoveryCounts;
        // One by one, so that none is lost for want of room.
        for (int i = 1; i <= DiscoveryLimits.Burst; i++)
        {
            int sent = i;
            asker.SendTo([1], EndPoint(chat.Server.Port));
            await Waiting.UntilAsync(() => counts.Malformed == sent, "a datagram to be counted");
        }
        asker.SendTo(new DiscoveryRequest(3).ToBytes(), EndPoint(chat.Server.Port));
        int looks = 0;
        chat.Clock.LookedAt = () => looks += Thread.CurrentThread.Name == "discovery" ? 1 : 0;
        await Waiting.UntilAsync(() => Volatile.Read(ref looks) > 2, "the thread to rest and look at the clock again");
        counts.Answered.Should().Be(0);
        chat.Clock.Advance(TimeSpan.FromMilliseconds(10));
        (await AskAsync(asker, chat.Server.Port, null))!.Nonce.Should().Be(3, "it waited in the kernel");
    }

    [Fact]
    public async Task A_reload_turns_it_off_and_on()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Discovery = DiscoveryMode.Off });
        int port = chat.Server.Port;
        using Socket asker = Asker();
        using (Socket free = Bound(port)) free.LocalEndPoint.Should().NotBeNull("nobody else has it");

        chat.Server.Reload(chat.Options with { Discovery = DiscoveryMode.Lan }).Changed.Should().Equal("discovery");
        (await AskAsync(asker, port, new DiscoveryRequest(2)))!.Port.Should().Be((ushort)port);

        chat.Server.Reload(chat.Options with { MessageOfTheDay = ["new"], Discovery = DiscoveryMode.Lan });
        (await AskAsync(asker, port, new DiscoveryRequest(3)))!.MessageOfTheDay.Should().Be("new");

        chat.Server.Reload(chat.Options);
        using (Socket free = Bound(port)) free.LocalEndPoint.Should().NotBeNull("it was given up");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_warning_and_tried_again_at_the_next_reload()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Discovery = DiscoveryMode.Off });
        ServerOptions on = chat.Options with { Discovery = DiscoveryMode.Lan };
        using (Bound(chat.Server.Port))
        {
            chat.Server.Reload(on).Errors.Should().BeEmpty();
            chat.Log.Lines.Should().ContainSingle(line => line.StartsWith("Warning: The server cannot be found on UDP"));
            await chat.RegisterAsync("alice");
        }
        chat.Server.Reload(on);
        using Socket asker = Asker();
        (await AskAsync(asker, chat.Server.Port, new DiscoveryRequest(2)))!.Users.Should().Be(1);
    }

    [Fact]
    public async Task Every_address_that_the_server_listens_on_is_answered_from()
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere loopback has one address
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            Bind = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")],
        });
        using Socket asker = Asker();
        foreach (IPEndPoint each in chat.Server.EndPoints)
        {
            asker.SendTo(new DiscoveryRequest(5).ToBytes(), each);
            (await ReceiveAsync(asker)).Source.Should().Be(each);
        }
    }

    private static Socket Asker() => Bound(0);

    private static IPEndPoint EndPoint(int port) => new(IPAddress.Loopback, port);

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(EndPoint(port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<DiscoveryReply?> AskAsync(Socket asker, int port, DiscoveryRequest? request)
    {
        if (request is { } asked) asker.SendTo(asked.ToBytes(), EndPoint(port));
        return DiscoveryReply.Read((await ReceiveAsync(asker)).Bytes);
    }

    private static async Task<(byte[] Bytes, EndPoint Source)> ReceiveAsync(Socket asker)
    {
        byte[] buffer = new byte[2048];
        using var deadline = new CancellationTokenSource(Waiting.Deadline);
        SocketReceiveFromResult received = await asker.ReceiveFromAsync(buffer, EndPoint(0), deadline.Token);
        return (buffer[..received.ReceivedBytes], received.RemoteEndPoint);
    }
}
