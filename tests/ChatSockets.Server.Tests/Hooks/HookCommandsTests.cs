using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Hooks;

public sealed class HookCommandsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hooks_are_made_listed_and_ended_also_under_a_running_server()
    {
        (int code, string output, string errors) = await RunAsync("add", "#room", "ci");
        code.Should().Be(0);
        output.Should().MatchRegex("^http://localhost:5000/hooks/[A-Za-z0-9_-]{43}\n$");
        errors.Should().Contain("curl -d").And.Contain("For GitHub: ");
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
        string token = output.Trim().Split("/hooks/")[1];
        chat.Server.Context.Hooks.Find(token).Should().NotBeNull();
        (await RunAsync("list")).Output.Should().MatchRegex("^#room  ci  .* UTC  chat-server hook\n$").And.NotContain(token);
        (await RunAsync("add", "#ROOM", "CI")).Should().Be((1, "", "chat-server: #ROOM has a hook CI already, or has 50 of them.\n"));
        (await RunAsync("del", "#room", "ci")).Should().Be((0, "", ""));
        (await RunAsync("del", "#room", "ci")).Should().Be((1, "", "chat-server: #room has no hook ci.\n"));
        chat.Server.Context.Hooks.Find(token).Should().BeNull();
    }

    [Fact]
    public async Task A_hook_that_there_is_not_is_told_with_the_nearest_one()
    {
        await RunAsync("add", "#Team", "ci");
        (await RunAsync("del", "#tema", "ci")).Should().Be((1, "", "chat-server: #tema has no hook ci. Did you mean #Team ci?\n"));
    }

    [Theory]
    [InlineData("room", "ci")]
    [InlineData("#room", "a b")]
    public async Task Bad_names_are_refused(string room, string name)
    {
        (int code, string output, string errors) = await RunAsync("add", room, name);
        (code, output).Should().Be((2, ""));
        errors.Should().MatchRegex("is not a room's name|cannot be the name of a hook");
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        int code = await ServerCommandLine.RunAsync(["hook", .. arguments, "--data", _folder.Path],
            new ProgramStreams(() => TextReader.Null, output, errors, static () => new Dictionary<string, string>()));
        return (code, output.ToString(), errors.ToString());
    }
}
