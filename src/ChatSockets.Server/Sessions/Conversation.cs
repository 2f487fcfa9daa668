using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// What one user says to another in private, while both users' locks are held: so that all sessions of both see it, under the names of that moment, and all
/// in the same order. Those of the speaker see it as everybody does, but the one that speaks only with IRCv3 echo-message. Let go by Dispose.
/// </summary>
/// <remarks>The only place where two users' locks are held at once: in the order of their ids.</remarks>
internal readonly ref struct Conversation
{
    private readonly CommandContext _context;
    private readonly User _reader;

    /// <param name="context">Who speaks; no lock is held.</param>
    /// <param name="reader">To whom; it may be the same.</param>
    public Conversation(CommandContext context, User reader)
    {
        _context = context;
        _reader = reader;
        User speaker = context.User;
        (speaker.Id < reader.Id ? speaker : reader).Gate.Enter();
        (speaker.Id < reader.Id ? reader : speaker).Gate.Enter();
    }

    /// <summary>Tells those sessions of both that negotiated what is needed.</summary>
    public void Tell(scoped ref Broadcast said, Capability needed = Capability.None)
    {
        _reader.Tell(ref said, needed: needed);
        if (_reader != _context.User) _context.User.Tell(ref said, except: _context.Session, needed);
        if (_context.Session.Has(Capability.EchoMessage)) _context.TellUser(ref said);
    }

    public void Dispose()
    {
        _context.User.Gate.Exit();
        _reader.Gate.Exit();
    }
}
