namespace ChatSockets.Server.Discovery;

/// <summary>
/// What became of the datagrams that the server looked at since it started. Those that the kernel threw away during a flood are not among
/// them. The thread <c>discovery</c> counts, any thread reads.
/// </summary>
internal sealed class DiscoveryCounts
{
    private long _answered;
    private long _malformed;
    private long _limited;
    private long _distant;

    /// <summary>Requests that were answered.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Datagrams that are no request.</summary>
    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Requests beyond the limit of their source.</summary>
    public long Limited => Volatile.Read(ref _limited);

    /// <summary>Requests from other networks.</summary>
    public long Distant => Volatile.Read(ref _distant);

    public void AddAnswered() => Interlocked.Increment(ref _answered);

    public void AddMalformed() => Interlocked.Increment(ref _malformed);

    public void AddLimited() => Interlocked.Increment(ref _limited);

    public void AddDistant() => Interlocked.Increment(ref _distant);
}
