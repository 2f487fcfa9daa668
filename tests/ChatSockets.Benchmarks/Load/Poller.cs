using System.Net;

namespace ChatSockets.Benchmarks.Load;

/// <summary>A connection that can be read from, written to, or both.</summary>
internal readonly record struct Ready(Connection Connection, bool Readable, bool Writable);

/// <summary>
/// Which sockets are ready, and the calls on them. The load generator shares the machine with the server that it
/// measures, so every microsecond spent here is taken from the server. One thread uses it.
/// </summary>
internal abstract class Poller : IDisposable
{
    /// <summary>The cheapest one that this system has.</summary>
    public static Poller Create() => OperatingSystem.IsLinux() ? new EpollPoller() : new SelectPoller();

    /// <summary>Begins to connect; the connection is writable once that is done, or once it has failed.</summary>
    public abstract void Connect(Connection connection, IPEndPoint target);

    /// <summary>Says what the connection waits for. Neither is allowed: that is how a reader falls silent.</summary>
    public abstract void Watch(Connection connection, bool reading, bool writing);

    public abstract void Forget(Connection connection);

    /// <summary>Waits until something is ready, or the time is up; answers how many entries it filled.</summary>
    public abstract int Wait(TimeSpan timeout, Span<Ready> ready);

    /// <summary>Bytes received; 0 when the peer has closed or reset; -1 when there is nothing now.</summary>
    public abstract int Receive(Connection connection, Span<byte> buffer);

    /// <summary>Bytes taken, 0 when the buffer is full, -1 when the connection is gone.</summary>
    public abstract int Send(Connection connection, ReadOnlySpan<byte> bytes);

    public abstract void Dispose();
}
