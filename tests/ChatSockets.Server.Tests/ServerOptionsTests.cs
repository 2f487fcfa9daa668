using System.Net;

namespace ChatSockets.Server.Tests;

public sealed class ServerOptionsTests
{
    public static TheoryData<string, Func<ServerOptions, ServerOptions>> Mistakes => new()
    {
        { "*port -1 *", options => options with { Port = -1 } },
        { "*port 65536 *", options => options with { Port = 65536 } },
        { "*name 'nodot' *", options => options with { Name = "nodot" } },
        { "*name 'no t.at' *", options => options with { Name = "no t.at" } },
        { "*name '' *", options => options with { Name = "" } },
        { "*name 'x.xxx*", options => options with { Name = "x." + new string('x', 62) } },
        { "*network*", options => options with { Network = "" } },
        { "*network*", options => options with { Network = new string('x', 51) } },
        { "*network*", options => options with { Network = "a\tb" } },
        { "*lobby 'lobby' *", options => options with { Lobby = "lobby" } },
        { "*message of the day*", options => options with { MessageOfTheDay = ["fine", "two\nlines"] } },
        { "*message of the day*", options => options with { MessageOfTheDay = ["a\0b"] } },
        { "*at least one connection*", options => options with { MaximumConnections = 0 } },
        { "*at least one room*", options => options with { MaximumRoomsPerUser = 0 } },
        { "*16384 bytes*", options => options with { OutboxBytes = 16383 } },
        { "*131072 bytes*", options => options with { ThreadStackBytes = 131071 } },
        { "*write lanes*", options => options with { WriteLanes = -1 } },
        { "*write lanes*", options => options with { WriteLanes = 65 } },
        { "*registration timeout*", options => options with { RegistrationTimeout = TimeSpan.Zero } },
        { "*ping interval*", options => options with { PingInterval = TimeSpan.FromSeconds(-1) } },
        { "*ping timeout*", options => options with { PingTimeout = TimeSpan.FromDays(2) } },
        { "*greeting*", options => options with { GreetAfter = TimeSpan.Zero } },
        { "*close timeout*", options => options with { CloseTimeout = TimeSpan.Zero } },
        { "*maximum wait*", options => options with { MaximumWait = TimeSpan.Zero } },
    };

    [Fact]
    public void Nothing_is_wrong_with_the_defaults() => new ServerOptions().Errors().Should().BeEmpty();

    [Fact]
    public void The_limits_themselves_are_fine() => new ServerOptions
    {
        Port = 65535,
        Bind = [IPAddress.Loopback],
        Name = "x." + new string('x', 61),
        Network = new string('x', 50),
        MaximumConnections = 1,
        MaximumRoomsPerUser = 1,
        OutboxBytes = 16384,
        ThreadStackBytes = 131072,
        WriteLanes = 64,
        PingInterval = TimeSpan.FromDays(1),
    }.Errors().Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Each_mistake_is_named_in_one_line_and_no_server_starts(string pattern, Func<ServerOptions, ServerOptions> mistake)
    {
        ServerOptions options = mistake(new ServerOptions { Port = 0, Bind = [IPAddress.Loopback] });
        options.Errors().Should().ContainSingle().Which.Should().Match(pattern).And.EndWith(".").And.NotContain("\n");
        Func<Task> start = () => ChatServer.StartAsync(options);
        await start.Should().ThrowAsync<ArgumentException>().WithMessage(pattern);
    }

    [Fact]
    public void Every_mistake_is_told_and_not_the_first_only() =>
        new ServerOptions { Port = -1, Name = "x", WriteLanes = 99 }.Errors().Should().HaveCount(3);
}
