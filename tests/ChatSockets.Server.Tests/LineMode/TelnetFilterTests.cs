using System.Text;
using ChatSockets.Server.Dialects;

namespace ChatSockets.Server.Tests.LineMode;

public sealed class TelnetFilterTests
{
    public static TheoryData<string, string> Streams => new()
    {
        { "hello\r\n", "hello\r\n" },
        { "hello\r\0you\r\0", "hello\r\nyou\r\n" },
        { "\r\r\0x", "\r\r\nx" },
        { "a\0b", "a\0b" },
        { "\u00FF\u00FB\u001Fa\u00FF\u00FC\u0001b\u00FF\u00FD\u0003c\u00FF\u00FE\u0022d", "abcd" },
        { "a\u00FF\u00F1b\u00FF\u00F6c\u00FF\u00FFd", "abcd" },
        { "a\u00FF\u00FA\u0018\0xterm\r\n\u00FF\u00FFhi\u00FF\u00F0b", "ab" },
        { "a\u00FF\u00FA\u00F0\u00FF\u00FA\u00FF\u00F0b", "ab" },
        { "caf\u00C3\u00A9\r\n", "caf\u00C3\u00A9\r\n" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Telnets_own_bytes_go_and_text_stays(string typed, string text) => Filter(typed).Should().Be(text);

    [Theory]
    [MemberData(nameof(Streams))]
    public void Wherever_the_stream_is_cut_the_result_is_the_same(string typed, string text)
    {
        for (int first = 0; first <= typed.Length; first++)
        {
            for (int second = first; second <= typed.Length; second++)
                Filter(typed[..first], typed[first..second], typed[second..]).Should().Be(text);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Byte_by_byte_the_result_is_the_same(string typed, string text) =>
        Filter([.. typed.Select(letter => letter.ToString())]).Should().Be(text);

    private static string Filter(params string[] parts)
    {
        var filter = default(TelnetFilter);
        var text = new StringBuilder();
        foreach (string part in parts)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(part);
            text.Append(Encoding.Latin1.GetString(bytes, 0, filter.Filter(bytes)));
        }
        return text.ToString();
    }
}
