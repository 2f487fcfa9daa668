using System.Text;
using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Tests.Connection;

public sealed class OutgoingTests
{
    private readonly List<string> _sent = [];
    private readonly Outgoing _outgoing;

    public OutgoingTests() => _outgoing = new Outgoing(line => _sent.Add(Encoding.UTF8.GetString(line)));

    [Fact]
    public void A_last_parameter_with_spaces_is_written_as_the_trailing_one()
    {
        _outgoing.Send("TOPIC"u8, "#a", "two words");
        _outgoing.Send("JOIN"u8, "#a");
        _outgoing.Send("AWAY"u8, ":)");
        _sent.Should().Equal("TOPIC #a :two words\r\n", "JOIN #a\r\n", "AWAY ::)\r\n");
    }

    [Fact]
    public void A_line_end_in_a_text_cannot_begin_a_second_command()
    {
        _outgoing.Send("PRIVMSG"u8, "#a", "x\r\nQUIT :y\0");
        _outgoing.SendRaw("PING\nQUIT");
        _sent.Should().Equal("PRIVMSG #a :x  QUIT :y \r\n", "PING QUIT\r\n");
    }

    [Fact]
    public void A_raw_line_is_cut_where_the_wire_ends()
    {
        _outgoing.SendRaw(new string('ä', 400));
        Encoding.UTF8.GetByteCount(_sent.Single()).Should().BeInRange(510, 512);
    }
}
