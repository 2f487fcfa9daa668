using System.Net;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>Promise 8: a real server in anyone's own tests is one line; and promise 6: nothing has to be set but the port.</summary>
public sealed class InProcessTests
{
    [Fact]
    public async Task A_server_is_one_line_and_serves_at_once()
    {
        await using ChatServer server = await ChatServer.StartAsync(new ServerOptions { Port = 0 });
        using TestClient client = await TestClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        (await client.AskAsync("NICK alice", "USER alice 0 * :Alice", "JOIN #room"))[^1]
            .Should().Be(":chat.local 366 alice #room :End of /NAMES list");
    }

    [Fact]
    public async Task Many_come_and_go_and_leave_no_connection_behind()
    {
        for (int i = 0; i < 20; i++)
        {
            ChatServer server = await ChatServer.StartAsync(new ServerOptions { Port = 0, Bind = [IPAddress.Loopback] });
            using TestClient client = await TestClient.ConnectAsync(server.EndPoints[0]);
            await client.AskAsync("NICK alice", "USER alice 0 * :Alice");
            await server.DisposeAsync().AsTask().WithinDeadlineAsync("the server to stop");
            server.ConnectionCount.Should().Be(0);
            (await client.ReadToEndAsync()).Should().ContainSingle().Which.Should().StartWith("ERROR :");
        }
    }
}
