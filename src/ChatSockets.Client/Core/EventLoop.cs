using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChatSockets.Client.Core;

/// <summary>
/// The one queue of events, and its turns: what has come is handled, and at the end of a turn the front shows it. <see cref="Post"/> is for
/// every thread, <see cref="Run"/> is the loop's.
/// </summary>
#pragma warning disable CA1001 // The queue is never disposed: other threads post until the process ends.
internal sealed class EventLoop(ClientApp app)
#pragma warning restore CA1001
{
    // Bounded: whatever brings more than the loop can handle (a server, a pipe) waits.
    private const int QueueLength = 1024;

    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(40);

    private readonly BlockingCollection<AppEvent> _queue = new(QueueLength);
    private long _flushed;
    private bool _isInputHandled;

    public void Post(AppEvent happened) => _queue.Add(happened);

    /// <summary>Handles events until the client is over.</summary>
    public void Run()
    {
        while (!app.IsOver) Turn();
        app.FlushNow();
    }

    // A screen is not drawn more often than an eye can follow, unless the user has done something; and a busy server does not keep it from
    // being drawn.
    private void Turn()
    {
        TimeSpan since = Stopwatch.GetElapsedTime(_flushed);
        bool isDue = since >= FlushEvery, canWait = app.Frontend.KeepsTimelines && !_isInputHandled && !isDue;
        if (isDue || !_queue.TryTake(out AppEvent? happened, canWait ? FlushEvery - since : TimeSpan.Zero))
        {
            app.FlushNow();
            _flushed = Stopwatch.GetTimestamp();
            _isInputHandled = false;
            if (app.IsOver) return;
            happened = _queue.Take();
        }
        _isInputHandled |= happened is InputEvent;
        app.Play(happened);
    }
}
