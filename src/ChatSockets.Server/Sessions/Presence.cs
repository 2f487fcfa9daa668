namespace ChatSockets.Server.Sessions;

/// <summary>
/// Whether a user with several sessions is away: who is at any of them is there, and otherwise what was last said at one of them is why. A
/// session that nobody sits at (<c>AWAY *</c>) counts as if it did not exist. IRCv3 pre-away, "Implementation considerations". Within the
/// user's lock.
/// </summary>
internal static class Presence
{
    private static long LastOrder;

    /// <summary>The reason of a session that nobody sits at.</summary>
    public static readonly byte[] Unspecified = "*"u8.ToArray();

    /// <summary>Takes over whether the user is away by these sessions; answers whether anything has changed by that.</summary>
    public static bool Update(User user, Session[] sessions) => Update(user, sessions, user.Away);

    /// <summary>One of the user's sessions says whether somebody is at it. Answers whether anything has changed by that.</summary>
    public static bool Set(User user, Session session, byte[]? why)
    {
        session.Away = why;
        session.AwayOrder = Interlocked.Increment(ref LastOrder);
        return Update(user, user.Sessions, user.Away == User.NotConnected ? user.Away : null);
    }

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
