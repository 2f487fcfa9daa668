using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "WALLOPS message")]
public sealed class WallopsTests
{
    [Fact]
    [Specification("Modern IRC", "WALLOPS User Mode")]
    public async Task Those_who_listen_hear_it_and_the_others_do_not()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Wallops);
        TestClient oper = await chat.OperAsync("oper"), bob = await chat.RegisterAsync("bob"), carol = await chat.RegisterAsync("carol");
        await bob.AskAsync("MODE bob +w");
        (await oper.AskAsync("WALLOPS :Restart at noon")).Should().BeEmpty();
        (await bob.SyncAsync()).Should().Equal($":{Source("oper")} WALLOPS :Restart at noon");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_sender_hears_it_too_when_he_listens()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Wallops);
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("MODE oper +w");
        (await oper.AskAsync("WALLOPS noon")).Should().Equal($":{Source("oper")} WALLOPS :noon");
    }

    [Fact]
    public async Task An_empty_text_answers_461()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Wallops);
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("WALLOPS :")).Should().Equal(":chat.local 461 oper WALLOPS :Not enough parameters");
    }
}
