using System.Text;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Tests.Plain;
using ChatSockets.Client.Tests.Terminal;

namespace ChatSockets.Client.Tests.Screen;

/// <summary>Nothing of the network reaches the terminal as a control, wherever it is shown.</summary>
public sealed class RemoteControlsTests
{
    private const string Capabilities = "batch labeled-response message-tags echo-message server-time away-notify setname account-notify "
        + "extended-join standard-replies draft/message-redaction draft/channel-rename";

    // All but the line's end: C0, DEL, C1, line separators, and what reorders a line.
    private const string Controls = "[\0-\t\v-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]";

    // Sequences that would do something; then every control and format character there is that can stand in a line.
    private static readonly string Evil = "x\e[2J\e]52;c;aGk=\a\e]0;title\e\\\ePq\e\\\e_x\e\\\u009b31m\u009d2;t\u009c\u0090q\u009c"
        + string.Concat(Enumerable.Range(1, 0x9F).Select(code => (char)code)
            .Where(letter => char.IsControl(letter) && letter is not ('\r' or '\n')))
        + "\u2028\u2029\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200B\u200D\u2060\uFEFF\uFFF9\u00AD"
        + "\U000E0001\U000E0041\U000E007F\uFE0F\u0600z";

    // For where a space or one of the signs of a mask ends the word.
    private static readonly string EvilWord = Evil.Replace("\t", "", StringComparison.Ordinal).Replace("=", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("Bell")]
    [InlineData("Osc9")]
    [InlineData("Osc777")]
    [InlineData("Osc99")]
    public void Nothing_of_the_network_reaches_the_terminal_as_a_control(string notify)
    {
        using ScriptedServer server = new() { Capabilities = Capabilities };
        var settings = new ClientSettings { Notify = Enum.Parse<NotifyMode>(notify) };
        ScreenChatTests.Run(server, 40, 120, settings, terminal =>
        {
            terminal.Await("you joined");
            // Another window is in front, so that mentions become notifications.
            terminal.Type("\e[O");
            server.Send([.. Lines(), ":dora!u@h PRIVMSG #lobby :the end"]);
            // Not UTF-8: read as Latin-1, its bytes from 80 on are the controls of ISO 6429.
            byte[] controls = [.. Enumerable.Range(0x80, 0x20).Select(code => (byte)code)];
            server.Send([.. ":bob!u@h PRIVMSG #lobby :raw "u8, .. controls, .. "\r\n"u8]);
            server.Send(":dora!u@h PRIVMSG #lobby :and the very end");
            terminal.Await("rooms");
            // The rooms and people with such names, in the prompt, the header and the window's title; then back in the lobby.
            terminal.Type("\e");
            for (int i = 1; i <= 9; i++) terminal.Type($"\e{i}");
            terminal.Type("\e2");
            terminal.Await("and the very end");
            // The message with an address above goes to the clipboard.
            terminal.Type("\e[1;3A\e[A\e[A\e[Ac");
            terminal.Await("copied");
            terminal.Type("\u0014");
            terminal.Await("go to");
            terminal.Type("\e");
            terminal.Await("[#lobby]");
        }, written =>
        {
            WrittenSequences.Foreign(written).Should().BeEmpty();
            string text = Encoding.UTF8.GetString(written);
            text.Should().Contain("\e]52;c;").And.Contain("\e]8;id=").And.Contain("\e]2;");
            if (notify != "Bell") text.Should().Contain($"\e]{notify[3..]};");
        });
    }

    [Fact]
    public void Nor_does_anything_in_plain_mode()
    {
        using ScriptedServer server = new() { Capabilities = Capabilities };
        string printed = PlainChatTests.Run(server, terminal =>
        {
            terminal.Await("now in #lobby");
            server.Send([.. Lines(), ":dora!u@h PRIVMSG #lobby :the very end"]);
            terminal.Await("the very end");
            terminal.Type("/switch #lobby\n");
            terminal.Await("now in #lobby");
            terminal.Type("/last\n");
            terminal.Await("bob: copy");
        });
        printed.Should().NotMatchRegex(Controls);
    }

    [Fact]
    public void Nor_does_anything_in_the_lines_of_a_pipe()
    {
        using ScriptedServer server = new() { Capabilities = "server-time" };
        server.On("PRIVMSG", _ => Lines());
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "hello\n");
        run.Output.Should().Contain("copy x[2J").And.NotMatchRegex(Controls);
        run.Errors.Should().NotMatchRegex(Controls);
    }

    [Fact]
    public void The_list_of_what_may_be_written_has_nothing_else()
    {
        WrittenSequences.Foreign("a\e[1;1H\e[38;5;1mß\e[m\e]8;id=1;https://x.y/\e\\z\e]8;;\e\\\a"u8).Should().BeEmpty();
        string[] foreign = ["\e[3J", "\e]0;x\a", "\eP1q\e\\", "\u009b2J", "\u202E", "\r", "\e", "\e]2;a\u009cb\e\\", "\e]8;;x\e\\"];
        foreach (string each in foreign)
            WrittenSequences.Foreign(Encoding.UTF8.GetBytes(each)).Should().NotBeEmpty(each.Replace('\e', '^'));
    }

    private static string[] Lines() =>
    [
        $":b{EvilWord}!u{EvilWord}@h{EvilWord} JOIN #lobby acc{EvilWord} :real {Evil}",
        $":alice!u@h JOIN #r{EvilWord}", $":s 353 alice = #r{EvilWord} :@alice +n{EvilWord} m{EvilWord}",
        $":s 366 alice #r{EvilWord} :End {Evil}",
        $":s 332 alice #r{EvilWord} :{Evil}", $":s 333 alice #r{EvilWord} b{EvilWord} 1700000000",
        $":b{EvilWord}!u@h PRIVMSG #r{EvilWord} :alice {Evil}",
        $":b{EvilWord}!u@h PRIVMSG alice :{Evil}", $":b{EvilWord}!u@h NOTICE alice :{Evil}",
        $":bob!u@h PRIVMSG #lobby :alice {Evil}", $":bob!u@h NOTICE #lobby :{Evil}", $":bob!u@h PRIVMSG #lobby :\u0001ACTION {Evil}\u0001",
        $":bob!u@h PRIVMSG alice :\u0001VERSION {Evil}\u0001", $":bob!u@h NOTICE alice :\u0001VERSION {Evil}\u0001",
        $":bob!u@h TOPIC #lobby :{Evil}", $":bob!u@h MODE #lobby +kb {EvilWord} {EvilWord}!*@*", $":bob!u@h INVITE alice #i{EvilWord}",
        $":bob!u@h AWAY :{Evil}", $":bob!u@h SETNAME :{Evil}", $":bob!u@h ACCOUNT a{EvilWord}", $":s 301 alice bob :{Evil}",
        $":s 311 alice bob u{EvilWord} h{EvilWord} * :{Evil}", $":s 312 alice bob s{EvilWord} :{Evil}", $":s 319 alice bob :#r{EvilWord}",
        $":s 330 alice bob a{EvilWord} :is {Evil}", $":s 404 alice #r{EvilWord} :{Evil}", $":s 433 alice n{EvilWord} :{Evil}",
        $":s 372 alice :- {Evil}", $":s 367 alice #lobby {EvilWord}!*@* b{EvilWord} 1700000000", $":s 999 alice {EvilWord} :{Evil}",
        $"FAIL JOIN CODE{EvilWord} #r{EvilWord} :{Evil}", $"WARN * CODE :{Evil}", $"NOTE * CODE :{Evil}", $":s NOTICE * :{Evil}",
        $":s WALLOPS :{Evil}", $":s{EvilWord} PRIVMSG #lobby :server {Evil}",
        $"@msgid=m1;+draft/reply=q{EvilWord} :bob!u@h PRIVMSG #lobby :answer {Evil}",
        $"@+draft/react={EvilWord};+draft/reply=m1 :b!u@h TAGMSG #lobby",
        $"@msgid=m2;+draft/reply=m1 :c{EvilWord}!u@h PRIVMSG #lobby :{Evil}", $"@+typing=active :t{EvilWord}!u@h TAGMSG #lobby",
        $"@msgid=m3;account=a{EvilWord} :bob!u@h PRIVMSG #lobby :gone {Evil}", $":bob!u@h REDACT #lobby m3 :{Evil}",
        $":carl!u@h NICK d{EvilWord}", $":b{EvilWord}!u@h NICK e{EvilWord}", $":bob!u@h KICK #lobby e{EvilWord} :{Evil}",
        $":m{EvilWord}!u@h PART #r{EvilWord} :{Evil}", $":n{EvilWord}!u@h QUIT :{Evil}", $":s RENAME #r{EvilWord} #q{EvilWord} :{Evil}",
        $":s 322 alice #l{EvilWord} 3 :{Evil}", ":s 323 alice :End",
        $":bob!u@h PRIVMSG #lobby :see https://x.y/{EvilWord} https://x.y/z{Evil}", $":bob!u@h PRIVMSG #lobby :copy {Evil} https://x.y/",
    ];
}
