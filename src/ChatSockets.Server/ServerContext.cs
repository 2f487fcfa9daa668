using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Transport;
using Serilog;

namespace ChatSockets.Server;

/// <summary>What every part of a running server may use. Made by <see cref="ChatServer"/>; there is nothing static to share.</summary>
internal sealed class ServerContext
{
    public ServerContext(ServerOptions options)
    {
        Options = options;
        Clock = options.Clock;
        Log = options.Log;
        Name = System.Text.Encoding.UTF8.GetBytes(options.Name);
        Lobby = System.Text.Encoding.UTF8.GetBytes(options.Lobby);
        Isupported = new Isupported(options);
        Lanes = new WriteLanes(options);
        Started = Clock.GetUtcNow();
    }

    public ServerOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    /// <summary>The server's name, as the source of what it says itself.</summary>
    public byte[] Name { get; }

    /// <summary>The room that people in line mode are put into.</summary>
    public byte[] Lobby { get; }

    public DateTimeOffset Started { get; }

    /// <summary>What the server tells clients of itself.</summary>
    public Isupported Isupported { get; }

    /// <summary>What sends.</summary>
    public WriteLanes Lanes { get; }

    public MessageIds MessageIds { get; } = new();

    public UserDirectory Users { get; } = new();

    public RoomDirectory Rooms { get; } = new();

    public WhowasHistory Whowas { get; } = new();

    /// <summary>Set when the server stops: from then on nobody is told who else leaves.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    private volatile bool _isStopping;
}
