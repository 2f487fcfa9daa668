using System.Net.Sockets;
using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics.Control;

public sealed class ControlServerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string SocketPath => Path.Combine(_folder.Path, "control.sock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_snapshot_has_the_server_its_connections_and_rooms()
    {
        await using Chat chat = await StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.LogIn("alice", "ann");
        await alice.SendAsync("PRIVMSG #room :hi", "PRIVMSG #room :there");
        await bob.ExpectAsync("* PRIVMSG #room :there");
        await chat.TypeAsync("carol");
        chat.Clock.Advance(TimeSpan.FromSeconds(5));

        Snapshot snapshot = ControlClient.Ask(SocketPath, new SnapshotRequest { Order = ConnectionOrder.Nickname });

        snapshot.Server.Users.Should().Be(3);
        snapshot.Server.Connections.Should().Be(3);
        snapshot.Server.Rooms.Should().Be(2);
        snapshot.Server.Process.Should().Be(Environment.ProcessId);
        snapshot.Server.LinesSent.Should().BePositive();
        snapshot.Connections.Select(one => (one.Nickname, one.Account, one.Dialect)).Should().Equal(
            ("alice", "ann", "irc"), ("bob", null, "irc"), ("carol", null, "line"));
        ConnectionSnapshot first = snapshot.Connections[0];
        first.Address.Should().Be("127.0.0.1");
        first.IdleSeconds.Should().Be(5);
        first.LastCommand.Should().Be("PRIVMSG");
        first.BytesReceived.Should().BePositive();
        first.BytesSent.Should().BePositive();
        first.LagSeconds.Should().BeNull();
        snapshot.Rooms.Select(room => (room.Name, room.Members, room.Lines)).Should().Equal(("#room", 2, 2), ("#lobby", 1, 0));
        snapshot.End.Should().Be(new SnapshotEnd(0, 0));
    }

    [Fact]
    public async Task What_is_more_than_was_asked_for_is_left_out_and_counted()
    {
        await using Chat chat = await StartAsync();
        await chat.PairAsync();
        Snapshot snapshot = ControlClient.Ask(SocketPath, new SnapshotRequest
        {
            Order = ConnectionOrder.Nickname,
            IsReversed = true,
            Connections = 1,
            Rooms = 0
        });
        snapshot.Connections.Single().Nickname.Should().Be("bob");
        snapshot.Rooms.Should().BeEmpty();
        snapshot.End.Should().Be(new SnapshotEnd(1, 1));
    }

    [Fact]
    public async Task The_lag_is_the_time_from_a_ping_to_its_pong()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync(options => options with { ControlSocket = SocketPath });
        TestClient alice = await chat.RegisterAsync("alice");
        chat.Clock.Advance(chat.Options.PingInterval);
        await alice.ExpectAsync("PING *");
        chat.Clock.Advance(TimeSpan.FromSeconds(2));
        await alice.SendAsync("PONG x");
        await alice.SyncAsync();
        ControlClient.Ask(SocketPath, new SnapshotRequest()).Connections.Single().LagSeconds.Should().Be(2);
    }

    [Fact]
    public async Task Only_the_owner_may_use_the_socket()
    {
        if (OperatingSystem.IsWindows()) return;
        await using Chat chat = await StartAsync();
        File.GetUnixFileMode(SocketPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_socket_that_was_left_behind_is_replaced_and_goes_with_the_server()
    {
        _folder.Write("control.sock", "");
        await using (Chat chat = await StartAsync()) ControlClient.Ask(SocketPath, new SnapshotRequest()).Connections.Should().BeEmpty();
        File.Exists(SocketPath).Should().BeFalse();
    }

    [Theory]
    [InlineData("no json\n")]
    [InlineData("{\"order\":\"unheard of\"}\n")]
    [InlineData("null\n")]
    [InlineData("")]
    public async Task A_request_that_is_none_is_answered_with_the_end_and_the_next_is_served(string request)
    {
        await using Chat chat = await StartAsync();
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath)).WithinDeadlineAsync("a connection");
            await socket.SendAsync(Wire.Utf8(request));
            socket.Shutdown(SocketShutdown.Send);
            (await socket.ReceiveAsync(new byte[1]).WithinDeadlineAsync("the end")).Should().Be(0);
        }
        ControlClient.Ask(SocketPath, new SnapshotRequest()).Connections.Should().BeEmpty();
    }

    [Fact]
    public async Task A_program_that_says_nothing_delays_the_next_but_not_for_ever()
    {
        await using Chat chat = await StartAsync();
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await silent.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath)).WithinDeadlineAsync("a connection");
        ControlClient.Ask(SocketPath, new SnapshotRequest()).Connections.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_whose_socket_cannot_be_made_runs_all_the_same()
    {
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            ControlSocket = Path.Combine(_folder.Path, "missing",
            "x.sock")
        });
        await chat.RegisterAsync("alice");
        chat.Log.Lines.Should().Contain(line => line.Contains("'chat-server top' cannot watch this server", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nobody_answers_that_is_told()
    {
        Action ask = () => ControlClient.Ask(SocketPath, new SnapshotRequest());
        ask.Should().Throw<IOException>().WithMessage($"No server answers on {SocketPath}: *");
    }

    [Fact]
    public void The_socket_is_in_the_data_folder_if_its_name_is_not_too_long()
    {
        ControlPath.Of(_folder.Path, 7).Should().Be(SocketPath);
        string far = Path.Combine(_folder.Path, new string('x', 100));
        ControlPath.Of(far, 7).Should().EndWith("7.sock").And.NotStartWith(far);
        ControlPath.Of(null, 7).Should().EndWith("7.sock");
    }

    private Task<Chat> StartAsync() => Chat.StartAsync(options => options with { ControlSocket = SocketPath });
}
