using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// The reading connections: a few at most, opened on demand and reused. A thread waits if all are in use. Any thread, under no lock.
/// </summary>
/// <param name="open">Opens a connection.</param>
/// <param name="most">The most connections open at once.</param>
internal sealed class ReaderPool(Func<SqliteConnection> open, int most) : IDisposable
{
    // Not a Lock: its monitor is waited for.
    private readonly object _gate = new();
    private readonly Stack<Reader> _idle = [];
    private int _inUse;
    private bool _isClosed;

    /// <summary>The connections that are read from right now.</summary>
    public int InUse
    {
        get
        {
            lock (_gate) return _inUse;
        }
    }

    /// <summary>Reads something. Waiting for a connection and the reading together have one deadline.</summary>
    /// <exception cref="SqliteException">It failed, or took too long.</exception>
    /// <exception cref="StoreException">No connection was free in time, or none can be opened.</exception>
    public T Use<T, TQuery>(TQuery query, Func<Reader, TQuery, T> read, Deadline deadline)
    {
        Reader? reader = Take(deadline);
        try
        {
            reader ??= new Reader(open());
            T answer = reader.Run(query, read, deadline);
            Return(reader);
            return answer;
        }
        catch
        {
            // Whatever it was, nobody knows what state it has left the connection in.
            reader?.Dispose();
            Return(null);
            throw;
        }
    }

    /// <summary>
    /// Closes all that are open, and waits for those in use; false where the time did not suffice. Nobody gets one until
    /// <see cref="Reopen"/>.
    /// </summary>
    public bool TryClose(Deadline deadline)
    {
        lock (_gate)
        {
            _isClosed = true;
            while (_idle.TryPop(out Reader? reader)) reader.Dispose();
            while (_inUse > 0)
            {
                if (!deadline.Wait(_gate)) return false;
            }
            return true;
        }
    }

    /// <summary>Lets waiting threads borrow connections again.</summary>
    public void Reopen()
    {
        lock (_gate)
        {
            _isClosed = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Closes the idle connections; borrowed ones are closed when they are returned.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            while (_idle.TryPop(out Reader? reader)) reader.Dispose();
        }
    }

    // Takes a place in the pool; null where there is no connection in it yet.
    private Reader? Take(Deadline deadline)
    {
        lock (_gate)
        {
            while (_isClosed || _inUse == most)
            {
                if (!deadline.Wait(_gate)) throw SqliteErrors.Busy();
            }
            _inUse++;
            return _idle.TryPop(out Reader? reader) ? reader : null;
        }
    }

    private void Return(Reader? reader)
    {
        lock (_gate)
        {
            _inUse--;
            if (_isClosed) reader?.Dispose();
            else if (reader is not null) _idle.Push(reader);
            if (_isClosed) Monitor.PulseAll(_gate);
            else Monitor.Pulse(_gate);
        }
    }
}
