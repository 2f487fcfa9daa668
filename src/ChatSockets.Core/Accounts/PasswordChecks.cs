using System.Net;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Limits;
using Serilog;

namespace ChatSockets.Core.Accounts;

/// <summary>
/// The only place where passwords are hashed. Hashing is slow on purpose and uses at most half of the processors (at least one), so that
/// chat keeps the others. Waiting addresses take turns. Every guess takes one of its address's <see cref="LoginAttempts"/> before the
/// check, and a right one gives it back. If an address has no attempt left while some of its guesses are being checked, its further guesses
/// wait for their results.
/// </summary>
/// <remarks>
/// Any thread, under no lock. It waits at most <see cref="MostWait"/> for its turn, and no longer than its connection lives. Its own lock
/// is held only for a look-up, and the lock of <see cref="LoginAttempts"/> is taken under it.
/// </remarks>
internal sealed class PasswordChecks(TimeProvider clock, ILogger log, Counters counters, Checkpoints checkpoints, LoginAttempts attempts)
{
    /// <summary>Reached when a turn has come and the place is taken, before anything is computed.</summary>
    public const string TurnTaken = "a password is about to be looked at";

    /// <summary>How long anybody waits for a turn.</summary>
    public static readonly TimeSpan MostWait = TimeSpan.FromSeconds(30);

    // So often it is looked whether the connection is over.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Line> _lines = [];
    private readonly LinkedList<Line> _turns = [];
    private int _free = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>The number of addresses with entries; 0 when idle.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _lines.Count;
        }
    }

    /// <summary>How many wait for a turn.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_gate) return _turns.Sum(line => line.Waiting.Count);
        }
    }

    /// <summary>Checks a password.</summary>
    /// <param name="guesser">The session that sent it.</param>
    /// <param name="isRight">
    /// Hashes the password and returns whether it is right. Its exceptions are passed on, and such a guess does not count.
    /// </param>
    /// <param name="isKnown">
    /// Returns whether the password is already known to be right, without hashing; such a guess waits for no turn. Null if that cannot be
    /// known.
    /// </param>
    public PasswordVerdict Guess(IGuesser guesser, Func<bool> isRight, Func<bool>? isKnown = null)
    {
        if (isKnown is not null && attempts.Wait(guesser.IPAddress) == TimeSpan.Zero && isKnown())
            return new(PasswordOutcome.Right);
        PasswordVerdict verdict = Run(guesser, counts: true, isRight);
        if (verdict.Outcome == PasswordOutcome.Wrong) FailedLogins.Wrong(log, guesser.IPAddress);
        else if (verdict.Outcome == PasswordOutcome.TooMany) FailedLogins.TooMany(log, guesser.IPAddress);
        return verdict;
    }

    /// <summary>Hashes something that is no guess, but counts as a wrong one.</summary>
    public PasswordVerdict Charge(IGuesser guesser, Action hash) => Run(guesser, counts: true, () =>
    {
        hash();
        return false;
    });

    /// <summary>Hashes something that is no guess; false where that was not possible in time, and nothing was done.</summary>
    public bool TryHash(IGuesser guesser, Action hash) => Run(guesser, counts: false, () =>
    {
        hash();
        return true;
    }).IsRight;

    private PasswordVerdict Run(IGuesser guesser, bool counts, Func<bool> isRight)
    {
        var waiter = new Waiter(counts);
        Line line = Enter(guesser.IPAddress, waiter);
        if (!WaitForTurn(guesser, waiter, line)) return waiter.Verdict;
        var outcome = PasswordOutcome.Right;
        try
        {
            checkpoints.Reach(TurnTaken);
            if (!isRight()) outcome = PasswordOutcome.Wrong;
        }
        finally
        {
            Leave(line, counts, outcome);
        }
        return new(outcome);
    }

    private Line Enter(IPAddress? address, Waiter waiter)
    {
        UInt128 key = address is null ? 0 : AddressKey.Of(address);
        lock (_gate)
        {
            if (!_lines.TryGetValue(key, out Line? line)) _lines.Add(key, line = new Line(key, address));
            line.Waiting.AddLast(waiter);
            if (line.Waiting.Count == 1) _turns.AddLast(line);
            GiveTurns();
            return line;
        }
    }

    // False where it has been refused, or gives up.
    private bool WaitForTurn(IGuesser guesser, Waiter waiter, Line line)
    {
        long began = clock.GetTimestamp();
        while (!waiter.Await(Slice))
        {
            if (guesser.CloseReason is null && clock.GetElapsedTime(began) < MostWait) continue;
            lock (_gate)
            {
                // Its turn may just have come.
                if (waiter.IsDecided) break;
                counters.Add(Counter.LimitedLogins);
                waiter.Decide(new(PasswordOutcome.Busy));
                line.Waiting.Remove(waiter);
                if (line.Waiting.Count == 0) _turns.Remove(line);
                Forget(line);
                GiveTurns();
            }
        }
        return waiter.HasTurn;
    }

    private void Leave(Line line, bool counts, PasswordOutcome outcome)
    {
        lock (_gate)
        {
            _free++;
            line.Running--;
            if (counts) line.Guessing--;
            if (counts && outcome != PasswordOutcome.Right) counters.Add(Counter.WrongLogins);
            if (counts && outcome == PasswordOutcome.Right) attempts.GiveBack(line.Address);
            Forget(line);
            GiveTurns();
        }
    }

    // Within the lock. One of each address after the other; an address that must wait for its own is passed over.
    private void GiveTurns()
    {
        for (LinkedListNode<Line>? turn = _turns.First; turn is not null && _free > 0;)
        {
            Line line = turn.Value;
            LinkedListNode<Line>? next = turn.Next;
            if (TryStart(line))
            {
                _turns.Remove(turn);
                if (line.Waiting.Count > 0) _turns.AddLast(turn);
                next = _turns.First;
            }
            else if (line.Waiting.Count == 0)
            {
                _turns.Remove(turn);
                Forget(line);
            }
            turn = next;
        }
    }

    // The first of an address; those who are refused are gone before it.
    private bool TryStart(Line line)
    {
        while (line.Waiting.First?.Value is { } waiter)
        {
            TimeSpan wait = TimeSpan.Zero;
            bool mayStart = !waiter.Counts || attempts.TryTake(line.Address, out wait);
            // One of those may be right, and give its place back.
            if (!mayStart && line.Guessing > 0) return false;
            line.Waiting.RemoveFirst();
            if (mayStart)
            {
                _free--;
                line.Running++;
                if (waiter.Counts) line.Guessing++;
                waiter.Decide(null);
                return true;
            }
            counters.Add(Counter.LimitedLogins);
            waiter.Decide(new(PasswordOutcome.TooMany, wait));
        }
        return false;
    }

    private void Forget(Line line)
    {
        if (line.Running == 0 && line.Waiting.Count == 0) _lines.Remove(line.Key);
    }

    /// <summary>An address; the lock guards it.</summary>
    private sealed class Line(UInt128 key, IPAddress? address)
    {
        public UInt128 Key => key;

        public IPAddress? Address => address;

        public LinkedList<Waiter> Waiting { get; } = [];

        public int Running { get; set; }

        /// <summary>How many of the running took a place.</summary>
        public int Guessing { get; set; }
    }

    /// <summary>A guess that waits for its turn on its own monitor, so that deciding it wakes no other.</summary>
    private sealed class Waiter(bool counts)
    {
        private readonly object _decided = new();
        private PasswordVerdict? _refusal;

        public bool Counts => counts;

        public bool IsDecided { get; private set; }

        public bool HasTurn => IsDecided && _refusal is null;

        public PasswordVerdict Verdict => _refusal ?? default;

        /// <summary>The turn has come, or it is refused. Within the lock of all.</summary>
        public void Decide(PasswordVerdict? refusal)
        {
            lock (_decided)
            {
                _refusal = refusal;
                IsDecided = true;
                Monitor.Pulse(_decided);
            }
        }

        public bool Await(TimeSpan time)
        {
            lock (_decided)
            {
                if (!IsDecided) Monitor.Wait(_decided, time);
                return IsDecided;
            }
        }
    }
}
