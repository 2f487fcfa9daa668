using ChatSockets.Server.Commands;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

public sealed class HelpTests
{
    [Fact]
    public async Task Help_lists_every_command()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        IReadOnlyList<string> lines = await alice.AskAsync("HELP");
        lines[0].Should().Be(":chat.local 704 alice * :These are the commands. HELP <command> tells more of one.");
        lines[^1].Should().Be(":chat.local 706 alice * :End of help");
        lines.Skip(1).SkipLast(1).Should().OnlyContain(line => line.StartsWith(":chat.local 705 alice * :", StringComparison.Ordinal));
        lines.Skip(1).SkipLast(1).SelectMany(line => line[":chat.local 705 alice * :".Length..].Split(' '))
            .Should().Equal(CommandTable.Rows.Select(row => row.Verb).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Help_on_a_command_tells_its_syntax_and_what_it_does()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("HELP topic")).Should().Equal(
            $":chat.local 704 alice TOPIC :{Topic.Row.Syntax}",
            $":chat.local 705 alice TOPIC :{Topic.Row.Summary}",
            ":chat.local 706 alice TOPIC :End of help");
    }

    [Fact]
    public async Task Help_on_anything_else_answers_524()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("HELP dancing"))
            .Should().Equal(":chat.local 524 alice dancing :There is no help on that; HELP lists the commands");
    }
}
