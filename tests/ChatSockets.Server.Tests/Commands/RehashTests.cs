using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "REHASH message")]
public sealed class RehashTests
{
    private const string Begins = ":chat.local 382 oper configuration :Rehashing";

    [Fact]
    public async Task What_has_changed_is_told()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Rehash, options => options with
        {
            Reread = server => server.Reload(server.Context.Options with { AdminName = "The crew", Port = 6000 }),
        });
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("REHASH")).Should().Equal(
            Begins, ":chat.local NOTICE oper :Changed: admin-name", ":chat.local NOTICE oper :This takes effect at the next start: port");
        chat.Server.Context.Options.AdminName.Should().Be("The crew");
        (await oper.AskAsync("REHASH"))[1].Should().Be(":chat.local NOTICE oper :Nothing has changed");
    }

    [Fact]
    public async Task What_is_wrong_is_told_line_by_line_and_nothing_changes()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Rehash, options => options with
        {
            Reread = _ => new ReloadResult { Errors = ["chat.json:3: no comma", "chat.json:9: no such setting"] },
        });
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("REHASH")).Should().Equal(
            Begins,
            ":chat.local NOTICE oper :The configuration stays as it is:",
            ":chat.local NOTICE oper :chat.json:3: no comma",
            ":chat.local NOTICE oper :chat.json:9: no such setting");
    }

    [Fact]
    public async Task Another_server_cannot_be_asked()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Rehash);
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("REHASH other.server")).Should().Equal(":chat.local 402 oper other.server :No such server");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Whoever_asks_may_lose_the_privilege_by_it()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Rehash, options => options with
        {
            Reread = server => server.Reload(server.Context.Options with { Operators = [] }),
        });
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("REHASH", "REHASH")).Should().BeEquivalentTo(
            Begins,
            $":{Wire.Source("oper")} MODE oper -o",
            ":chat.local NOTICE oper :Changed: operators",
            ":chat.local 481 oper :Permission denied: you are not an operator of the server");
    }
}
