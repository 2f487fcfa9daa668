using System.Diagnostics;
using System.Text;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// A member who speaks. In the closed loop he keeps a window of lines in flight: a line is back when his designated
/// listener, another member, has received it, because not every server echoes.
/// </summary>
internal sealed class Speaker
{
    private readonly Driver _driver;
    private readonly Connection _connection;
    private readonly byte[] _source;
    private readonly byte[] _lines;
    private readonly int _lineLength;

    /// <param name="driver">Who sends.</param>
    /// <param name="connection">A registered member of the room.</param>
    /// <param name="room">Where he speaks.</param>
    /// <param name="textLength">Bytes of text in a line, the stamp among them.</param>
    /// <param name="atOnce">The most lines that one send may carry.</param>
    public Speaker(Driver driver, Connection connection, string room, int textLength, int atOnce)
    {
        _driver = driver;
        _connection = connection;
        _source = Encoding.ASCII.GetBytes($":{connection.Nick}!");
        string filler = new('x', Math.Max(0, textLength - Stamp.Length - 1));
        byte[] line = Encoding.ASCII.GetBytes($"PRIVMSG {room} :{filler} {new string('0', Stamp.Length)}\r\n");
        _lineLength = line.Length;
        _lines = new byte[line.Length * atOnce];
        for (int i = 0; i < atOnce; i++) line.CopyTo(_lines.AsSpan(i * line.Length));
    }

    /// <summary>Lines said so far.</summary>
    public long Sent { get; private set; }

    /// <summary>Lines that are back so far.</summary>
    public long Back { get; private set; }

    /// <summary>Whether a line that is back is followed by the next.</summary>
    public bool IsLooping { get; set; }

    public void Say(int count)
    {
        while (count > 0)
        {
            int batch = Math.Min(count, _lines.Length / _lineLength);
            long now = Stopwatch.GetTimestamp();
            for (int i = 1; i <= batch; i++) Stamp.Write(_lines.AsSpan((i * _lineLength) - 2 - Stamp.Length, Stamp.Length), now);
            _driver.Send(_connection, _lines.AsSpan(0, batch * _lineLength));
            Sent += batch;
            count -= batch;
        }
    }

    public void Returned(int count)
    {
        Back += count;
        if (IsLooping) Say(count);
    }

    public bool IsSourceOf(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith((byte)'@')) line = line[(line.IndexOf((byte)' ') + 1)..];
        return line.StartsWith(_source);
    }
}
