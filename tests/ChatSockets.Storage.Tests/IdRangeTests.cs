namespace ChatSockets.Storage.Tests;

public sealed class IdRangeTests
{
    [Theory]
    [InlineData("", long.MaxValue, "0..")]
    [InlineData("10-20", long.MaxValue, "0..10 19..")]
    [InlineData("10-20", 5, "0..")]
    [InlineData("10-20", 10, "0..")]
    [InlineData("10-20", 15, "0..10 14..")]
    [InlineData("10-20", 20, "0..10 19..")]
    [InlineData("10-", long.MaxValue, "0..10")]
    [InlineData("10-", 15, "0..10 14..")]
    [InlineData("0-20", long.MaxValue, "19..")]
    [InlineData("0-", long.MaxValue, "")]
    [InlineData("10-20 20-30 40-", long.MaxValue, "0..10 29..40")]
    [InlineData("10-20 30-40", 35, "0..10 19..30 34..")]
    [InlineData("10-40 20-30", long.MaxValue, "0..10 39..")]
    public void What_is_not_closed_or_was_said_since_is_the_readers(string closed, long since, string expected)
    {
        ClosedPeriod[] periods = [.. closed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Period)];
        IEnumerable<string> ranges = IdRange.Outside([.. periods], since)
            .Select(range => $"{range.After}..{(range.Before == LineRange.End ? "" : range.Before)}");
        string.Join(' ', ranges).Should().Be(expected);
    }

    [Fact]
    public void The_parts_of_a_range_are_those_of_it_that_are_readable()
    {
        var range = new LineRange(1, 5, 30,
            WithEvents: true)
        { Readable = [new IdRange(0, 5), new IdRange(3, 10), new IdRange(19, 20), new IdRange(25, LineRange.End)] };
        range.Parts().Should().Equal(new LineRange(1, 5, 10, true), new LineRange(1, 25, 30, true));
        new LineRange(1, 5, 30, false).Parts().Should().Equal(new LineRange(1, 5, 30, false));
    }

    private static ClosedPeriod Period(string text)
    {
        string[] ends = text.Split('-');
        return new ClosedPeriod(long.Parse(ends[0]), ends[1].Length == 0 ? ClosedPeriod.Open : long.Parse(ends[1]));
    }
}
