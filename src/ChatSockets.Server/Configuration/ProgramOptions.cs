using System.Globalization;
using ChatSockets.Server.Diagnostics;
using Serilog.Events;

namespace ChatSockets.Server.Configuration;

/// <summary>Everything that the settings of chat-server configure: the server's options and those of the program.</summary>
internal sealed record ProgramOptions
{
    public ServerOptions Server { get; init; } = new();

    /// <summary>The file with the message of the day, which is in <see cref="Server"/> when it has been read; empty for none.</summary>
    public string MotdFile { get; init; } = "";

    public bool InMemory { get; init; }

    /// <summary>The data folder; empty for the default.</summary>
    public string Data { get; init; } = "";

    /// <summary>
    /// The server's options with the folder filled in. Each port has its own folder, so that servers do not collide. A server on any free
    /// port is a test and stores nothing unless given a folder; one of a cluster has all in the database.
    /// </summary>
    public ServerOptions ForServer
    {
        get
        {
            if (InMemory || (Data.Length == 0 && (Server.Port == 0 || Server.Cluster.Length > 0))) return Server with { DataFolder = null };
            if (Data.Length > 0) return Server with { DataFolder = Data };
            string own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify);
            return Server with { DataFolder = Path.Combine(own, "chat-server", Server.Port.ToString(CultureInfo.InvariantCulture)) };
        }
    }

    /// <summary>The file that has the process's number while the server listens; empty for none.</summary>
    public string PidFile { get; init; } = "";

    public LogEventLevel LogLevel { get; init; } = LogEventLevel.Information;

    public LogFormat LogFormat { get; init; }
}
