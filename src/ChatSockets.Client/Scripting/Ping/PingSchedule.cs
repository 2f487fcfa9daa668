namespace ChatSockets.Client.Scripting.Ping;

/// <summary>How often to ask, and how long to wait.</summary>
/// <param name="Count">How many times; 0 until stopped.</param>
/// <param name="Interval">The time between two questions.</param>
/// <param name="Timeout">How long an answer may take.</param>
internal sealed record PingOptions(int Count, TimeSpan Interval, TimeSpan Timeout);

/// <summary>
/// When to ask next, which questions are open, and which are lost. Times are since the first question. One thread at a time.
/// </summary>
internal sealed class PingSchedule(PingOptions options, PingReport report)
{
    // In the order of their numbers, which is that of their times.
    private readonly Queue<(int Number, TimeSpan Sent)> _open = [];
    private readonly HashSet<int> _answered = [];
    private TimeSpan _next;
    private int _last;

    /// <summary>Whether all has been asked, and is answered or lost.</summary>
    public bool IsOver => !HasMore && _open.Count == 0;

    private bool HasMore => options.Count == 0 || _last < options.Count;

    /// <summary>Returns the number of the question that is due, from 1 on; 0 if none is. It counts as sent.</summary>
    public int TakeDue(TimeSpan now)
    {
        if (!HasMore || now < _next) return 0;
        // What could not be asked in time (the process was stopped) is not made up for.
        _next = _next + options.Interval > now ? _next + options.Interval : now + options.Interval;
        _open.Enqueue((++_last, now));
        report.Sent();
        return _last;
    }

    /// <summary>An answer has come. The second one to a question, and one that is too late, counts for nothing.</summary>
    public void Answer(int number, TimeSpan now, string address, string? name = null)
    {
        if (_open.FirstOrDefault(each => each.Number == number) is not { Number: > 0 } open || !_answered.Add(number)) return;
        report.Answered(number, address, name, now - open.Sent);
        Settle(now);
    }

    /// <summary>Reports the questions whose time is up.</summary>
    public void Settle(TimeSpan now)
    {
        while (_open.TryPeek(out (int Number, TimeSpan Sent) oldest))
        {
            if (!_answered.Remove(oldest.Number))
            {
                if (now - oldest.Sent < options.Timeout) return;
                report.Lost(oldest.Number);
            }
            _open.Dequeue();
        }
    }

    /// <summary>How long nothing is due: neither a question nor the end of one.</summary>
    public TimeSpan Rest(TimeSpan now)
    {
        TimeSpan next = HasMore ? _next : TimeSpan.MaxValue;
        if (_open.TryPeek(out (int Number, TimeSpan Sent) oldest) && oldest.Sent + options.Timeout < next)
            next = oldest.Sent + options.Timeout;
        return next > now ? next - now : TimeSpan.Zero;
    }
}
