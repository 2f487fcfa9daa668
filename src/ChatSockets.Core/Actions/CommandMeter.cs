using ChatSockets.Core.Limits;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// The cost of the running command beyond its row in the table: the time of its turns at the <see cref="FairGate"/> and the bytes of its
/// reply. A command that scans a lot asks for a turn again and again, and so gives way to others. Used only by the connection's own thread.
/// </summary>
/// <param name="server">The chat.</param>
/// <param name="session">The session that runs the commands.</param>
/// <param name="buffer">The buffer of the replies.</param>
/// <param name="isThere">Returns whether the client is still connected.</param>
internal sealed class CommandMeter(ChatContext server, Session session, ReplyBuffer buffer, Func<bool> isThere)
{
    /// <summary>The reply bytes that cost one token.</summary>
    public const int TokenBytes = 32 * 1024;

    // As long as that a turn goes on; what works in steps that take longer ends it after such a step.
    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(2);

    // Behind a shorter one nobody rests.
    private static readonly TimeSpan ShortestTurn = TimeSpan.FromMilliseconds(1);

    // The time in turns that costs a token.
    private static readonly TimeSpan TokenTime = TimeSpan.FromMilliseconds(10);

    // Hours, at the default rate.
    private const int MostTokens = 100_000;

    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(200);

    // How much longer than a turn the rest after it is. With one processor the speakers have it for most of the time.
    private static readonly int RestFactor = Environment.ProcessorCount == 1 ? 3 : 1;

    // So many rows are looked at without a turn, and then between two looks at the clock.
    private const int FreeRows = 128;

    private bool _hasTurn;
    private long _began;
    private int _rows;
    private TimeSpan _used;

    /// <summary>The time in turns that the command has taken so far.</summary>
    public TimeSpan Used => _hasTurn ? _used + server.Clock.GetElapsedTime(_began) : _used;

    /// <summary>One more row was looked at. False when the asker has gone.</summary>
    public bool Row() => ++_rows % FreeRows != 0 || Turn();

    /// <summary>
    /// Before a step of at most some milliseconds: waits for a turn, or goes on with the one it has while that lasts. False when the asker
    /// has gone. Under no lock.
    /// </summary>
    public bool Turn() => Turn(isThere);

    /// <summary>Takes a turn for work that must be done even if the client has disconnected.</summary>
    public void TurnAnyway() => Turn(static () => true);

    private bool Turn(Func<bool> isWanted)
    {
        // Whoever applies a shared log does nothing else, and nothing waits for that.
        if (AppliedMoment.IsThere) return true;
        if (_hasTurn && server.Clock.GetElapsedTime(_began) < TurnTime) return true;
        Rest();
        if (!isWanted() || !server.ExpensiveWork.Enter(Owner, isWanted, isContinued: _used > TimeSpan.Zero)) return false;
        _hasTurn = true;
        _began = server.Clock.GetTimestamp();
        return true;
    }

    /// <summary>Ends the turn. The gate stays closed for at least as long as the turn took, which leaves that time to chat.</summary>
    public void Rest()
    {
        if (!_hasTurn) return;
        TimeSpan took = server.Clock.GetElapsedTime(_began);
        _used += took;
        _hasTurn = false;
        TimeSpan rest = took * RestFactor;
        if (took >= ShortestTurn) Thread.Sleep(rest < LongestRest ? rest : LongestRest);
        server.ExpensiveWork.Leave();
    }

    /// <summary>
    /// Ends the command: returns its cost in tokens and resets the meter. 0 for nearly every command, without a look at the clock.
    /// </summary>
    public int TakeTokens()
    {
        int answered = buffer.TakeAnswered();
        if (_rows == 0 && !_hasTurn && answered < TokenBytes && _used == TimeSpan.Zero) return 0;
        Rest();
        int tokens = (int)Math.Min((_used / TokenTime) + ((double)answered / TokenBytes), MostTokens);
        _rows = 0;
        _used = TimeSpan.Zero;
        return tokens;
    }

    // Who has an account is one wherever they connect; the others are one an address.
    private object Owner => session.User.Account is { } account
        ? System.Text.Encoding.UTF8.GetString(account).ToLowerInvariant()
        : session.IPAddress is { } address ? AddressKey.Of(address) : session;
}
