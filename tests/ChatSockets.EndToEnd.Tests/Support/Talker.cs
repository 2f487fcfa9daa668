using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit.Sdk;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// Somebody in #lobby with echo-message, who speaks as fast as the echoes come back, and writes down everything that is said, with its id.
/// </summary>
internal sealed class Talker : IDisposable
{
    private const string Room = "#lobby";

    private readonly TcpClient _tcp;
    private readonly StreamReader _reader;
    private readonly NetworkStream _stream;
    private readonly string _nick;
    private readonly string _prefix;
    private readonly ConcurrentQueue<(string Id, string Text)> _heard = new();
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _awaited = int.MaxValue;
    private int _said;

    private Talker(TcpClient tcp, string nick, string prefix)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
        _reader = new StreamReader(_stream, Encoding.UTF8);
        _nick = nick;
        _prefix = prefix;
    }

    /// <summary>What was said, the own echoes included, in the order in which it came.</summary>
    public IReadOnlyCollection<(string Id, string Text)> Heard => _heard;

    /// <param name="endPoint">The server.</param>
    /// <param name="nick">The nickname.</param>
    /// <param name="prefix">What every line that is said begins with, so that no two are the same.</param>
    /// <param name="caps">What is negotiated.</param>
    public static async Task<Talker> JoinAsync(IPEndPoint endPoint, string nick, string prefix,
        string caps = "message-tags server-time echo-message batch draft/chathistory")
    {
        var tcp = new TcpClient(endPoint.AddressFamily) { NoDelay = true };
        await tcp.ConnectAsync(endPoint);
        var talker = new Talker(tcp, nick, prefix);
        await talker.SendAsync($"CAP REQ :{caps}\r\nNICK {nick}\r\nUSER {nick} 0 * :{nick}\r\nCAP END\r\nJOIN {Room}\r\n");
        await talker.ReadUntilAsync($" 366 {nick} {Room} ");
        return talker;
    }

    /// <summary>Speaks, with that many lines in flight, until the connection is lost.</summary>
    public async Task TalkAsync(int window)
    {
        try
        {
            await SayAsync(window);
            while (await _reader.ReadLineAsync() is { } line)
            {
                if (!TryParse(line, out string source, out (string Id, string Text) said)) continue;
                _heard.Enqueue(said);
                if (_heard.Count >= Volatile.Read(ref _awaited)) _enough.TrySetResult();
                if (source == _nick) await SayAsync(1);
            }
        }
        catch (IOException)
        {
            // That is how it ends.
        }
    }

    /// <summary>Complete when that many lines were heard.</summary>
    public Task HeardAsync(int count)
    {
        Volatile.Write(ref _awaited, count);
        return _enough.Task.WaitAsync(Deadline.Wait);
    }

    /// <summary>The messages after that one, up to a thousand.</summary>
    public async Task<IReadOnlyList<(string Id, string Text)>> AskHistoryAsync(string after)
    {
        await SendAsync($"CHATHISTORY AFTER {Room} {after} 1000\r\n");
        await ReadUntilAsync(" BATCH +");
        var lines = new List<(string Id, string Text)>();
        while (true)
        {
            string line = await NextAsync();
            if (line.Contains(" BATCH -", StringComparison.Ordinal)) return lines;
            if (TryParse(line, out _, out (string Id, string Text) said)) lines.Add(said);
        }
    }

    public void Dispose() => _tcp.Dispose();

    private Task SayAsync(int count)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) lines.Append($"PRIVMSG {Room} :{_prefix}-{_said++}\r\n");
        return SendAsync(lines.ToString());
    }

    private async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    private async Task<string> NextAsync() =>
        await _reader.ReadLineAsync().WaitAsync(Deadline.Wait) ?? throw new XunitException($"{_nick}'s connection was closed.");

    private async Task ReadUntilAsync(string part)
    {
        while (true)
        {
            string line = await NextAsync();
            if (line.Contains(part, StringComparison.Ordinal)) return;
            if (line.Contains("FAIL", StringComparison.Ordinal)) throw new XunitException($"{_nick} was told: {line}");
        }
    }

    private static bool TryParse(string line, out string source, out (string Id, string Text) said)
    {
        source = "";
        said = default;
        string[] parts = line.Split(' ', 5);
        if (parts.Length < 5 || parts[2] != "PRIVMSG") return false;
        string? id = parts[0].TrimStart('@').Split(';').FirstOrDefault(tag => tag.StartsWith("msgid=", StringComparison.Ordinal));
        if (id is null) return false;
        source = parts[1].TrimStart(':').Split('!')[0];
        said = (id["msgid=".Length..], parts[4].TrimStart(':'));
        return true;
    }
}
