using System.Net;
using System.Text;
using ChatSockets.Protocol;
using Serilog;

namespace ChatSockets.Server;

/// <summary>
/// Everything that can be set on a server, with its default: an empty <c>new ServerOptions()</c> is a complete server.
/// Immutable; <see cref="ChatServer.StartAsync"/> refuses values that make no sense.
/// </summary>
public sealed record ServerOptions
{
    public const int DefaultPort = 5000;

    /// <summary>The TCP port, 0 to 65535; 0 takes any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The addresses to listen on; none means every interface, IPv4 and IPv6.</summary>
    public IReadOnlyList<IPAddress> Bind { get; init; } = [];

    /// <summary>The server's name on the wire: has a dot, so that no nickname can be mistaken for it.</summary>
    public string Name { get; init; } = "chat.local";

    /// <summary>The network's name that clients show.</summary>
    public string Network { get; init; } = "ChatSockets";

    /// <summary>The room that line mode users are put into.</summary>
    public string Lobby { get; init; } = "#lobby";

    /// <summary>The password that every connection must give (PASS); null asks for none.</summary>
    public string? Password { get; init; }

    /// <summary>The message of the day, one entry a line.</summary>
    public IReadOnlyList<string> MessageOfTheDay { get; init; } = [];

    /// <summary>The most connections at a time; one more is told that the server is full.</summary>
    public int MaximumConnections { get; init; } = 20_000;

    /// <summary>The most rooms a user may be in at a time (ISUPPORT CHANLIMIT).</summary>
    public int MaximumRoomsPerUser { get; init; } = 50;

    /// <summary>The most bytes that wait for one slow reader; one more and the connection is closed. Lines are shared, not copied.</summary>
    public int OutboxBytes { get; init; } = 1 << 20;

    /// <summary>How long a connection may take to register.</summary>
    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client may be silent before it is sent a PING.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long it may then take to answer with anything.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a new connection may be silent before it is greeted as a person with <c>nc</c> or <c>telnet</c>.</summary>
    public TimeSpan GreetAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a closing connection's last lines may take to leave.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The stack of a connection's thread, in bytes. Only what is touched becomes resident.</summary>
    public int ThreadStackBytes { get; init; } = 256 * 1024;

    /// <summary>The threads that send what has gathered; 0 takes one for each processor, four at the most.</summary>
    public int WriteLanes { get; init; }

    /// <summary>
    /// The longest that a connection's thread waits without a look at the clock. Only a test with a clock of its own, or a system that does
    /// not wake a waiting thread when its socket is shut down, needs it short.
    /// </summary>
    public TimeSpan MaximumWait { get; init; } = OperatingSystem.IsWindows() ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(30);

    /// <summary>The one clock of all deadlines and times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the log goes; silent by default.</summary>
    public ILogger Log { get; init; } = Serilog.Core.Logger.None;

    /// <summary>What is wrong with these options, each with what to do; empty when they are fine.</summary>
    public IEnumerable<string> Errors()
    {
        if (Port is < 0 or > 65535) yield return $"The port {Port} is not between 0 and 65535.";
        byte[] name = Encoding.UTF8.GetBytes(Name);
        if (name.Length > 63 || !Name.Contains('.', StringComparison.Ordinal) || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            yield return $"The name '{Name}' is not a server's name: letters, digits, hyphens and at least one dot, as in chat.example.";
        if (Network.Length is 0 or > 50 || Network.Any(char.IsControl)) yield return "The network's name must have 1 to 50 characters.";
        if (!RoomName.IsValid(Encoding.UTF8.GetBytes(Lobby))) yield return $"The lobby '{Lobby}' is not a room's name, as #lobby is.";
        if (MessageOfTheDay.Any(line => line.AsSpan().ContainsAny('\r', '\n', '\0'))) yield return "A line of the message of the day holds a line end.";
        if (MaximumConnections < 1) yield return "The server must allow at least one connection.";
        if (MaximumRoomsPerUser < 1) yield return "A user must be allowed at least one room.";
        if (OutboxBytes < 16 * 1024) yield return "An outbox must hold at least 16384 bytes.";
        if (ThreadStackBytes < 128 * 1024) yield return "A connection's thread needs a stack of at least 131072 bytes.";
        if (WriteLanes is < 0 or > 64) yield return "There can be 0 (automatic) to 64 write lanes.";
        foreach ((string what, TimeSpan value) in new[]
        {
            ("registration timeout", RegistrationTimeout), ("ping interval", PingInterval), ("ping timeout", PingTimeout),
            ("time before the greeting", GreetAfter), ("close timeout", CloseTimeout), ("maximum wait", MaximumWait),
        })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1)) yield return $"The {what} must be more than nothing and a day at the most.";
        }
    }
}
