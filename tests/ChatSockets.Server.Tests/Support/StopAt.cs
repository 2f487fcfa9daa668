namespace ChatSockets.Server.Tests.Support;

/// <summary>
/// Stops the first thread of the server that comes to a checkpoint after this was made, until it is released or disposed; later ones pass.
/// So a test does something between a check and what follows from it:
/// <code>
/// using var stop = new StopAt(chat, "somewhere");
/// await alice.SendAsync("...");
/// await stop.ReachedAsync();     // alice's thread stands there
/// await bob.AskAsync("...");     // what must not be missed
/// stop.Release();
/// </code>
/// </summary>
internal sealed class StopAt : IDisposable
{
    private readonly Chat _chat;
    private readonly string _point;
    private readonly Action<string>? _before;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();
    private int _count;

    public StopAt(Chat chat, string point)
    {
        _chat = chat;
        _point = point;
        _before = chat.Server.Context.Checkpoints.Reached;
        chat.Server.Context.Checkpoints.Reached = OnReached;
    }

    /// <summary>A thread has come, and stands.</summary>
    public Task ReachedAsync() => _reached.Task.WithinDeadlineAsync($"a thread at the checkpoint '{_point}'");

    /// <summary>It goes on.</summary>
    public void Release() => _released.Set();

    public void Dispose()
    {
        _chat.Server.Context.Checkpoints.Reached = _before;
        Release();
    }

    private void OnReached(string point)
    {
        _before?.Invoke(point);
        if (point != _point || Interlocked.Increment(ref _count) > 1) return;
        _reached.SetResult();
        // Whoever forgets to release it learns so by what did not come.
        _released.Wait(Waiting.Deadline);
    }
}
