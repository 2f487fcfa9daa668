using ChatSockets.Server.Importing.Logs;

namespace ChatSockets.Server.Tests.Importing.Logs;

/// <summary>Single lines of each format; whole files are in <see cref="ImportCommandTests"/>.</summary>
public sealed class LogFormatTests
{
    [Theory]
    [InlineData("[23:59:60] <nick> text", "Message 23:59:59 nick|text")]
    [InlineData("[12:00:00] <nick>  two <b> ", "Message 12:00:00 nick| two <b> ")]
    [InlineData("[12:00:00] * nick", "Message 12:00:00 nick|\u0001ACTION \u0001")]
    [InlineData("[12:00:00] -nick-of-mine- text", "Notice 12:00:00 nick-of-mine|text")]
    [InlineData("[12:00:00] *** Joins: bea (~bea@host)", "Event")]
    [InlineData("", "Nothing")]
    [InlineData("[12:00] <nick> text", "Unreadable")]
    [InlineData("[12:00:00]<nick> text", "Unreadable")]
    [InlineData("[12:00:00] nick> text", "Unreadable")]
    public void Lines_of_ZNC(string line, string expected) => Read(new ZncLog(), "x/#a/2025-01-31.log", line).Should().Be(expected);

    [Theory]
    [InlineData("2025-01-31 12:00:00\t@nick\ttext\twith a tab", "Message 12:00:00 @nick|text\twith a tab")]
    [InlineData("2025-01-31 12:00:00\t *\tnick waves", "Message 12:00:00 nick|\u0001ACTION waves\u0001")]
    [InlineData("2025-01-31 12:00:00\t--\tNotice(nick): text", "Notice 12:00:00 nick|text")]
    [InlineData("2025-01-31 12:00:00\t--\tMode #tea [+o bea] by carl", "Event")]
    [InlineData("2025-01-31 12:00:00\t\t", "Event")]
    [InlineData("2025-01-31 12:00:00 nick text", "Unreadable")]
    public void Lines_of_WeeChat(string line, string expected) => Read(new WeeChatLog(), "irc.a.#a.weechatlog", line).Should().Be(expected);

    [Theory]
    [InlineData("12:00 <@nick> text", "Message 12:00:00 @nick|text")]
    [InlineData("12:00:07 < nick> <b>", "Message 12:00:07  nick|<b>")]
    [InlineData("12:00  * nick waves", "Message 12:00:00 nick|\u0001ACTION waves\u0001")]
    [InlineData("12:00 -nick:#tea- a - b", "Notice 12:00:00 nick|a - b")]
    [InlineData("12:00 -nick(~u@host)- psst", "Event")]
    [InlineData("12:00 -!- bea has quit", "Event")]
    [InlineData("12:00 [notice(#a)] whose is it", "Event")]
    [InlineData("12:00 [msg(bea)] psst", "Event")]
    [InlineData("12:00 [notice", "Unreadable")]
    [InlineData("--- Log closed Fri Jan 31 12:00:00 2025", "Nothing")]
    [InlineData("--- Day changed Sat Feb 01 2025", "Nothing")]
    [InlineData("--- Day changed Sam Feb 01 2025", "Unreadable")]
    [InlineData("text without a time", "Unreadable")]
    public void Lines_of_irssi(string line, string expected) =>
        Read(new IrssiLog(), "#a.log", "--- Log opened Fri Jan 31 11:00:00 2025", line).Should().Be(expected);

    [Fact]
    public void A_line_of_irssi_before_any_day_is_unreadable() =>
        Read(new IrssiLog(), "#a.log", "12:00 <bea> text").Should().Be("Unreadable");

    [Theory]
    [InlineData("Notice 12:02:00 ann|noted", "12:00 -!- ann [~a@host] has joined #a", "12:00 -!- Topic for #a: tea",
        "12:00 -!- Irssi: #a: Total of 2 nicks [1 ops, 0 halfops, 0 voices, 1 normal]", "12:01 -!- bea [~b@host] has joined #a",
        "12:01 -!- Irssi: Join to #a was synced in 12 secs", "12:02 [notice(#A)] noted")]
    [InlineData("Notice 12:02:00 anna|noted", "12:00 -!- You're now known as anna", "12:01 -!- bea is now known as carl",
        "12:02 [notice(#a)] noted")]
    // Bea came, and then somebody asked for the names.
    [InlineData("Event", "12:00 -!- bea [~b@host] has joined #a",
        "12:00 -!- Irssi: #a: Total of 2 nicks [1 ops, 0 halfops, 0 voices, 1 normal]", "12:02 [notice(#a)] noted")]
    [InlineData("Event", "12:00 -!- You're now known as anna", "--- Log opened Fri Jan 31 12:01:00 2025", "12:02 [notice(#a)] noted")]
    [InlineData("Event", "12:00 -!- You're now known as anna", "12:02 [notice(#other)] elsewhere")]
    public void Ones_own_notice_in_irssi_is_of_the_nickname_that_the_log_proves(string expected, params string[] lines) =>
        Read(new IrssiLog(), "#a.log", ["--- Log opened Fri Jan 31 11:00:00 2025", .. lines]).Should().Be(expected);

    [Fact]
    public void A_message_that_InspIRCd_refused_was_not_sent()
    {
        LogReader reader = new InspIRCdLog().Read("raw.log");
        string[] lines =
        [
            "Fri Jan 31 2025 12:00:00 USEROUTPUT: C[1AA] O :irc.test 001 bea :Welcome",
            "Fri Jan 31 2025 12:00:01 USERINPUT: C[1AA] I PRIVMSG #secret :refused",
            "Fri Jan 31 2025 12:00:01 USEROUTPUT: C[1AA] O :irc.test 404 bea #secret :You cannot send messages to this channel",
            "Fri Jan 31 2025 12:00:02 USERINPUT: C[1AA] I PRIVMSG carl :private",
            "Fri Jan 31 2025 12:00:03 USERINPUT: C[1AA] I privmsg #tea said",
        ];
        foreach (string line in lines) reader.Read(line).Kind.Should().Be(LogEntryKind.Nothing);
        LogEntry last = reader.End();
        (last.Kind, last.Room, last.Nick, last.Text).Should().Be((LogEntryKind.Message, "#tea", "bea", "said"));
        reader.End().Kind.Should().Be(LogEntryKind.Nothing);
    }

    [Fact]
    public void Rooms_are_found_in_the_names_of_files()
    {
        new ZncLog().WindowOf("log/net/#tea/2025-01-31.log").Should().Be("#tea");
        new WeeChatLog().WindowOf("irc.my.net.##tea.x.weechatlog").Should().Be("##tea.x");
        new WeeChatLog().WindowOf("irc.net.bea.weechatlog").Should().Be("bea");
        new IrssiLog().WindowOf("net/#tea.log").Should().Be("#tea");
    }

    [Fact]
    public void Networks_are_found_in_the_names_of_files()
    {
        new ZncLog().NetworkOf("log/net/#tea/2025-01-31.log").Should().Be("net");
        new WeeChatLog().NetworkOf("irc.my.net.##tea.x.weechatlog").Should().Be("my.net");
        new WeeChatLog().NetworkOf("irc.#tea.weechatlog").Should().BeNull();
        new IrssiLog().NetworkOf("net/#tea.log").Should().Be("net");
        new InspIRCdLog().NetworkOf("net/raw.log").Should().BeNull();
    }

    private static string Read(LogFormat format, string path, params string[] lines)
    {
        LogReader reader = format.Read(path);
        LogEntry entry = default;
        foreach (string line in lines) entry = reader.Read(line);
        return entry.Kind is LogEntryKind.Message or LogEntryKind.Notice
            ? $"{entry.Kind} {entry.Time:HH:mm:ss} {entry.Nick}|{entry.Text}"
            : entry.Kind.ToString();
    }
}
