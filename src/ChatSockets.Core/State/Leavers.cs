using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// What users who left a room have already seen, so that <c>JoinHistory</c> repeats nothing: for an account, the last line; for
/// anybody else, that a user of this nickname and address was there minutes ago. Any thread.
/// </summary>
internal sealed class Leavers(TimeProvider clock, MessageIds ids, LastTold lastTold)
{
    /// <summary>How long a guest is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], DateTimeOffset> _until = new(CaseMapping.Ascii);
    private readonly Queue<(byte[] Key, DateTimeOffset Until)> _order = new();

    /// <summary>A user leaves a room, or goes. Within the room's lock.</summary>
    public void Left(User user, Room room)
    {
        DateTimeOffset? unheard = user.Sessions is [{ Unheard: { } since }] ? since : null;
        if (user.Account is { } account && user.Sessions.Length > 0) Told(account, room, unheard);
        // Who has not heard the last minutes because the connection was dead is shown the last lines.
        if (unheard is null) Remember(Key(user, room));
    }

    /// <summary>
    /// Records that one of several sessions, or the session of an always-on user, has disconnected. Within the room's lock.
    /// </summary>
    public void Detached(Session session, Room room)
    {
        if (session.User.Account is { } account) Told(account, room, session.Unheard);
    }

    /// <summary>The server ends, and nobody leaves any more. Under no lock.</summary>
    public void Ends(User user)
    {
        if (user.Account is null) return;
        foreach (Room room in user.Rooms)
        {
            lock (room.Gate) Left(user, room);
        }
    }

    /// <summary>Returns whether a user of that nickname and address left the room minutes ago.</summary>
    public bool HasLeft(User user, Room room)
    {
        byte[] key = Key(user, room);
        lock (_gate) return _until.TryGetValue(key, out DateTimeOffset until) && until > clock.GetUtcNow();
    }

    // What is on its way to the disk nobody has seen.
    private void Told(byte[] account, Room room, DateTimeOffset? unheard)
    {
        long next = room.Speech.NextId ?? ids.Take(1);
        if (unheard is { } since) next = Math.Min(next, ids.FirstOf(since));
        lastTold.Set(account, room.Record.Conversation, room.Name, next - 1);
    }

    private void Remember(byte[] key)
    {
        DateTimeOffset now = clock.GetUtcNow(), until = now + Memory;
        lock (_gate)
        {
            while (_order.TryPeek(out (byte[] Key, DateTimeOffset Until) oldest) && (oldest.Until <= now || _order.Count >= Capacity))
            {
                _order.Dequeue();
                if (_until.TryGetValue(oldest.Key, out DateTimeOffset its) && its == oldest.Until) _until.Remove(oldest.Key);
            }
            _until[key] = until;
            _order.Enqueue((key, until));
        }
    }

    // None of the parts has a space.
    private static byte[] Key(User user, Room room) => [.. room.Name, (byte)' ', .. user.Nickname, (byte)' ', .. user.Address];
}
