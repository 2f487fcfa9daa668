using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatSockets.Server.Systemd;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Systemd;

public sealed class InheritedSocketsTests
{
    private const int ProcessId = 4711;

    [Fact]
    public async Task A_server_listens_on_what_it_inherits_and_whoever_came_before_it_is_served()
    {
        if (OperatingSystem.IsWindows()) return;
        using Socket listening = Listening();
        var endPoint = (IPEndPoint)listening.LocalEndPoint!;
        // The system takes the connection; nobody serves it yet.
        Task<TestClient> early = TestClient.ConnectAsync(endPoint);
        InheritedSocket inherited = Take(listening, ("LISTEN_FDNAMES", "chat")).Should().ContainSingle().Which;
        inherited.IsTlsOnly.Should().BeFalse();
        await using Chat chat = await Chat.StartAsync(options => options with { Inherited = [inherited], Port = 1 });
        chat.Server.EndPoints.Should().Equal(endPoint);
        chat.Server.Port.Should().Be(endPoint.Port);
        using TestClient client = await early;
        await client.SendAsync("NICK alice", "USER alice 0 * :Alice");
        await client.ExpectAsync("* 001 alice *");
    }

    [Fact]
    public async Task Whoever_comes_between_two_servers_waits_for_the_second()
    {
        if (OperatingSystem.IsWindows()) return;
        using Socket listening = Listening();
        var first = await Chat.StartAsync(options => options with { Inherited = Take(listening) });
        await first.DisposeAsync();

        using TestClient client = await TestClient.ConnectAsync((IPEndPoint)listening.LocalEndPoint!);
        await client.SendAsync("NICK alice", "USER alice 0 * :Alice");
        await using Chat second = await Chat.StartAsync(options => options with { Inherited = Take(listening) });

        await client.ExpectAsync("* 001 alice *");
    }

    [Fact]
    public void A_socket_named_tls_has_no_clear_text()
    {
        if (OperatingSystem.IsWindows()) return;
        using Socket listening = Listening();
        InheritedSocket inherited = Take(listening, ("LISTEN_FDNAMES", "tls:chat")).Should().ContainSingle().Which;
        inherited.IsTlsOnly.Should().BeTrue();
        inherited.Socket.Dispose();
    }

    [Fact]
    public void What_is_meant_for_another_process_or_for_none_is_left()
    {
        var other = new Dictionary<string, string> { ["LISTEN_PID"] = "4712", ["LISTEN_FDS"] = "1" };
        InheritedSockets.Take(other, ProcessId).Should().BeEmpty();
        InheritedSockets.Take(new Dictionary<string, string>(), ProcessId).Should().BeEmpty();
        var unreadable = new Dictionary<string, string> { ["LISTEN_PID"] = "4711", ["LISTEN_FDS"] = "many" };
        InheritedSockets.Take(unreadable, ProcessId).Should().BeEmpty();
    }

    [Fact]
    public void Something_else_than_a_listening_socket_is_refused_with_what_to_do()
    {
        if (OperatingSystem.IsWindows()) return;
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int descriptor = Duplicate((int)bound.Handle);
        Action take = () => Take(descriptor);
        take.Should().Throw<ServerStartException>().WithMessage(
            $"File descriptor {descriptor}, which the service manager hands over, is no listening TCP socket: *ListenStream=PORT*");
    }

    private static IReadOnlyList<InheritedSocket> Take(Socket socket, params (string Name, string Value)[] variables) =>
        Take(Duplicate((int)socket.Handle), variables);

    // The descriptor is the taker's from then on.
    private static IReadOnlyList<InheritedSocket> Take(int descriptor, params (string Name, string Value)[] variables) =>
        InheritedSockets.Take(
            variables.Append(("LISTEN_PID", "4711")).Append(("LISTEN_FDS", "1")).ToDictionary(), ProcessId, descriptor);

    [DllImport("libc", EntryPoint = "dup")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);

    private static Socket Listening()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }
}
