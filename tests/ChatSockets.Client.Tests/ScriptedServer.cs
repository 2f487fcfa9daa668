using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatSockets.Client.Connection.Dialing;
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
    private Stream? _stream;
    private string _nick = "";

    public ScriptedServer()
    {
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    /// <summary>Its certificate; null for a server without TLS, which closes a connection that begins with TLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Whether the server knows clear text.</summary>
    public bool HasClearText { get; init; } = true;

    /// <summary>The connections that were accepted, and as what they began.</summary>
    public ConcurrentQueue<string> Connections { get; } = [];

    /// <summary>The certificates that clients have shown.</summary>
    public ConcurrentQueue<X509Certificate2> ClientCertificates { get; } = [];

    /// <summary>What clients have offered by ALPN, and the name that they asked for by SNI.</summary>
    public (string Protocol, string Name) Negotiated { get; private set; }

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
            while (true) ServeOne(_listener.AcceptTcpClient());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void ServeOne(TcpClient client)
    {
        using TcpClient served = client;
        try
        {
            byte[] first = new byte[1];
            if (served.Client.Receive(first, SocketFlags.Peek) == 0) return;
            bool isTls = first[0] == 22;
            Connections.Enqueue(isTls ? "TLS" : "clear");
            if (!isTls && HasClearText)
            {
                Serve(served.GetStream());
            }
            else if (isTls && Certificate is { } certificate)
            {
                using var tls = new SslStream(served.GetStream());
                tls.AuthenticateAsServer(new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateRequired = true,
                    ApplicationProtocols = [new SslApplicationProtocol("irc")],
                    RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    {
                        if (shown is X509Certificate2 own) ClientCertificates.Enqueue(new X509Certificate2(own));
                        // Whoever comes is welcome, and whoever shows no certificate.
                        return shown is null or X509Certificate2;
                    },
                });
                Negotiated = (tls.NegotiatedApplicationProtocol.ToString(), tls.TargetHostName);
                Serve(tls);
            }
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException or SocketException)
        {
            // The client has seen enough.
        }
    }

    private void Serve(Stream stream)
    {
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
