using ChatSockets.Server.Limits;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Transport;

public sealed class ConnectionLimitTests
{
    private static readonly SystemLimit Two = new("vm.max_map_count", 10, 2, 4, "raise it with sysctl -w vm.max_map_count={0}");

    [Fact]
    public async Task The_systems_limit_counts_where_it_is_less_and_the_log_says_how_to_raise_it()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { ReadSystemLimit = () => Two });
        chat.Log.Lines.Should().Contain(line => line.StartsWith(
            "Information: Up to 2 connections at a time, not the 20000 of max-connections: \"vm.max_map_count is 10\"; \"raise it with "
                + "sysctl -w vm.max_map_count=86000\"",
            StringComparison.Ordinal));
        TestClient alice = await chat.RegisterAsync("alice");
        await chat.RegisterAsync("bob");
        for (int i = 0; i < 20; i++) (await (await chat.ConnectAsync()).ReadToEndAsync()).Should()
            .Equal("ERROR :The server is full. Please try again later.");
        chat.Log.Lines.Should().ContainSingle(line => line.Contains("refused", StringComparison.Ordinal),
            "a flood of refusals is no flood of lines")
            .Which.Should().StartWith("Warning: A connection was refused: \"there are 2 already, and vm.max_map_count is 10\"");

        await alice.SendAsync("QUIT");
        await alice.ReadToEndAsync();
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "the place to be free");
        await chat.RegisterAsync("carol");
    }

    [Fact]
    public async Task A_reload_of_the_setting_counts_at_once_up_to_the_systems_limit()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumConnections = 1, ReadSystemLimit = () => Two });
        chat.Log.Lines.Should().Contain("Information: Up to 1 connections at a time: \"max-connections is 1\" ");
        await chat.RegisterAsync("alice");
        (await (await chat.ConnectAsync()).ReadToEndAsync()).Should().ContainSingle();
        chat.Server.Reload(chat.Options with { MaximumConnections = 100 }).Changed.Should().Equal("max-connections");
        chat.Log.Lines.Should()
            .Contain(line => line.StartsWith("Warning: Up to 2 connections at a time, not the 100", StringComparison.Ordinal));
        await chat.RegisterAsync("bob");
        (await (await chat.ConnectAsync()).ReadToEndAsync()).Should().ContainSingle();
    }

    [Fact]
    public void This_machine_carries_something() => SystemLimits.ReadLeast()!.Connections.Should().BePositive();
}
