using System.Text;
using BenchmarkDotNet.Attributes;
using ChatSockets.Protocol;

namespace ChatSockets.Benchmarks.Micro;

/// <summary>Bytes to messages: the way of every line that comes in.</summary>
public class ParserBenchmarks
{
    private const int LinesInBatch = 100;

    private static readonly byte[] Plain =
        Encoding.ASCII.GetBytes("PRIVMSG #lobby :the quick brown fox jumps over the lazy dog and runs away");
    private static readonly byte[] Tagged = Encoding.ASCII.GetBytes(
        "@time=2026-01-02T03:04:05.678Z;msgid=ca43ef1b7d;+draft/reply=9f3c :alice!alice@host.example PRIVMSG #lobby :the quick brown fox");

    private readonly byte[] _batch = [.. Enumerable.Repeat((byte[])[.. Plain, .. "\r\n"u8], LinesInBatch).SelectMany(line => line)];
    private readonly LineReader _reader = new();

    [Benchmark(Baseline = true)]
    public int Plain_message() => MessageParser.TryParse(Plain, out Message message) ? message.Last.Length : -1;

    [Benchmark]
    public int Tagged_message() => MessageParser.TryParse(Tagged, out Message message) ? message.Last.Length : -1;

    [Benchmark(OperationsPerInvoke = LinesInBatch)]
    public int Line_of_a_stream()
    {
        int length = 0;
        ReadOnlySpan<byte> rest = _batch;
        while (!rest.IsEmpty)
        {
            Span<byte> room = _reader.GetSpan();
            int count = Math.Min(room.Length, rest.Length);
            rest[..count].CopyTo(room);
            _reader.Advance(count);
            rest = rest[count..];
            while (_reader.TryRead(out Line line)) length += line.Bytes.Length;
        }
        return length;
    }
}
