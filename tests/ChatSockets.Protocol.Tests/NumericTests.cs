namespace ChatSockets.Protocol.Tests;

public sealed class NumericTests
{
    [Theory]
    [InlineData("001", Numeric.RPL_WELCOME)]
    [InlineData("433", Numeric.ERR_NICKNAMEINUSE)]
    [InlineData("900", Numeric.RPL_LOGGEDIN)]
    [InlineData("999", (Numeric)999)]
    [InlineData("000", Numeric.None)]
    [InlineData("", Numeric.None)]
    [InlineData("1", Numeric.None)]
    [InlineData("01", Numeric.None)]
    [InlineData("0001", Numeric.None)]
    [InlineData("43a", Numeric.None)]
    [InlineData("-43", Numeric.None)]
    [InlineData("+43", Numeric.None)]
    [InlineData(" 43", Numeric.None)]
    [InlineData("4/3", Numeric.None)]
    [InlineData("4:3", Numeric.None)]
    [InlineData("٤٣", Numeric.None)]
    public void A_numeric_is_three_digits(string verb, Numeric numeric) => NumericNames.Parse(Bytes.Utf8(verb)).Should().Be(numeric);

    [Fact]
    public void Every_numeric_is_written_and_read_alike()
    {
        byte[] buffer = new byte[WireLimits.Line];
        foreach (Numeric numeric in Enum.GetValues<Numeric>())
        {
            var writer = new MessageWriter(buffer);
            writer.Verb(numeric);
            writer.End().Should().Be(5);
            NumericNames.Parse(buffer.AsSpan(0, 3)).Should().Be(numeric);
        }
    }

    [Fact]
    public void Every_numeric_has_a_name_of_its_own_that_tells_replies_from_errors()
    {
        Enum.GetValues<Numeric>().Should().OnlyHaveUniqueItems();
        Enum.GetNames<Numeric>().Where(name => name != nameof(Numeric.None)).Should().OnlyContain(name =>
            name.StartsWith("RPL_", StringComparison.Ordinal) || name.StartsWith("ERR_", StringComparison.Ordinal));
    }
}
