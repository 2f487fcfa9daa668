using ChatSockets.Client.Commands;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Commands;

public sealed class SlashCommandsTests
{
    [Theory]
    [InlineData("/join dev", "JOIN #dev")]
    [InlineData("/join #dev,ops key", "JOIN #dev key", "JOIN #ops key")]
    [InlineData("/j dev", "JOIN #dev")]
    [InlineData("/part", "PART #lobby")]
    [InlineData("/part #dev see you", "PART #dev :see you")]
    [InlineData("/msg bob hi there", "PRIVMSG bob :hi there")]
    [InlineData("/query bob hi", "PRIVMSG bob hi")]
    [InlineData("/me waves", "PRIVMSG #lobby :\u0001ACTION waves\u0001")]
    [InlineData("/nick alicia", "NICK alicia")]
    [InlineData("/topic", "TOPIC #lobby")]
    [InlineData("/topic new topic", "TOPIC #lobby :new topic")]
    [InlineData("/kick bob", "KICK #lobby bob")]
    [InlineData("/kick #dev bob too loud", "KICK #dev bob :too loud")]
    [InlineData("/invite bob", "INVITE bob #lobby")]
    [InlineData("/mode", "MODE #lobby")]
    [InlineData("/mode +k sesame", "MODE #lobby +k sesame")]
    [InlineData("/mode alice +i", "MODE alice +i")]
    [InlineData("/op bob carol dave eve", "MODE #lobby +ooo bob carol dave", "MODE #lobby +o eve")]
    [InlineData("/deop bob", "MODE #lobby -o bob")]
    [InlineData("/voice bob", "MODE #lobby +v bob")]
    [InlineData("/ban bob", "MODE #lobby +b bob!*@*")]
    [InlineData("/ban", "MODE #lobby +b")]
    [InlineData("/unban *@host.org", "MODE #lobby -b *!*@host.org")]
    [InlineData("/away", "AWAY")]
    [InlineData("/away for lunch", "AWAY :for lunch")]
    [InlineData("/back", "AWAY")]
    [InlineData("/who", "WHO #lobby")]
    [InlineData("/whois bob", "WHOIS bob")]
    [InlineData("/names", "NAMES #lobby")]
    [InlineData("/list", "LIST")]
    [InlineData("/raw VERSION  x", "VERSION  x")]
    [InlineData("/quote PING :a b", "PING :a b")]
    [InlineData("/QUIT bye now", "QUIT :bye now")]
    [InlineData("/quit", "QUIT")]
    [InlineData("/notice bob hi there", "NOTICE bob :hi there")]
    [InlineData("/ns INFO", "PRIVMSG NickServ INFO")]
    [InlineData("/cs INFO #a", "PRIVMSG ChanServ :INFO #a")]
    [InlineData("/oper root secret", "OPER root secret")]
    [InlineData("/ctcp bob version", "PRIVMSG bob \u0001VERSION\u0001")]
    public void A_command_is_a_line_of_the_protocol(string typed, params string[] lines)
    {
        using var server = new ScriptedServer();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), typed + "\n");
        run.Errors.Should().BeEmpty();
        server.Received.Should().ContainInOrder(lines);
    }

    [Theory]
    [InlineData("/jion dev", "did you mean /join?")]
    [InlineData("/kick", "usage: /kick [ROOM] NICK [REASON]")]
    [InlineData("/msg bob", "usage: /msg NAME TEXT")]
    [InlineData("/switch 7", "there is no conversation 7")]
    [InlineData("/switch nowhere", "nowhere is not open")]
    [InlineData("/help nothing", "there is no command /nothing")]
    public void What_is_wrong_with_a_command_is_said_on_stderr(string typed, string error)
    {
        using var server = new ScriptedServer();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), typed + "\n");
        run.Errors.Should().Contain(error);
        run.ExitCode.Should().Be(ExitCode.WrongUsage);
    }

    [Fact]
    public void Help_lists_every_command()
    {
        using var server = new ScriptedServer();
        string output = ClientRun.Pipe(ClientRun.Options(server.Address), "/help\n").Output;
        output.Should().ContainAll(SlashCommands.All.Select(row => $" {row.Usage} "));
    }

    [Fact]
    public void A_switch_moves_what_is_typed_into()
    {
        using var server = new ScriptedServer();
        ClientRun.Pipe(ClientRun.Options(server.Address) with { Rooms = ["#lobby", "#dev"] }, "one\n/switch dev\ntwo\n/switch 1\nthree\n");
        server.Received.Should().ContainInOrder("PRIVMSG #lobby one", "PRIVMSG #dev two", "PRIVMSG #lobby three");
    }

    [Fact]
    public void A_password_for_a_service_is_not_shown()
    {
        using var server = new ScriptedServer();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address),
            "/ns IDENTIFY sesame\n/msg NickServ SET PASSWORD sesame other\n/msg bob REGISTER me\n");
        run.Output.Should().Contain("IDENTIFY ****").And.Contain("SET PASSWORD ****").And.Contain("REGISTER me").And.NotContain("sesame");
        server.Received.Should().Contain("PRIVMSG NickServ :IDENTIFY sesame");
    }

    [Fact]
    public void Whoever_is_ignored_is_not_shown()
    {
        using ScriptedServer server = new ScriptedServer().On("PRIVMSG", _ =>
            [":bob!b@h PRIVMSG #lobby :noise", ":carol!c@h PRIVMSG #lobby :news"]);
        string output = ClientRun.Pipe(ClientRun.Options(server.Address), "/ignore bob\nhi\n").Output;
        output.Should().Contain("news").And.NotContain("noise");
    }

    [Fact]
    public void Connect_moves_to_another_server()
    {
        using var first = new ScriptedServer();
        using var second = new ScriptedServer();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(first.Address), $"/connect {second.Address}\nhello\n");
        run.ExitCode.Should().Be(ExitCode.Done);
        first.Received.Should().NotContain("PRIVMSG #lobby hello");
        second.Received.Should().Contain("PRIVMSG #lobby hello");
    }

    [Fact]
    public void Where_rooms_may_begin_with_a_plus_modes_still_do()
    {
        using ScriptedServer server = new ScriptedServer()
            .On("JOIN", _ => [":s 005 alice CHANTYPES=#&+ :are supported", ":alice!u@h JOIN #lobby"]);
        ClientRun.Pipe(ClientRun.Options(server.Address), "/mode +m\n");
        server.Received.Should().Contain("MODE #lobby +m");
    }

    [Fact]
    public void No_two_commands_have_the_same_name() =>
        SlashCommands.All.SelectMany(row => row.Aliases.Append(row.Name)).Should().OnlyHaveUniqueItems();
}
