using System.Text;
using ChatSockets.Core.Replies;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.LineMode;

public sealed class LineModeRendererTests : IDisposable
{
    private readonly ServerContext _server = new(new ServerOptions { Clock = new ManualClock() });

    public void Dispose() => _server.Lanes.Dispose();

    [Theory]
    [InlineData(":alice!~a@h PRIVMSG #lobby :hello", "<alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG #LOBBY :hello", "<alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG #tea :hello", "#tea <alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG @#tea :hello", "@#tea <alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG ~#tea :hello", "~#tea <alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG &#tea :hello", "&#tea <alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG %#tea :hello", "%#tea <alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG +#tea :hello", "+#tea <alice> hello")]
    [InlineData(":alice!~a@h PRIVMSG bob :hello", "*alice* hello")]
    [InlineData(":alice!~a@h PRIVMSG #lobby :\u0001ACTION waves\u0001", "* alice waves")]
    [InlineData(":alice!~a@h PRIVMSG #tea :\u0001ACTION waves\u0001", "#tea * alice waves")]
    [InlineData(":alice!~a@h PRIVMSG bob :\u0001ACTION waves\u0001", "* alice waves")]
    [InlineData(":alice!~a@h NOTICE #lobby :hello", "-alice- hello")]
    [InlineData(":alice!~a@h NOTICE bob :hello", "-alice- hello")]
    [InlineData(":alice!~a@h JOIN #tea", "-- alice has joined #tea")]
    [InlineData(":alice!~a@h PART #tea", "-- alice has left #tea")]
    [InlineData(":alice!~a@h PART #tea :Bye", "-- alice has left #tea (Bye)")]
    [InlineData(":alice!~a@h QUIT :Quit: Bye", "-- alice is gone (Quit: Bye)")]
    [InlineData(":alice!~a@h QUIT :Quit", "-- alice is gone")]
    [InlineData(":alice!~a@h PRIVMSG #lobby :\u000304,05red\u000f and \u202Etnuocca", "<alice> red and tnuocca")]
    [InlineData(":alice!~a@h TOPIC #tea :\u0002Tea\u0002 \u2066at\u2069 five", "-- alice has set the topic of #tea: Tea at five")]
    [InlineData(":alice!~a@h NICK eve", "-- alice is now called eve")]
    [InlineData(":alice!~a@h KICK #tea bob :Enough", "-- alice has put bob out of #tea (Enough)")]
    [InlineData(":alice!~a@h TOPIC #tea :Tea", "-- alice has set the topic of #tea: Tea")]
    [InlineData(":alice!~a@h TOPIC #tea :", "-- alice has cleared the topic of #tea")]
    [InlineData(":alice!~a@h MODE #tea +ov-m bob bob", "-- alice has set +ov-m bob bob on #tea")]
    [InlineData(":alice!~a@h INVITE bob #tea", "-- alice invites you to #tea: /join #tea")]
    [InlineData("ERROR :The end", "-- Goodbye. The end")]
    [InlineData(":s.x FAIL * INVALID_UTF8 :No text", "!! No text")]
    [InlineData(":s.x 332 bob #tea :Tea at five", "-- The topic of #tea: Tea at five")]
    [InlineData(":s.x 331 bob #tea :No topic is set", "-- #tea has no topic")]
    [InlineData(":s.x 353 bob = #tea :@alice bob", "-- In #tea: @alice bob")]
    [InlineData(":s.x 353 bob = #tea :@alice &eve %carol bob", "-- In #tea: @alice &eve %carol bob")]
    [InlineData(":s.x 470 bob #tea #coffee :Forwarding to another channel", "-- #tea sends you on to #coffee")]
    [InlineData(":s.x 372 bob :- Be kind.", "- Be kind.")]
    [InlineData(":s.x 301 bob alice :Out", "-- alice is away: Out")]
    [InlineData(":s.x 401 bob nobody :No such nickname", "!! nobody: No such nickname")]
    [InlineData(":s.x 462 bob :You may not reregister", "!! You may not reregister")]
    public void Each_message_has_a_form_that_a_person_can_read(string line, string text)
    {
        Render(line).Should().Be($"12:01 {text}\r\n");
        Render(line + "\r\n").Should().Be($"12:01 {text}\r\n");
    }

    [Theory]
    [InlineData(":s.x 001 bob :Welcome")]
    [InlineData(":s.x 005 bob NICKLEN=32 :are supported by this server")]
    [InlineData(":s.x 366 bob #tea :End of /NAMES list")]
    [InlineData(":s.x 333 bob #tea alice!~a@h 1767355262")]
    [InlineData(":s.x 422 bob :MOTD File is missing")]
    [InlineData("PING :x")]
    [InlineData(":s.x PONG s.x :x")]
    [InlineData("")]
    public void What_a_person_does_not_need_is_no_line(string line) => Render(line).Should().BeEmpty();

    [Fact]
    public void No_control_character_reaches_a_terminal()
    {
        string all = string.Concat(Enumerable.Range(1, 0x9F).Where(code => code is not '\r' and not '\n').Select(code => (char)code));
        foreach (string line in new[]
        {
            $":alice!~a@h PRIVMSG #lobby :{all}", $":alice!~a@h QUIT :{all}", $":alice!~a@h TOPIC #tea :{all}",
                $":s.x 332 bob #tea :{all}", $"ERROR :{all}",
        })
        {
            string rendered = Render(line);
            rendered[..^2].Where(char.IsControl).Should().BeEmpty();
            rendered.Should().Contain("ABC").And.EndWith("\r\n");
        }
    }

    [Fact]
    public void Text_in_any_script_stays_as_it_is() =>
        Render(":alice!~a@h PRIVMSG #lobby :Привет, 世界 👋🏽").Should().Be("12:01 <alice> Привет, 世界 👋🏽\r\n");

    private string Render(string line) => Encoding.UTF8.GetString(LineModeRenderer.Render(_server, Encoding.UTF8.GetBytes(line)));
}
