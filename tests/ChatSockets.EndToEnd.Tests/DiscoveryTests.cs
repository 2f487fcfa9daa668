using System.Net.NetworkInformation;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-client finds chat-server, on this machine only.</summary>
public sealed class DiscoveryTests
{
    private static readonly string Loopback =
        NetworkInterface.GetAllNetworkInterfaces().First(each => each.NetworkInterfaceType == NetworkInterfaceType.Loopback).Name;

    [Fact]
    public async Task A_server_on_any_free_port_is_found_and_answers_pings()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--name", "chat.example");
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        string port = $"{server.EndPoint.Port}";

        await using var discover = new ClientProcess("discover", "--port", port, "--interface", Loopback, "--json");
        await discover.ExitsWithAsync(0);
        var found = discover.Json.Should().ContainSingle().Subject;
        found.GetProperty("name").GetString().Should().Be("chat.example");
        found.GetProperty("address").GetString().Should().Be(server.Address);
        found.GetProperty("count").GetInt32().Should().Be(1);

        await using var table = new ClientProcess("discover", "--port", port, "--interface", Loopback);
        await table.ExitsWithAsync(0);
        table.Output.Lines.Should().ContainSingle().Which.Should().StartWith($"chat.example\t{server.Address}\t1\tChatSockets-");

        await using var ping = new ClientProcess("ping", server.Address, "--count", "2", "--interval", "0.1");
        await ping.ExitsWithAsync(0);
        ping.Output.Lines.Should().HaveCount(6).And.Contain("2 sent, 2 received, 0% lost");

        await using var tcp = new ClientProcess("ping", server.Address, "-c", "2", "-i", "0.1", "--tcp", "--json");
        await tcp.ExitsWithAsync(0);
        tcp.Json[^1].GetProperty("received").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task A_server_whose_discovery_is_off_is_not_found()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--discovery", "off");
        await using var discover = new ClientProcess("discover", "--port", $"{server.EndPoint.Port}", "--interface", Loopback, "--time", "0.3");
        await discover.ExitsWithAsync(3);
        await using var ping = new ClientProcess("ping", server.Address, "-c", "1", "--timeout", "0.3");
        await ping.ExitsWithAsync(1);
        ping.Output.Lines.Should().Contain("1 sent, 0 received, 100% lost");
    }

    [Fact]
    public async Task Ctrl_C_prints_the_summary_and_the_exit_code_says_whether_there_was_an_answer()
    {
        if (PosixSignals.AreMissing) return;
        PosixSignals.LetChildrenBeInterrupted();
        await using ServerProcess server = await ServerProcess.StartAsync();
        foreach (string[] more in new string[][] { [], ["--tcp"] })
        {
            await using var ping = new ClientProcess(["ping", server.Address, "--interval", "0.1", .. more]);
            await ping.Output.NextAsync("seq=2");
            ping.Signal(PosixSignals.Number.Interrupt);
            await ping.ExitsWithAsync(0);
            ping.Output.Lines[^1].Should().StartWith("round trip min/avg/max = ");
        }
    }
}
