using System.Net;
using System.Net.Sockets;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

public sealed class ListenerTests
{
    [Fact]
    public async Task Whatever_is_thrown_for_one_connection_ends_that_one_and_the_next_is_accepted()
    {
        await using Chat chat = await Chat.StartAsync();
        Exception[] thrown =
        [
            new InvalidOperationException("on purpose"), new InvalidCastException("on purpose"),
                new InsufficientMemoryException("on purpose"),
            new ObjectDisposedException("on purpose"), new SocketException((int)SocketError.NotConnected),
        ];
        int number = -1;
        using var listener = new Listener(
            chat.Server.Context, new IPEndPoint(IPAddress.Loopback, 0),
            _ => Interlocked.Increment(ref number) < thrown.Length ? throw thrown[number] : "It works.");
        listener.Start();
        for (int i = 0; i < thrown.Length; i++)
        {
            using TestClient refused = await TestClient.ConnectAsync(listener.EndPoint);
            (await refused.ReadToEndAsync()).Should().BeEmpty();
        }
        using TestClient next = await TestClient.ConnectAsync(listener.EndPoint);
        (await next.ReadToEndAsync()).Should().Equal("ERROR :It works.");
        chat.Log.TakeErrors().Should().HaveCount(thrown.Length - 1, "a peer that is gone is no mistake")
            .And.OnlyContain(line => line.Contains($"on the thread \"listen {listener.EndPoint.Port}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_thrown_while_a_connection_is_set_up_is_counted_out_again()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        chat.Clock.LookedAt = () =>
        {
            if (Thread.CurrentThread.Name is { } name && name.StartsWith("listen", StringComparison.Ordinal))
                throw new InvalidOperationException("on purpose");
        };
        (await (await chat.ConnectAsync()).ReadToEndAsync()).Should().BeEmpty();
        chat.Clock.LookedAt = null;
        chat.Log.TakeErrors().Should().ContainSingle().Which.Should().Contain("A connection ends before it began");
        chat.Server.ConnectionCount.Should().Be(1);
        await chat.RegisterAsync("bob");
    }
}
