using System.Text;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// Fills a room's history: says lines of random words, so many in flight, and goes on as the echoes come back. The driver's thread uses it.
/// </summary>
/// <param name="connection">A member of the room, with echo-message.</param>
/// <param name="room">Where.</param>
/// <param name="random">Where the words come from.</param>
internal sealed class Storyteller(Connection connection, string room, Random random) : LineReceiver
{
    /// <summary>Every so many lines, over all who speak, hold one of a hundred words that nothing else does.</summary>
    public const int RareEvery = 10_000;

    // A language has tens of thousands of words, and a few of them make half of what is said.
    private const int Words = 50_000;

    private readonly byte[] _source = Encoding.ASCII.GetBytes($":{connection.Nick}!");
    private readonly StringBuilder _lines = new();
    private int _back;

    /// <summary>Lines that are still to be said.</summary>
    public long Left { get; set; }

    public long Sent { get; private set; }

    public long Back { get; private set; }

    /// <summary>A word in about every second line.</summary>
    public const string Common = "w0";

    public static string Rare(int number) => $"rarity{number % 100:D2}";

    public void Say(Driver driver, int count)
    {
        _lines.Clear();
        for (; count > 0 && Left > 0; count--, Left--, Sent++)
        {
            _lines.Append("PRIVMSG ").Append(room).Append(" :");
            for (int word = 0; word < 12; word++) _lines.Append('w').Append((int)(Words * Math.Pow(random.NextDouble(), 4))).Append(' ');
            if (random.Next(RareEvery) == 0) _lines.Append(Rare(random.Next(100)));
            _lines.Append("\r\n");
        }
        if (_lines.Length > 0) driver.Send(connection, Encoding.ASCII.GetBytes(_lines.ToString()));
    }

    protected override void OnLine(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now)
    {
        if (line.StartsWith((byte)'@')) line = line[(line.IndexOf((byte)' ') + 1)..];
        if (line.StartsWith(_source) && WithoutPrefixes(line).StartsWith("PRIVMSG "u8)) _back++;
    }

    protected override void EndOfBytes(Driver driver)
    {
        if (_back == 0) return;
        Back += _back;
        Say(driver, _back);
        _back = 0;
    }
}
