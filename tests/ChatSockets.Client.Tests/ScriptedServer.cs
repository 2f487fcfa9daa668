using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatSockets.Client.Connection;
using Xunit.Sdk;

namespace ChatSockets.Client.Tests;

/// <summary>
/// A server on a port of its own that answers as a test says, and as a plain IRC server where it says nothing.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, Func<string, string[]?>> _answers = [];
    private readonly Dictionary<string, Func<string, string[]?>> _ends = [];
    private NetworkStream? _stream;
    private string _nick = "";

    public ScriptedServer()
    {
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    /// <summary>What CAP LS offers; all of it is granted.</summary>
    public string Capabilities { get; init; } = "";

    public ServerAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>Every line that clients sent.</summary>
    public BlockingCollection<string> Received { get; } = [];

    /// <summary>Answers that command so; null closes the connection.</summary>
    public ScriptedServer On(string verb, Func<string, string[]?> answer)
    {
        _answers[verb] = answer;
        return this;
    }

    /// <summary>Answers a line that ends so, whatever tags it has.</summary>
    public ScriptedServer OnEnd(string end, Func<string, string[]?> answer)
    {
        _ends[end] = answer;
        return this;
    }

    /// <summary>Says something to the client, of its own accord.</summary>
    public void Send(params string[] lines)
    {
        foreach (string each in lines) Send(Encoding.UTF8.GetBytes(each + "\r\n"));
    }

    public void Send(byte[] bytes) => _stream!.Write(bytes);

    /// <summary>Waits until a line that begins so has been received.</summary>
    public void Await(string beginning)
    {
        Await(line => line.StartsWith(beginning, StringComparison.Ordinal), beginning);
    }

    /// <summary>Waits until a line with both texts has been received.</summary>
    public void Await(string first, string second)
    {
        Await(line => line.Contains(first, StringComparison.Ordinal) && line.Contains(second, StringComparison.Ordinal),
            $"{first} ... {second}");
    }

    private void Await(Func<string, bool> isIt, string what)
    {
        var others = new List<string>();
        while (Received.TryTake(out string? line, TimeSpan.FromSeconds(30)))
        {
            if (isIt(line)) return;
            others.Add(line);
        }
        throw new XunitException($"The server waited in vain for '{what}'; it got\n{string.Join('\n', others)}");
    }

    public void Dispose()
    {
        _listener.Dispose();
        Received.Dispose();
    }

    private void Accept()
    {
        try
        {
            while (true) Serve(_listener.AcceptTcpClient());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Serve(TcpClient client)
    {
        using var stream = client.GetStream();
        _stream = stream;
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        while (reader.ReadLine() is { } line)
        {
            Received.Add(line);
            Func<string, string[]?>? byEnd = _ends.FirstOrDefault(each => line.EndsWith(each.Key, StringComparison.Ordinal)).Value;
            string[]? answer = byEnd is not null ? byEnd(line)
                : _answers.TryGetValue(line.Split(' ')[0], out var scripted) ? scripted(line) : Answer(line);
            foreach (string each in answer ?? []) stream.Write(Encoding.UTF8.GetBytes(each + "\r\n"));
            if (answer is null) return;
        }
    }

    private string[]? Answer(string line)
    {
        // IRCv3 labeled-response: the first line of an answer carries the label.
        if (line.StartsWith("@label=", StringComparison.Ordinal))
        {
            int end = line.IndexOf(' ', StringComparison.Ordinal);
            string[] answer = Answer(line[(end + 1)..]) ?? [];
            return answer.Length == 0 ? [$"{line[..end]} :s ACK"] : [$"{line[..end]} {answer[0]}", .. answer[1..]];
        }
        string[] words = line.Split(' ');
        switch (words[0])
        {
            case "CAP" when words[1] == "LS": return [$":s CAP * LS :{Capabilities}"];
            case "CAP" when words[1] == "REQ": return [$":s CAP * ACK {string.Join(' ', words[2..])}"];
            case "CAP": return [$":s 001 {_nick} :Welcome", $":s 422 {_nick} :No MOTD"];
            case "NICK":
                _nick = words[1];
                return [];
            case "JOIN":
                return [$":{_nick}!u@h JOIN {words[1]}", $":s 353 {_nick} = {words[1]} :@{_nick} bob",
                $":s 366 {_nick} {words[1]} :End"];
            case "PRIVMSG" when Capabilities.Contains("echo-message", StringComparison.Ordinal): return [$":{_nick}!u@h {line}"];
            case "PING": return [$":s PONG s {words[1]}"];
            case "QUIT": return null;
            default: return [];
        }
    }
}
