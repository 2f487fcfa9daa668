using BenchmarkDotNet.Attributes;
using ChatSockets.Protocol;

namespace ChatSockets.Benchmarks.Micro;

/// <summary>Looking up tags, and their escapes in both directions.</summary>
public class TagsBenchmarks
{
    private readonly byte[] _destination = new byte[256];

    private static ReadOnlySpan<byte> Raw => "time=2026-01-02T03:04:05.678Z;account=alice;msgid=ca43ef1b7d;+draft/reply=9f3c"u8;

    private static ReadOnlySpan<byte> Value => "semicolons; spaces and a \\ backslash, but mostly words"u8;

    private static ReadOnlySpan<byte> EscapedValue => @"semicolons\:\sspaces\sand\sa\s\\\sbackslash,\sbut\smostly\swords"u8;

    [Benchmark]
    public int Find_the_last_of_four()
    {
        new MessageTags(Raw).TryGet("+draft/reply"u8, out ReadOnlySpan<byte> value);
        return value.Length;
    }

    [Benchmark]
    public int Escape() => MessageTags.Escape(Value, _destination);

    [Benchmark]
    public int Unescape() => MessageTags.Unescape(EscapedValue, _destination);
}
