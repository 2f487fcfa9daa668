namespace ChatSockets.Core.State;

/// <summary>
/// Whether a user with several sessions is away: present if any session is present, otherwise away with the latest reason. A session marked
/// as unattended (<c>AWAY *</c>) does not count. IRCv3 pre-away, "Implementation considerations". Within the user's lock.
/// </summary>
internal static class Presence
{
    private static long LastOrder;

    /// <summary>The reason of a session that nobody sits at.</summary>
    public static readonly byte[] Unspecified = "*"u8.ToArray();

    /// <summary>Updates whether the user is away from these sessions. Returns whether anything changed.</summary>
    public static bool Update(User user, Session[] sessions) => Update(user, sessions, user.Away);

    /// <summary>Sets the away message of one session. Returns whether anything changed for the user.</summary>
    public static bool Set(User user, Session session, byte[]? why)
    {
        session.Away = why;
        session.AwayOrder = Interlocked.Increment(ref LastOrder);
        return Update(user, user.Sessions, user.Away == User.NotConnected ? user.Away : null);
    }

    /// <summary>What a session that comes says of itself is said now.</summary>
    public static void Order(Session session) => session.AwayOrder = Interlocked.Increment(ref LastOrder);

    private static bool Update(User user, Session[] sessions, byte[]? otherwise)
    {
        byte[]? before = user.Away, now = Of(sessions, otherwise);
        user.Away = now;
        return now is null ? before is not null : before is null || !now.AsSpan().SequenceEqual(before);
    }

    // Where nobody sits at any of them, a reason in words that is known otherwise is better than none.
    private static byte[]? Of(Session[] sessions, byte[]? otherwise)
    {
        Session? last = null;
        foreach (Session session in sessions)
        {
            if (session.Away.AsSpan().SequenceEqual(Unspecified)) continue;
            if (session.Away is null) return null;
            if (last is null || session.AwayOrder > last.AwayOrder) last = session;
        }
        return last is not null ? last.Away : otherwise ?? Unspecified;
    }
}
