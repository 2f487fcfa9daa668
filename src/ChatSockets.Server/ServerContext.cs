using ChatSockets.Server.Bans;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Diagnostics;
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
        Isupported = new Isupported(options);
        Lanes = new WriteLanes(options);
        Started = Clock.GetUtcNow();
        Bans = new ServerBans(Clock);
    }

    public ServerOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    /// <summary>The server's name, as the source of what it says itself.</summary>
    public byte[] Name { get; }

    public DateTimeOffset Started { get; }

    /// <summary>What the server tells clients of itself.</summary>
    public Isupported Isupported { get; }

    /// <summary>What sends.</summary>
    public WriteLanes Lanes { get; }

    public MessageIds MessageIds { get; } = new();

    public UserDirectory Users { get; } = new();

    public RoomDirectory Rooms { get; } = new();

    public WhowasHistory Whowas { get; } = new();

    /// <summary>Who may not be here.</summary>
    public ServerBans Bans { get; }

    /// <summary>How often each command was used.</summary>
    public CommandCounts CommandCounts { get; } = new(CommandTable.Rows.Count);

    /// <summary>Held while an operator's password is checked: whoever guesses, however often at once, keeps one processor busy and no more.</summary>
    public Lock PasswordCheck { get; } = new();

    /// <summary>Set when the server stops: from then on nobody is told who else leaves.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    private volatile bool _isStopping;
}
