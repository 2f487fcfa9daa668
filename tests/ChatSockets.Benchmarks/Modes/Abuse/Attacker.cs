using System.Text;
using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>An attack's own connection: says its opening lines, reads everything, and remembers what it was told.</summary>
internal sealed class Attacker(string opening = "") : LineReceiver
{
    private readonly List<string> _verbs = [];

    public bool IsConnected { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Whether the end of the MOTD has come.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>Whether a PING was answered.</summary>
    public bool HasPong { get; private set; }

    /// <summary>The ERROR line with which the server closed.</summary>
    public string? Error { get; private set; }

    /// <summary>Verbs and numerics that came after registration, each once.</summary>
    public string Verbs => string.Join(' ', _verbs);

    public static string Register(string nick) => $"NICK {nick}\r\nUSER {nick} 0 * :bench\r\n";

    public override void Connected(Driver driver, Connection connection)
    {
        IsConnected = true;
        if (opening.Length > 0) driver.Send(connection, Encoding.ASCII.GetBytes(opening));
    }

    public override void Closed(Driver driver, Connection connection) => IsClosed = true;

    protected override void OnLine(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now)
    {
        ReadOnlySpan<byte> command = WithoutPrefixes(line);
        if (command.StartsWith("PONG "u8)) HasPong = true;
        if (command.StartsWith("ERROR "u8)) Error = Encoding.UTF8.GetString(command);
        if (IsRegistered && _verbs.Count < 8) Remember(command);
        if (command.StartsWith("376 "u8) || command.StartsWith("422 "u8)) IsRegistered = true;
    }

    private void Remember(ReadOnlySpan<byte> command)
    {
        int space = command.IndexOf((byte)' ');
        string verb = Encoding.UTF8.GetString(space < 0 ? command : command[..space]);
        if (!_verbs.Contains(verb)) _verbs.Add(verb);
    }
}
