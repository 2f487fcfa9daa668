using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ChatSockets.Benchmarks.Load;

/// <summary>Asks for something that comes in a batch, and waits for its end.</summary>
internal sealed class AskingReceiver : LineReceiver
{
    private bool _isOver;
    private string? _refusal;

    /// <summary>Messages in the last answer.</summary>
    public int Lines { get; private set; }

    /// <summary>When the last of them was said (IRCv3 server-time).</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>How long the answer took to its last line.</summary>
    public TimeSpan Ask(Driver driver, Connection connection, string question)
    {
        (_isOver, _refusal, Lines) = (false, null, 0);
        long start = Stopwatch.GetTimestamp();
        driver.Send(connection, Encoding.ASCII.GetBytes(question + "\r\n"));
        if (!driver.TurnUntil(() => _isOver || _refusal is not null, TimeSpan.FromSeconds(60)))
            throw new BenchException($"no answer to '{question}'");
        if (_refusal is not null) throw new BenchException($"'{question}' was refused: {_refusal}");
        return Stopwatch.GetElapsedTime(start);
    }

    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOf("time="u8) + "time=".Length;
        return DateTimeOffset.Parse(Encoding.ASCII.GetString(line.Slice(start, "2026-01-31T00:00:00.000Z".Length)),
            CultureInfo.InvariantCulture);
    }

    protected override void OnLine(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now)
    {
        ReadOnlySpan<byte> command = WithoutPrefixes(line);
        if (command.StartsWith("BATCH -"u8)) _isOver = true;
        else if (command.StartsWith("PRIVMSG "u8))
        {
            Lines++;
            Time = TimeOf(line);
        }
        else if (command.StartsWith("FAIL "u8) || command.StartsWith("421 "u8)) _refusal = Encoding.UTF8.GetString(line);
    }
}
