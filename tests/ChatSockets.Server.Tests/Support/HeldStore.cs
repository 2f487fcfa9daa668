using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Tests.Support;

/// <summary>Holds the store's thread, as a disk does that does not answer, until the test lets it go.</summary>
internal sealed class HeldStore : IDisposable
{
    private readonly ManualResetEventSlim _go = new();

    private HeldStore()
    {
    }

    /// <summary>The thread is held when this returns.</summary>
    public static HeldStore Hold(Store store)
    {
        var held = new HeldStore();
        using var entered = new ManualResetEventSlim();
        store.Submit(_ =>
        {
            entered.Set();
            held._go.Wait(Waiting.Deadline);
        });
        entered.Wait(Waiting.Deadline).Should().BeTrue();
        return held;
    }

    public void LetGo() => _go.Set();

    // The thread may still wait for the event.
    public void Dispose() => LetGo();
}
