using ChatSockets.Storage;

namespace ChatSockets.Server.Diagnostics.Status;

/// <summary>
/// Tries whether the store can commit, by a small write that means nothing. However many ask, there is at most one write on its way, and
/// its result is good for a second: so a flood of questions costs one write a second.
/// </summary>
/// <remarks>Any thread, under no lock; it waits. Its lock is independent of the order of locks: nothing but a queue's is taken under
/// it.</remarks>
internal sealed class CommitProbe(ServerContext server)
{
    /// <summary>How long the disk may take before the server is not ready.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    /// <summary>For how long a result is good.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromSeconds(1);

    private const string Key = "probe";

    private readonly Lock _gate = new();
    private Change<bool>? _write;
    private long _submitted;

    /// <summary>Returns why nothing can be committed; null if it can.</summary>
    public string? Run()
    {
        Change<bool> write = Current();
        try
        {
            if (!server.Store.Commits.AreAwaited) server.Store.Commits.Flush();
            if (!write.Wait(new Deadline(server.Clock, Time))) return $"the disk has not answered for {Time.TotalSeconds:0} seconds";
            write.Result();
            return null;
        }
        catch (StoreException exception)
        {
            return $"nothing can be stored: {exception.Message}";
        }
    }

    private Change<bool> Current()
    {
        lock (_gate)
        {
            // One that hangs is waited for again, and not joined by another.
            if (_write is { } write && (!write.IsDecided || server.Clock.GetElapsedTime(_submitted) < Good)) return write;
            _submitted = server.Clock.GetTimestamp();
            string time = server.Clock.GetUtcNow().ToString("O");
            _write = new Change<bool>(connection =>
            {
                Store.Set(connection, Key, time);
                return true;
            });
            server.Store.Commits.Submit(_write);
            return _write;
        }
    }
}
