namespace ChatSockets.Core.Diagnostics;

/// <summary>
/// Named points between a check and the action based on it, at which a test can stop a thread. They do nothing in a real server. Any
/// thread; never reached under a lock, because a stopped thread would stop everybody else.
/// </summary>
/// <remarks>
/// The names are constants beside the code that reaches them. A test sets <see cref="Reached"/> by its own support (StopAt).
/// </remarks>
internal sealed class Checkpoints
{
    /// <summary>Called on each thread that comes to a point, with the point's name; null but in tests.</summary>
    public Action<string>? Reached { get; set; }

    public void Reach(string point) => Reached?.Invoke(point);
}
