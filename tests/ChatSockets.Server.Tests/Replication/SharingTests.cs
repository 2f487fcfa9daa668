using ChatSockets.Core.Commands;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>
/// Of each command it is decided whether it goes through a shared log. Whoever adds one that changes nothing for others adds it here; any
/// other is <see cref="Command.IsShared"/>.
/// </summary>
public sealed class SharingTests
{
    [Fact]
    public void These_commands_are_carried_out_where_they_were_said() =>
        CommandTable.Rows.Where(row => !row.IsShared).Select(row => row.Verb).Should().BeEquivalentTo([
            "ADMIN", "CHATHISTORY", "ERROR", "HELP", "HELPOP", "INFO", "ISON", "ISUPPORT", "LINKS", "LIST", "LUSERS", "MONITOR", "MOTD",
            "NAMES", "PING", "PONG", "SEARCH", "STATS", "TIME", "USERHOST", "USERS", "VERSION", "WHO", "WHOIS", "WHOWAS",
            // Before registration only, or the server itself.
            "PASS", "REHASH", "USER", "WEBIRC",
            // What they come to is an entry of its own.
            "AUTHENTICATE", "BATCH", "OPER", "QUIT", "REGISTER",
            // As the command of the service says.
            "CHANSERV", "CS", "NICKSERV", "NS",
        ]);

    [Fact]
    public void So_are_these_commands_of_services() =>
        ServiceTable.All.SelectMany(service => service.Commands.Where(command => !command.IsShared)
            .Select(command => $"{service.Name} {command.Name}")).Should().BeEquivalentTo([
                "NickServ INFO", "NickServ SESSIONS", "NickServ CERT LIST", "ChanServ INFO", "ChanServ LIST",
                "*playback PLAY", "*playback LIST",
                // A password stands in them. What they come to is an entry of its own.
                "NickServ REGISTER", "NickServ IDENTIFY", "NickServ SET PASSWORD", "NickServ CERT ADD", "NickServ CERT DEL",
            ]);

    [Theory]
    [InlineData("PRIVMSG NickServ :IDENTIFY ann secret-word")]
    [InlineData("PRIVMSG #room,NickServ :REGISTER secret-word")]
    [InlineData("NS SET PASSWORD secret-word other-word")]
    [InlineData("OPER root secret-word")]
    [InlineData("NICKSERV :identfy secret-word")]
    [InlineData("PRIVMSG NickSrv :IDENTIFY secret-word")]
    public async Task No_password_gets_into_the_log(string line)
    {
        var log = new Core.Entries.MemoryLog();
        await using var chat = await Support.Chat.StartAsync(options => options with { SharedLog = log });
        Support.TestClient ann = await chat.JoinAsync("ann");
        await ann.AskAsync(line, "PRIVMSG #room :a word");
        (await ann.AskAsync("CHATHISTORY LATEST #room * 10")).Should().NotContain(said => said.Contains("-word", StringComparison.Ordinal));
        string all = string.Concat(Enumerable.Range(1, log.Count).Select(position =>
            System.Text.Encoding.Latin1.GetString(log.Read(position)!.Entries)));
        all.Should().Contain("a word").And.NotContain("secret-word").And.NotContain("other-word");
    }
}
