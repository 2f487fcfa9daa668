using System.Net;
using System.Net.Sockets;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Tests.Connection;

public sealed class ServerLinkTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_thrown_while_it_reads_closes_the_link_and_nothing_else()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = new TaskCompletionSource<LinkClosed>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var link = new ServerLink(
            new ServerAddress("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port),
            new TlsOptions(),
            happened =>
            {
                if (happened is LinkLine) throw new InvalidOperationException("on purpose");
                if (happened is LinkClosed end) closed.SetResult(end);
            });
        link.Start();
        // The first attempt is TLS, which this server has not.
        (await listener.AcceptTcpClientAsync().WaitAsync(Deadline)).Dispose();
        using TcpClient peer = await listener.AcceptTcpClientAsync().WaitAsync(Deadline);
        await peer.GetStream().WriteAsync("PING x\r\n"u8.ToArray());

        LinkClosed told = await closed.Task.WaitAsync(Deadline);
        told.Reason.Should().Be("the connection was given up because of a mistake in chat-client (InvalidOperationException: on purpose)");
        (await peer.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Deadline)).Should().Be(0);
        link.Send([1]).Should().BeFalse();
    }

    [Fact]
    public void Sending_while_the_link_closes_is_no_error()
    {
        for (int i = 0; i < 2000; i++)
        {
            using var link = new ServerLink(new ServerAddress("127.0.0.1", 1), new TlsOptions(), static _ => { });
            using var together = new Barrier(2);
            Exception? failure = null;
            var sender = new Thread(() =>
            {
                together.SignalAndWait();
                failure = Record.Exception(() => { for (int line = 0; line < 20; line++) link.Send([]); });
            });
            sender.Start();
            together.SignalAndWait();
            link.Dispose();
            sender.Join();
            failure.Should().BeNull();
            link.Send([]).Should().BeFalse();
        }
    }
}
