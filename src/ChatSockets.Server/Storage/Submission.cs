namespace ChatSockets.Server.Storage;

/// <summary>
/// Lines that one speaker said without a pause, on their way to the disk: all of them are committed, or none is. Made by the speaker's thread, which
/// waits; committed by the store's thread.
/// </summary>
internal sealed class Submission(IReadOnlyList<StoredLine> lines)
{
    // Not a Lock: its monitor is waited for, without an event of the system for each burst.
    private readonly object _gate = new();
    private bool _isDecided;
    private string? _failure;

    public IReadOnlyList<StoredLine> Lines { get; } = lines;

    /// <summary>Whether it has been committed, or has failed.</summary>
    public bool IsDecided => Volatile.Read(ref _isDecided);

    /// <summary>Why it could not be committed, for people; null when it was.</summary>
    public string? Failure => _failure;

    /// <summary>Waits until it is decided. The store always decides.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (!_isDecided) Monitor.Wait(_gate);
        }
    }

    /// <summary>The store's word. Once.</summary>
    public void Decide(string? failure)
    {
        lock (_gate)
        {
            _failure = failure;
            Volatile.Write(ref _isDecided, true);
            Monitor.PulseAll(_gate);
        }
    }
}
