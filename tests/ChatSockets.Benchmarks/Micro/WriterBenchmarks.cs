using BenchmarkDotNet.Attributes;
using ChatSockets.Protocol;

namespace ChatSockets.Benchmarks.Micro;

/// <summary>Messages to bytes: done once for each variant of capabilities in a room.</summary>
public class WriterBenchmarks
{
    private readonly byte[] _buffer = new byte[WireLimits.TagsFromServer + WireLimits.Line];

    [Benchmark(Baseline = true)]
    public int Plain_message()
    {
        var writer = new MessageWriter(_buffer);
        Body(ref writer);
        return writer.End();
    }

    [Benchmark]
    public int Tagged_message()
    {
        var writer = new MessageWriter(_buffer);
        writer.EscapedTag("time"u8, "2026-01-02T03:04:05.678Z"u8);
        writer.EscapedTag("msgid"u8, "ca43ef1b7d"u8);
        Body(ref writer);
        return writer.End();
    }

    [Benchmark]
    public int Text_from_a_string()
    {
        var writer = new MessageWriter(_buffer);
        writer.Source("irc.example.org"u8);
        writer.Verb("NOTICE"u8);
        writer.Parameter("alice");
        writer.Trailing("Größe: 10 µm, naïve façade");
        return writer.End();
    }

    private static void Body(ref MessageWriter writer)
    {
        writer.Source("alice"u8, "alice"u8, "host.example"u8);
        writer.Verb("PRIVMSG"u8);
        writer.Parameter("#lobby"u8);
        writer.Trailing("the quick brown fox jumps over the lazy dog and runs away"u8);
    }
}
