using System.Text;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class LineInputTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_line_that_is_too_long_is_cut_between_characters(int before)
    {
        string text = new string('x', before) + string.Concat(Enumerable.Repeat("€", 50_000));
        List<string> lines = Read(text + "\nnext");
        string.Concat(lines[..^1]).Should().Be(text);
        lines[^1].Should().Be("next");
    }

    private static List<string> Read(string text)
    {
        var lines = new List<string>();
        using var ended = new ManualResetEventSlim();
        var input = new LineInput(new MemoryStream(Encoding.UTF8.GetBytes(text)), happened =>
        {
            if (happened is InputLine line) lines.Add(line.Text);
            else ended.Set();
        });
        input.Want(1000);
        input.Start();
        ended.Wait();
        return lines;
    }
}
