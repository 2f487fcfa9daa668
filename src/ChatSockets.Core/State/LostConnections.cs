namespace ChatSockets.Core.State;

/// <summary>
/// Handles lost connections one after the other. Nobody waits for a reply then, so no thread waits for its turn: the first thread also does
/// the work of those that arrive meanwhile. When 15,000 connections are lost at once, 15,000 threads waiting for one lock would cost more
/// than all the disconnects.
/// </summary>
internal sealed class LostConnections
{
    private Waiting? _last;
    private int _count;

    /// <summary>
    /// Runs a departure, or leaves it to the thread that is running another. It must not throw. On the connection's thread, under no lock.
    /// </summary>
    public void Depart(Action departure)
    {
        // Counted before it is there to be taken: so the count is never less than what is there, and one thread at a time runs departures.
        bool isFirst = Interlocked.Increment(ref _count) == 1;
        Push(new Waiting(departure));
        if (!isFirst) return;
        int done;
        var wait = default(SpinWait);
        do
        {
            done = 0;
            for (Waiting? next = TakeAll(); next is not null; next = next.Next)
            {
                next.Run();
                done++;
            }
            // One that is counted and not there yet is about to come.
            if (done == 0) wait.SpinOnce();
        }
        while (Interlocked.Add(ref _count, -done) > 0);
    }

    private void Push(Waiting waiting)
    {
        Waiting? last = Volatile.Read(ref _last);
        while (true)
        {
            waiting.Next = last;
            Waiting? seen = Interlocked.CompareExchange(ref _last, waiting, last);
            if (seen == last) return;
            last = seen;
        }
    }

    // In the order of their coming.
    private Waiting? TakeAll()
    {
        Waiting? last = Interlocked.Exchange(ref _last, null);
        Waiting? ordered = null;
        while (last is not null)
        {
            Waiting? before = last.Next;
            last.Next = ordered;
            ordered = last;
            last = before;
        }
        return ordered;
    }

    private sealed class Waiting(Action departure)
    {
        public Action Run => departure;

        /// <summary>In the list that is pushed to, the one that came before; in the one that is taken, the one that came after.</summary>
        public Waiting? Next { get; set; }
    }
}
