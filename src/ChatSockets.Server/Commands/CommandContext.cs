using ChatSockets.Server.Configuration;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Commands;

/// <summary>What a command's handler works with: one a connection, used by its thread alone.</summary>
internal sealed class CommandContext
{
    // What one send takes, too.
    private const int PageBytes = 64 * 1024;

    private readonly Func<bool> _waitForRoom;

    /// <param name="session">Whose commands.</param>
    /// <param name="waitForRoom">Waits until the asker has read enough; false when the connection ends instead.</param>
    /// <param name="isThere">Whether the asker is still connected, as far as that can be known without reading.</param>
    public CommandContext(Session session, Func<bool> waitForRoom, Func<bool> isThere)
    {
        _waitForRoom = waitForRoom;
        Session = session;
        Reply = new Reply(session);
        Meter = new CommandMeter(session, Reply.Buffer, isThere);
        Burst = new Burst(session, Reply);
    }

    /// <summary>
    /// For another thread than the connection's, which does something to the session or its user (<see cref="Login"/>) and never waits.
    /// </summary>
    public static CommandContext OfAnother(Session session) => new(session, static () => true, static () => true);

    public Session Session { get; }

    public ServerContext Server => Session.Server;

    public User User => Session.User;

    /// <summary>What the asker gets back.</summary>
    public Reply Reply { get; }

    /// <summary>What the command that runs costs.</summary>
    public CommandMeter Meter { get; }

    /// <summary>What the command that runs has done by a privilege; null for most.</summary>
    public List<OperatorAct>? OperatorActs { get; set; }

    /// <summary>What the user is saying.</summary>
    public Burst Burst { get; }

    /// <summary>The message of several lines that the user has not ended yet.</summary>
    public MultilineBatch? Multiline { get; set; }

    /// <summary>
    /// For a command with an answer of any length, between two lines of it and outside any lock: sends what has gathered when that is a
    /// page, and waits while the asker has not read what came before. False when the connection ends: nobody will read the rest.
    /// </summary>
    public bool Page()
    {
        if (Reply.Buffer.Length >= PageBytes)
        {
            Reply.Buffer.ExpectMore();
            Reply.Buffer.Flush();
        }
        if (Session.Outbox.HasRoom) return Meter.Row();
        Meter.Rest();
        return _waitForRoom();
    }

    /// <summary>
    /// The rest of a list of names, where there is one, and room for what comes behind it; under no lock. False when the connection ends.
    /// </summary>
    public bool TryPage(NameList? names)
    {
        while (Page())
        {
            if (names is not { IsDone: false }) return true;
            names.Send(Reply, isAsked: true);
        }
        return false;
    }

    /// <summary>
    /// Tells every member of a room, and the user's other sessions there, what the user did; the session's own copy is one of the replies.
    /// The caller holds the room's lock, and flushes the replies within it, so that they stand in their place among the room's lines.
    /// </summary>
    public void Tell(Room room, ref Broadcast broadcast)
    {
        broadcast.To(room.Readers, except: Session.Outbox);
        // Whoever acted from outside sees that it worked.
        if (room.Find(User) is not null || User.May(Privileges.Override)) TellUser(ref broadcast);
    }

    /// <summary>The same, and keeps it.</summary>
    /// <param name="room">Which.</param>
    /// <param name="line">What they see.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="text">The text that is kept: see <see cref="LineKind"/>.</param>
    public void Tell(Room room, byte[] line, LineKind kind, byte[] text)
    {
        var broadcast = new Broadcast(Server, User, line);
        broadcast.Use(Server.Events.Keep(room, kind, User, text));
        Tell(room, ref broadcast);
    }

    /// <summary>The session's own copy.</summary>
    public void TellUser(ref Broadcast broadcast) => Reply.Buffer.Own(broadcast.For(Session.Outbox.Variant));

    /// <inheritdoc cref="TellUser(ref Broadcast)"/>
    public void TellUser(byte[] line)
    {
        var broadcast = new Broadcast(Server, User, line);
        TellUser(ref broadcast);
    }
}
