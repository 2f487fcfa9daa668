using ChatSockets.Core.Accounts;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Services;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Services;

public sealed class ServiceTableTests
{
    public static TheoryData<string, string> Commands
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Service service in ServiceTable.All)
            {
                foreach (ServiceCommand command in service.Commands) data.Add(service.Name, command.Name);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_row_tells_how_it_is_written_and_what_it_does_in_lines_that_fit(string name, string command)
    {
        command.Should().MatchRegex("^[A-Z]+( [A-Z-]+)?$").And.NotStartWith(ServiceHelp.Name);
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        IReadOnlyList<string> lines = await alice.AskAsync($"PRIVMSG {name} :help {command.ToLowerInvariant()}");
        lines.Should().HaveCountGreaterThanOrEqualTo(2).And.OnlyContain(line => line.Length <= 200);
        lines[0].Should().StartWith($":{name}!{name}@chat.local NOTICE alice :/msg {name} {command}");
        lines[1].Should().MatchRegex(@" :\p{Lu}.*\.$");
    }

    [Fact]
    public void Every_command_has_one_row_and_costs_something()
    {
        foreach (Service service in ServiceTable.All)
        {
            service.Commands.Select(command => command.Name).Should().OnlyHaveUniqueItems();
            service.Commands.Should().NotContain(command => command.Cost < 1);
        }
    }

    [Fact]
    public void Nobody_else_can_have_the_nickname_of_a_service()
    {
        foreach (Service service in ServiceTable.All)
        {
            ServiceNames.IsReserved(Wire.Utf8(service.Name.ToUpperInvariant())).Should().BeTrue();
        }
        ServiceNames.IsReserved("alice"u8).Should().BeFalse();
        ServiceNames.IsReserved("NickServ2"u8).Should().BeFalse();
    }
}
