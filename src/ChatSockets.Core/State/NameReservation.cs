namespace ChatSockets.Core.State;

/// <summary>
/// A room's name that is one room's to take, until it is disposed: see <see cref="RoomDirectory.TryReserve"/>. Any thread may wait for
/// that.
/// </summary>
/// <param name="letGo">Has the directory forget it.</param>
/// <param name="name">Which.</param>
internal sealed class NameReservation(Action<byte[]> letGo, byte[] name) : IDisposable
{
    // Not a Lock: it is waited for.
    private readonly object _gate = new();
    private bool _isOver;

    /// <summary>Waits until it is over: a RENAME holds it while the store looks once. Under no lock.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (!_isOver) Monitor.Wait(_gate);
        }
    }

    public void Dispose()
    {
        letGo(name);
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
    }
}
