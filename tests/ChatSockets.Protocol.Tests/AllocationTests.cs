using System.Text;

namespace ChatSockets.Protocol.Tests;

/// <summary>What every line goes through makes no garbage. (chat-bench micro tells how long each takes.)</summary>
public sealed class AllocationTests
{
    private static readonly byte[] Plain = "PRIVMSG #lobby :the quick brown fox jumps over the lazy dog and runs away"u8.ToArray();
    private static readonly byte[] Tagged = Encoding.ASCII.GetBytes(
        "@time=2026-01-02T03:04:05.678Z;msgid=ca43ef1b7d;+draft/reply=9f3c :alice!alice@host.example PRIVMSG #lobby :the quick brown fox");

    private readonly byte[] _buffer = new byte[WireLimits.Line];
    private readonly LineReader _reader = new();

    [Fact]
    public void To_read_lines_of_a_stream_and_parse_them()
    {
        byte[] stream = [.. Plain, .. "\r\n"u8, .. Tagged, .. "\r\n"u8];
        Allocated(() =>
        {
            stream.CopyTo(_reader.GetSpan());
            _reader.Advance(stream.Length);
            int length = 0;
            while (_reader.TryRead(out Line line))
            {
                if (MessageParser.TryParse(line.Bytes, out Message message)) length += message.Last.Length;
            }
            return length;
        }).Should().Be(0);
    }

    [Fact]
    public void To_write_a_message_with_tags_and_with_a_text_that_was_a_string() => Allocated(() =>
    {
        var writer = new MessageWriter(_buffer);
        writer.EscapedTag("time"u8, "2026-01-02T03:04:05.678Z"u8);
        writer.Source("alice"u8, "alice"u8, "host.example"u8);
        writer.Verb("PRIVMSG"u8);
        writer.Parameter("alice");
        writer.Trailing("Größe: 10 µm, naïve façade");
        return writer.End();
    }).Should().Be(0);

    [Fact]
    public void To_find_escape_and_unescape_a_tag() => Allocated(() =>
    {
        var tags = new MessageTags("time=2026-01-02T03:04:05.678Z;account=alice;+draft/reply=9f3c"u8);
        tags.TryGet("+draft/reply"u8, out ReadOnlySpan<byte> value);
        int escaped = MessageTags.Escape("semicolons; and spaces"u8, _buffer);
        return value.Length + escaped + MessageTags.Unescape(@"semicolons\:\sand"u8, _buffer);
    }).Should().Be(0);

    // Of the second of two runs: the first may have the runtime make what it needs once.
    private static long Allocated(Func<int> run)
    {
        run().Should().BePositive();
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
