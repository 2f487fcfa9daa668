using System.Text;
using ChatSockets.Core.Commands;

namespace ChatSockets.Server.Tests.Commands;

public sealed class TargetListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(",", "")]
    [InlineData(",,,", "")]
    [InlineData("a", "a")]
    [InlineData("a,b", "a b")]
    [InlineData(",a,,b,", "a b")]
    [InlineData("a,A,b,a", "a b")]
    [InlineData("#d,#D,#d,,#e", "#d #e")]
    public void Empty_and_repeated_ones_are_passed_over(string list, string items)
    {
        var walked = new List<string>();
        foreach (ReadOnlySpan<byte> item in new TargetList(Encoding.UTF8.GetBytes(list))) walked.Add(Encoding.UTF8.GetString(item));
        string.Join(' ', walked).Should().Be(items);
    }
}
