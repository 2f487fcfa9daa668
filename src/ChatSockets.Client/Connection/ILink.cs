namespace ChatSockets.Client.Connection;

/// <summary>
/// One connection as its network sees it. The loop's thread calls the members; what happens is posted as a <see cref="LinkEvent"/>, and
/// exactly one <see cref="LinkClosed"/> is the last of them.
/// </summary>
internal interface ILink : IDisposable
{
    /// <summary>Begins to dial.</summary>
    void Start();

    /// <summary>Queues a line that ends with CR LF. False: the connection is closing or the server takes nothing any more.</summary>
    bool Send(byte[] line);
}
