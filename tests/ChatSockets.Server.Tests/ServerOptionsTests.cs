using System.Net;
using ChatSockets.Core.Settings;

namespace ChatSockets.Server.Tests;

public sealed class ServerOptionsTests
{
    private static readonly OperatorAccount Operator =
        new()
        {
            Name = "alice",
            Password = PasswordHash.Create("x", PasswordHash.MinimumIterations),
            Hosts = ["*@*"],
            Privileges = Privileges.All
        };

    private static readonly WebGateway Gateway = new()
    {
        Name = "web",
        Password = Operator.Password,
        Addresses = [IPNetwork.Parse("::1/128")]
    };

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
        { "*rooms of an account*", options => options with { MaximumRoomsPerAccount = -1 } },
        { "*16384 bytes*", options => options with { OutboxBytes = 16383 } },
        { "*131072 bytes*", options => options with { ThreadStackBytes = 131071 } },
        { "*write lanes*", options => options with { WriteLanes = -1 } },
        { "*write lanes*", options => options with { WriteLanes = 65 } },
        { "*network's icon*", options => options with { NetworkIcon = "http://chat.example/icon.png" } },
        { "*network's icon*", options => options with { NetworkIcon = "https://chat.example/" + new string('x', 180) } },
        { "*network's icon*", options => options with { NetworkIcon = "https://chat.example/é.png" } },
        { "*admin-name*", options => options with { AdminName = "a\nb" } },
        { "*admin-location*", options => options with { AdminLocation = new string('x', 201) } },
        { "*admin-email*", options => options with { AdminEmail = "a\0b" } },
        { "*looks like a hash*", options => options with { Password = "pbkdf2-sha256$1$AAAA$AAAA" } },
        { "*operator's name*", options => options with { Operators = [Operator with { Name = ":a" }] } },
        { "*needs hosts*", options => options with { Operators = [Operator with { Hosts = [] }] } },
        { "*cannot connect from 'here'*", options => options with { Operators = [Operator with { Hosts = ["*@*", "here"] }] } },
        { "*host 'a b'*", options => options with { Operators = [Operator with { Host = "a b" }] } },
        { "*host 'a@b'*", options => options with { Operators = [Operator with { Host = "a@b" }] } },
        { "*host 'é.example'*", options => options with { Operators = [Operator with { Host = "é.example" }] } },
        { "*host '*'*", options => options with { Operators = [Operator with { Host = new string('x', 64) }] } },
        { "*privileges that do not exist*", options => options with { Operators = [Operator with { Privileges = (Privileges)1024 }] } },
        { "*two operators 'alice'*", options => options with { Operators = [Operator, Operator] } },
        { "*gateway's name*", options => options with { WebGateways = [Gateway with { Name = "" }] } },
        { "*needs addresses*", options => options with { WebGateways = [Gateway with { Addresses = [] }] } },
        { "*two gateways 'web'*", options => options with { WebGateways = [Gateway, Gateway] } },
        { "*address must be allowed at least one connection*", options => options with { MaximumConnectionsPerAddress = 0 } },
        { "*connections a minute*", options => options with { ConnectionRatePerAddress = -1 } },
        { "*commands at once*", options => options with { FloodBurst = -1 } },
        { "*commands a second*", options => options with { FloodRate = 0 } },
        { "*commands a second*", options => options with { FloodRate = double.NaN } },
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
        MaximumRoomsPerAccount = 0,
        OutboxBytes = 16384,
        ThreadStackBytes = 131072,
        WriteLanes = 64,
        PingInterval = TimeSpan.FromDays(1),
        MaximumConnectionsPerAddress = 1,
        ConnectionRatePerAddress = 0,
        FloodBurst = 0,
        FloodRate = 0.001,
        NetworkIcon = "https://chat.example/icon.png",
        AdminName = new string('x', 200),
        Operators = [Operator, Operator with { Name = "bob", Host = "staff.example" }],
        WebGateways = [Gateway],
        ExemptNetworks = [],
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
