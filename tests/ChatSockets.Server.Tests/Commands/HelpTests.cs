using ChatSockets.Core.Commands;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "RPL_HELPSTART (704)")]
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
        lines.Skip(1).SkipLast(3).SelectMany(line => line[":chat.local 705 alice * :".Length..].Split(' '))
            .Should().Equal(CommandTable.Rows.Select(row => row.Verb).Order(StringComparer.Ordinal));
        lines[^3].Should().Be(":chat.local 705 alice * :There is help on these, too:");
        lines[^2].Should().Be(":chat.local 705 alice * :ROOMMODES USERMODES ROLES MASKS CAPABILITIES");
    }

    public static TheoryData<string> Topics => [.. HelpTopics.All.SelectMany(topic => topic.Names)];

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task Every_topic_is_explained_under_each_of_its_names_in_lines_that_fit(string name)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        IReadOnlyList<string> lines = await alice.AskAsync($"HELP {name.ToLowerInvariant()}");
        HelpTopic topic = HelpTopics.Find(Wire.Utf8(name))!;
        lines.Should().Equal(
            [
                $":chat.local 704 alice {name} :{topic.Title}",
                .. topic.Lines.Select(line => $":chat.local 705 alice {name} :{line}"),
                $":chat.local 706 alice {name} :End of help",
            ]);
        lines.Should().OnlyContain(line => line.Length <= 200);
    }

    [Fact]
    public void No_topic_is_called_as_a_command_or_as_another_topic() =>
        HelpTopics.All.SelectMany(topic => topic.Names).Concat(CommandTable.Rows.Select(row => row.Verb)).Should().OnlyHaveUniqueItems();

    [Theory]
    [InlineData("ROOMMODES", "beIklfjLimMnstRCc")]
    [InlineData("USERMODES", "iwBRo")]
    [InlineData("ROLES", "qaohv")]
    public void Every_mode_is_explained_and_no_other(string name, string letters)
    {
        string text = string.Join('\n', HelpTopics.Find(Wire.Utf8(name))!.Lines);
        string known = name switch
        {
            "ROOMMODES" => RoomModeTable.Kinds.Replace(",", "", StringComparison.Ordinal),
            "ROLES" => MemberPrefix.Letters,
            _ => UserModeRow.Letters
        };
        known.Should().HaveLength(letters.Length);
        foreach (char letter in known)
        {
            letters.Should().Contain(letter.ToString());
            text.Should().Contain($"+{letter}");
        }
    }

    [Fact]
    public async Task Helpop_is_another_name_for_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        foreach (string subject in new[] { "", " who", " masks", " dancing" })
            (await alice.AskAsync("HELPOP" + subject)).Should().NotBeEmpty().And.Equal(await alice.AskAsync("HELP" + subject));
    }

    [Fact]
    public async Task A_subject_that_cannot_be_a_parameter_is_an_asterisk()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("HELP :two words")).Should()
            .Equal(":chat.local 524 alice * :There is no help on that; HELP lists the commands");
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
            .Should().Equal(":chat.local 524 alice DANCING :There is no help on that; HELP lists the commands");
    }
}
