using System.Buffers;
using System.Globalization;
using System.Text;
using ChatSockets.CommandLine;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting.Ping;

/// <summary>
/// What ping prints, as text or as objects, and the sum of it. It throws what the output throws. One thread at a time.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="clock">The clock of the objects.</param>
/// <param name="target">The server as the user has named it.</param>
/// <param name="isJson">Whether objects are wanted.</param>
internal sealed class PingReport(StandardOutputStream output, TimeProvider clock, string target, bool isJson)
{
    private int _sent;
    private int _received;
    private TimeSpan _least = TimeSpan.MaxValue;
    private TimeSpan _most;
    private TimeSpan _sum;

    /// <summary>As ping's: 0 if anything was answered, otherwise 1.</summary>
    public int ExitCode => _received > 0 ? Core.ExitCode.Done : Core.ExitCode.Failed;

    public void Begin(string how)
    {
        if (!isJson) WriteLine($"PING {target} {how}");
    }

    public void Sent() => _sent++;

    public void Answered(int number, string address, string? name, TimeSpan time)
    {
        _received++;
        _sum += time;
        if (time < _least) _least = time;
        if (time > _most) _most = time;
        if (isJson) WriteObject(json => JsonLine.WritePing(clock.GetUtcNow(), address, name, number, time, json));
        else WriteLine($"{address}{(name is null ? "" : $" ({PlainText.Clean(name)})")}: seq={number} time={Milliseconds(time)} ms");
    }

    public void Lost(int number)
    {
        if (isJson) WriteObject(json => JsonLine.WritePing(clock.GetUtcNow(), target, null, number, null, json));
        else WriteLine($"no answer: seq={number}");
    }

    /// <summary>Prints how many answers there were, and their times.</summary>
    public void Summarize()
    {
        TimeSpan average = _received == 0 ? TimeSpan.Zero : _sum / _received;
        if (isJson)
        {
            (TimeSpan, TimeSpan, TimeSpan)? times = _received == 0 ? null : (_least, average, _most);
            WriteObject(json => JsonLine.WritePingSummary(clock.GetUtcNow(), target, _sent, _received, times, json));
            return;
        }
        double lost = _sent == 0 ? 0 : 100.0 * (_sent - _received) / _sent;
        WriteLine($"--- {target} ---");
        WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_sent} sent, {_received} received, {lost:0.#}% lost"));
        if (_received > 0)
            WriteLine($"round trip min/avg/max = {Milliseconds(_least)}/{Milliseconds(average)}/{Milliseconds(_most)} ms");
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture);

    private void WriteObject(Action<IBufferWriter<byte>> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        write(bytes);
        bytes.Write("\n"u8);
        output.Write(bytes.WrittenSpan);
    }

    private void WriteLine(string line) => output.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
