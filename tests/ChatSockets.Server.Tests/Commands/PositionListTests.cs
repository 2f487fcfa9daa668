using System.Text;
using ChatSockets.Core.Commands;

namespace ChatSockets.Server.Tests.Commands;

public sealed class PositionListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(",", "1: 2:")]
    [InlineData("a", "1:a")]
    [InlineData(",b", "1: 2:b")]
    [InlineData("a,,a,", "1:a 2: 3:a 4:")]
    public void Every_item_has_its_place(string list, string items)
    {
        var walked = new List<string>();
        var walker = new PositionList(Encoding.UTF8.GetBytes(list));
        while (walker.MoveNext()) walked.Add($"{walker.Position}:{Encoding.UTF8.GetString(walker.Current)}");
        string.Join(' ', walked).Should().Be(items);
        walker.Current.IsEmpty.Should().BeTrue();
    }
}
