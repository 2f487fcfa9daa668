using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Fuzz.Targets;

/// <summary>The reader of lines: however the bytes are cut into reads, the lines are the same.</summary>
internal sealed class LinesTarget : FuzzTarget
{
    private readonly List<(string, LineStatus)> _whole = [];
    private readonly List<(string, LineStatus)> _cut = [];

    public override string Name => "lines";

    public override int Longest => 12_000;

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        "NICK alice\r\nUSER alice 0 * :Alice\r\n"u8.ToArray(),
        "@label=1;+typing=active :a!b@c PRIVMSG #room :h\u00E9llo\r\n"u8.ToArray(),
        "one\n\r\n\r\r\ntwo"u8.ToArray(),
        Encoding.ASCII.GetBytes($"@x={new string('t', 4090)} PING :{new string('y', 500)}\r\nPING 1\r\n"),
        Encoding.ASCII.GetBytes(new string('z', 9000) + "\r\nPING 2\r\n"),
    ];

    public override IReadOnlyList<byte[]> Words { get; } = ["\r\n"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), "\0"u8.ToArray(),
        "@"u8.ToArray(), " "u8.ToArray(), [0xC3], [0xFF]];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        Read(input, _whole, static (_, left) => left, random);
        Read(input, _cut, static (random, left) => 1 + random.Next(left), random);
        Require(_whole.SequenceEqual(_cut), "the lines depend on how the bytes came");
    }

    private static void Read(ReadOnlySpan<byte> input, List<(string, LineStatus)> lines, Func<Random, int, int> next, Random random)
    {
        lines.Clear();
        var reader = new LineReader(WireLimits.TagsFromClient);
        while (true)
        {
            while (reader.TryRead(out Line line))
            {
                Require(line.Bytes.Length <= WireLimits.TagsFromClient + WireLimits.Line, "a line is longer than any may be");
                lines.Add((Convert.ToBase64String(line.Bytes), line.Status));
            }
            if (input.IsEmpty) return;
            Span<byte> free = reader.GetSpan();
            Require(free.Length > 0, "there is no room for more");
            int count = Math.Min(free.Length, next(random, input.Length));
            input[..count].CopyTo(free);
            reader.Advance(count);
            input = input[count..];
        }
    }
}
