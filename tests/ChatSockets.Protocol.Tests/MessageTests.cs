namespace ChatSockets.Protocol.Tests;

public sealed class MessageTests
{
    [Theory]
    [InlineData("privmsg")]
    [InlineData("PRIVMSG")]
    [InlineData("PrivMsg")]
    public void A_verb_may_be_sent_in_any_case(string verb)
    {
        MessageParser.TryParse(Bytes.Utf8(verb + " #r :hi"), out Message message).Should().BeTrue();
        message.Is(Verbs.Privmsg).Should().BeTrue();
        message.Is(Verbs.Notice).Should().BeFalse();
        Bytes.Text(message.Verb).Should().Be(verb);
    }

    [Theory]
    [InlineData("PRIVMS")]
    [InlineData("PRIVMSGS")]
    [InlineData("PRIVM\u0073\u0307G")]
    [InlineData("Þ")]
    public void A_verb_that_only_resembles_another_is_not_it(string verb)
    {
        MessageParser.TryParse(Bytes.Utf8(verb), out Message message).Should().BeTrue();
        message.Is(Verbs.Privmsg).Should().BeFalse();
    }

    [Theory]
    [InlineData(":s 433 * bob :taken", Numeric.ERR_NICKNAMEINUSE)]
    [InlineData(":s 001 bob", Numeric.RPL_WELCOME)]
    [InlineData("PING 433", Numeric.None)]
    public void A_message_knows_its_numeric(string line, Numeric numeric)
    {
        MessageParser.TryParse(Bytes.Utf8(line), out Message message).Should().BeTrue();
        message.Numeric.Should().Be(numeric);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_parameter_that_was_not_sent_is_empty(int index)
    {
        MessageParser.TryParse("KICK #r bob"u8, out Message message).Should().BeTrue();
        message[index].IsEmpty.Should().BeTrue();
    }

    [Theory]
    [InlineData("QUIT", "")]
    [InlineData("QUIT :", "")]
    [InlineData("KICK #r bob", "bob")]
    [InlineData("X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 :15 and more", "15 and more")]
    [InlineData("X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 :17", "17")]
    public void The_last_parameter_is_at_hand(string line, string last)
    {
        MessageParser.TryParse(Bytes.Utf8(line), out Message message).Should().BeTrue();
        Bytes.Text(message.Last).Should().Be(last);
    }

    internal static string[] Parameters(in Message message) => [.. ParameterBytes(message).Select(parameter => Bytes.Text(parameter))];

    internal static byte[][] ParameterBytes(in Message message)
    {
        byte[][] parameters = new byte[message.Count][];
        for (int i = 0; i < parameters.Length; i++) parameters[i] = message[i].ToArray();
        return parameters;
    }
}
