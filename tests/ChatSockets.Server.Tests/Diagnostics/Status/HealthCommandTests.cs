using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics.Status;

public sealed class HealthCommandTests
{
    [Fact]
    public async Task A_server_that_serves_ends_with_0()
    {
        await using Chat chat = await Chat.StartAsync();

        (await RunAsync("--port", $"{chat.Server.Port}")).Should().Be((0, "ok\n", ""));
    }

    [Fact]
    public async Task A_server_that_wants_TLS_or_a_proxy_is_asked_as_it_wants()
    {
        await using Chat tls = await Chat.StartAsync(options => options with { Tls = TlsMode.Required });
        await using Chat proxy = await Chat.StartAsync(options => options with { ProxyNetworks = [IPNetwork.Parse("127.0.0.0/8")] });

        (await RunAsync("--port", $"{tls.Server.Port}", "--tls", "required")).Should().Be((0, "ok\n", ""));
        (await RunAsync("--port", $"{proxy.Server.Port}", "--proxy-networks", "127.0.0.0/8")).Should().Be((0, "ok\n", ""));
    }

    [Theory]
    [InlineData(TlsMode.Optional)]
    [InlineData(TlsMode.Required)]
    public async Task A_server_that_is_named_by_its_data_folder_is_asked_on_its_own_port(TlsMode tls)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            DataFolder = folder.Path,
            ControlSocket = ControlPath.Of(folder.Path, Environment.ProcessId),
            Tls = tls,
        });

        (await RunAsync("--data", folder.Path)).Should().Be((0, "ok\n", ""));
    }

    [Fact]
    public async Task A_data_folder_without_a_server_that_can_be_asked_ends_with_1_and_says_what_to_do()
    {
        using var folder = new TempFolder();
        (await RunAsync("--data", folder.Path)).Should().Be((1, "",
            $"chat-server: No server is running on {folder.Path}: name the server with --port or --data, as it was started.\n"));

        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        (int code, string output, string errors) = await RunAsync("--data", folder.Path);
        (code, output).Should().Be((1, ""));
        errors.Should()
            .StartWith($"chat-server: The server on {folder.Path} (process {Environment.ProcessId}) cannot be asked where it listens: ")
            .And.EndWith("Name its port with --port, or ask as the user whose server it is.\n");
        (await RunAsync("--data", folder.Path, "--port", $"{chat.Server.Port}")).Should().Be((0, "ok\n", ""));
    }

    [Fact]
    public async Task No_server_ends_with_1_and_says_where_it_looked()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        (int code, string output, string errors) = await RunAsync("--port", $"{port}");

        (code, output).Should().Be((1, ""));
        errors.Should().StartWith($"chat-server: No healthy server at 127.0.0.1:{port}: ").And.EndWith("\n");
    }

    [Fact]
    public async Task Another_service_is_no_chat_server()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        Task answered = Task.Run(async () =>
        {
            using Socket client = await other.AcceptSocketAsync();
            await client.ReceiveAsync(new byte[4096]);
            await client.SendAsync(Encoding.ASCII.GetBytes(
                "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\nno!\n"));
        });

        (int code, string output, string errors) = await RunAsync("--port", $"{port}");
        await answered.WithinDeadlineAsync("the question to be answered");

        (code, output, errors).Should().Be((1, "", $"chat-server: What listens at 127.0.0.1:{port} is no chat-server.\n"));
    }

    [Fact]
    public async Task Any_free_port_is_no_port_to_ask() =>
        (await RunAsync("--port", "0")).Code.Should().Be(2);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var streams = new ProgramStreams(() => TextReader.Null, output, errors, () => new Dictionary<string, string>());
        int code = await ServerCommandLine.RunAsync(["health", "--bind", "127.0.0.1", .. arguments], streams);
        return (code, output.ToString(), errors.ToString());
    }
}
