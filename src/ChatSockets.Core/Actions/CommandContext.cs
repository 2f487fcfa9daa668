using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>The environment of a command's handler: one per connection, used only by its thread.</summary>
internal sealed class CommandContext
{
    // What one send takes, too.
    private const int PageBytes = 64 * 1024;

    private readonly Func<bool> _waitForRoom;

    /// <param name="server">The chat.</param>
    /// <param name="session">Whose commands.</param>
    /// <param name="waitForRoom">Waits until the asker has read enough; false when the connection ends instead.</param>
    /// <param name="isThere">Whether the asker is still connected, as far as that can be known without reading.</param>
    public CommandContext(ChatContext server, Session session, Func<bool> waitForRoom, Func<bool> isThere)
    {
        _waitForRoom = waitForRoom;
        Server = server;
        Session = session;
        Reply = new Reply(session);
        Meter = new CommandMeter(server, session, Reply.Buffer, isThere);
        Burst = new Burst(server, session, Reply);
    }

    /// <summary>
    /// For another thread than the connection's, which does something to the session or its user (<see cref="Login"/>) and never waits.
    /// </summary>
    public static CommandContext OfAnother(ChatContext server, Session session) =>
        new(server, session, static () => true, static () => true);

    public Session Session { get; }

    public ChatContext Server { get; }

    public User User => Session.User;

    /// <summary>
    /// What the running command costs more than its line; null for none, and where it was paid for before it got into a shared log.
    /// </summary>
    public CommandRateLimit? RateLimit => Session.CommandRateLimit is null || AppliedMoment.IsThere ? null : Session.CommandRateLimit;

    /// <summary>The replies to the client.</summary>
    public Reply Reply { get; }

    /// <summary>The cost of the running command.</summary>
    public CommandMeter Meter { get; }

    /// <summary>What the running command has done by an operator's privilege; null for most.</summary>
    public List<OperatorAct>? OperatorActs { get; set; }

    /// <summary>
    /// How the peer's lines are to be understood; decided by the first of them. Null in the context of <see cref="OfAnother"/>.
    /// </summary>
    public Dialect Dialect
    {
        get;
        set
        {
            field = value;
            Session.DialectName = value.Name;
        }
    } = null!;

    /// <summary>The attempt to log in that goes on; null for none.</summary>
    public SaslExchange? Sasl { get; set; }

    /// <summary>The messages of the current read.</summary>
    public Burst Burst { get; }

    /// <summary>The message of several lines that the user has not ended yet.</summary>
    public MultilineBatch? Multiline { get; set; }

    /// <summary>
    /// For commands with long replies, between two lines and outside any lock: sends the collected lines once they fill a page, and waits
    /// until the client has read the earlier ones. Returns false if the connection ends.
    /// </summary>
    public bool Page()
    {
        if (Reply.Buffer.Length >= PageBytes)
        {
            Reply.Buffer.ExpectMore();
            Reply.Buffer.Flush();
        }
        // Whoever applies a log waits for no client.
        if (Session.Outbox.HasRoom || AppliedMoment.IsThere) return Meter.Row();
        Meter.Rest();
        return _waitForRoom();
    }

    /// <summary>
    /// Sends the rest of a list of names, if any, and makes space for the lines that follow; under no lock. Returns false if the connection
    /// ends.
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
    /// Tells a room's members, and the user's other sessions there, what the user did; the session's own copy is one of the replies. The
    /// caller holds the room's lock and flushes the replies within it, so that they have their place among the room's lines.
    /// </summary>
    public void Tell(Room room, ref Broadcast broadcast)
    {
        broadcast.To(room.Readers, except: Session.Outbox);
        // Whoever acted from outside sees that it worked.
        if (room.Find(User) is not null || User.May(Privileges.Override)) TellUser(ref broadcast);
    }

    /// <summary>Tells a room's members what the user did, and stores it.</summary>
    /// <param name="room">The room.</param>
    /// <param name="line">The line they see.</param>
    /// <param name="kind">The kind of the event.</param>
    /// <param name="text">The text to store; see <see cref="LineKind"/>.</param>
    public void Tell(Room room, byte[] line, LineKind kind, byte[] text)
    {
        var broadcast = new Broadcast(Server, User, line);
        broadcast.Use(Server.Events.Keep(room, kind, User, text));
        if (kind == LineKind.Part) broadcast.MayWait();
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
