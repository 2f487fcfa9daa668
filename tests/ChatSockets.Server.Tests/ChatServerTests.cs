using System.Net;
using System.Net.Sockets;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests;

public sealed class ChatServerTests
{
    [Fact]
    public async Task Port_0_takes_any_free_one_and_tells_which()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Port.Should().BeInRange(1, 65535);
        chat.Server.EndPoints.Should().Equal(new IPEndPoint(IPAddress.Loopback, chat.Server.Port));
        await chat.RegisterAsync("alice");
    }

    [Fact]
    public async Task Without_an_address_every_interface_is_served_on_both_protocols()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Bind = [] });
        using TestClient four = await TestClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, chat.Server.Port));
        await four.AskAsync("NICK four", "USER four 0 * :Four");
        (await four.AskAsync("USERHOST four")).Should().Equal(":chat.local 302 four :four=+~four@127.0.0.1");
        if (!HasIPv6Loopback()) return;
        using TestClient six = await TestClient.ConnectAsync(new IPEndPoint(IPAddress.IPv6Loopback, chat.Server.Port));
        await six.AskAsync("NICK six", "USER six 0 * :Six");
        (await six.AskAsync("USERHOST six")).Should().Equal(":chat.local 302 six :six=+~six@0::1");
    }

    [Fact]
    public async Task Several_addresses_share_one_port_and_one_chat()
    {
        // Linux has all of 127.0.0.0/8 on its loopback; elsewhere only the first is there.
        IPAddress second = OperatingSystem.IsLinux() ? IPAddress.Parse("127.0.0.2") : IPAddress.IPv6Loopback;
        if (!OperatingSystem.IsLinux() && !HasIPv6Loopback()) return;
        await using Chat chat = await Chat.StartAsync(options => options with { Bind = [IPAddress.Loopback, second] });
        chat.Server.EndPoints.Select(endPoint => endPoint.Address).Should().Equal(IPAddress.Loopback, second);
        chat.Server.EndPoints.Select(endPoint => endPoint.Port).Distinct().Should().ContainSingle();
        TestClient alice = await chat.JoinAsync("alice");
        using TestClient bob = await TestClient.ConnectAsync(chat.Server.EndPoints[1]);
        await bob.AskAsync("NICK bob", "USER bob 0 * :Bob", "JOIN #room", "PRIVMSG #room :Hello");
        (await alice.SyncAsync())[^1].Should().EndWith(" PRIVMSG #room :Hello");
    }

    [Fact]
    public async Task A_taken_port_is_named_together_with_what_to_do()
    {
        await using Chat chat = await Chat.StartAsync();
        Func<Task> second = () => ChatServer.StartAsync(new ServerOptions { Port = chat.Server.Port, Bind = [IPAddress.Loopback] });
        (await second.Should().ThrowAsync<ServerStartException>())
            .WithMessage($"Port {chat.Server.Port} on 127.0.0.1 is taken.*--port*").Which.Message.Should().NotContain("\n");
        await chat.RegisterAsync("alice");
    }

    [Fact]
    public async Task An_address_that_this_machine_does_not_have_is_named_together_with_what_to_do()
    {
        // TEST-NET-1, which is nobody's.
        Func<Task> start = () =>
            ChatServer.StartAsync(new ServerOptions { Port = 0, Bind = [IPAddress.Loopback, IPAddress.Parse("192.0.2.1")] });
        await start.Should().ThrowAsync<ServerStartException>().WithMessage("The address 192.0.2.1 *--bind*");
    }

    [Fact]
    public async Task Two_servers_in_one_process_know_nothing_of_each_other()
    {
        await using Chat one = await Chat.StartAsync();
        await using Chat two = await Chat.StartAsync();
        TestClient alice = await one.JoinAsync("alice");
        TestClient other = await two.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :Hello", "TOPIC #room :One");
        (await other.AskAsync("TOPIC #room")).Should().Equal(":chat.local 331 alice #room :No topic is set");
        await one.Server.StopAsync();
        (await other.AskAsync("LUSERS")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Stopping_tells_every_client_and_frees_the_port()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TypedClient carol = await chat.TypeAsync("carol");
        TestClient silent = await chat.ConnectAsync();
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 4, "the silent connection to be accepted");
        await chat.Server.StopAsync().WithinDeadlineAsync("the server to stop");
        const string Reason = "ERROR :Closing Link: 127.0.0.1 (The server is shutting down)";
        (await alice.ReadToEndAsync()).Should().Equal(Reason);
        (await bob.ReadToEndAsync()).Should().Equal(Reason);
        (await carol.Client.ReadToEndAsync()).Should().Equal("12:01 -- Goodbye. The server is shutting down");
        (await silent.ReadToEndAsync()).Should().Equal("Goodbye. The server is shutting down");
        chat.Server.ConnectionCount.Should().Be(0);
        await using Chat next = await Chat.StartAsync(options => options with { Port = chat.Server.Port });
        await next.RegisterAsync("alice");
    }

    [Fact]
    public async Task Stopping_twice_and_at_once_is_stopping_once()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => chat.Server.StopAsync())).WithinDeadlineAsync("the server to stop");
        await chat.Server.DisposeAsync();
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_client_that_reads_nothing()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { CloseTimeout = TimeSpan.FromMilliseconds(10) });
        TestClient silent = await chat.RegisterAsync("silent", receiveBuffer: 4096);
        TestClient alice = await chat.RegisterAsync("alice");
        for (int i = 0; i < 20; i++) await alice.AskAsync([.. Enumerable.Repeat($"PRIVMSG silent :{new string('x', 400)}", 50)]);
        await chat.Server.StopAsync().WithinDeadlineAsync("the server to stop");
        silent.Dispose();
    }

    [Fact]
    public async Task A_full_server_says_so_and_takes_the_next_when_there_is_a_place()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumConnections = 2 });
        TestClient alice = await chat.RegisterAsync("alice");
        await chat.RegisterAsync("bob");
        for (int i = 0; i < 3; i++)
        {
            TestClient refused = await chat.ConnectAsync();
            (await refused.ReadToEndAsync()).Should().Equal("ERROR :The server is full. Please try again later.");
        }
        await alice.SendAsync("QUIT");
        await alice.ReadToEndAsync();
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "the place to be free");
        await chat.RegisterAsync("carol");
    }

    [Fact]
    public async Task Connections_that_are_gone_before_they_are_accepted_stop_nobody()
    {
        await using Chat chat = await Chat.StartAsync();
        for (int i = 0; i < 200; i++) (await chat.ConnectAsync()).Reset();
        await chat.RegisterAsync("alice");
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "the others to be counted out");
    }

    [Fact]
    public async Task A_start_that_was_cancelled_starts_nothing()
    {
        Func<Task> start = () =>
            ChatServer.StartAsync(new ServerOptions { Port = 0, Bind = [IPAddress.Loopback] }, new CancellationToken(canceled: true));
        await start.Should().ThrowAsync<OperationCanceledException>();
    }

    private static bool HasIPv6Loopback()
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
