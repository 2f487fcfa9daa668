using ChatSockets.Server.Diagnostics;
using Serilog.Events;

namespace ChatSockets.Server.Configuration;

/// <summary>Everything that the settings of chat-server set: the server's options, and what only the program has.</summary>
internal sealed record ProgramOptions
{
    public ServerOptions Server { get; init; } = new();

    /// <summary>The file with the message of the day, which is in <see cref="Server"/> when it has been read; empty for none.</summary>
    public string MotdFile { get; init; } = "";

    public bool InMemory { get; init; }

    public LogEventLevel LogLevel { get; init; } = LogEventLevel.Information;

    public LogFormat LogFormat { get; init; }
}
