using ChatSockets.Core.State;


namespace ChatSockets.Server.Tests.Support;

/// <summary>
/// The store's thread, stopped in the middle of its work until this is disposed: whatever waits for the disk stands still, between what it
/// has looked at and what it will do. What is read is still read. For a server with a data folder.
/// </summary>
internal sealed class HeldStore : IDisposable
{
    private readonly ManualResetEventSlim _isHeld = new();
    private readonly ManualResetEventSlim _isOver = new();

    public HeldStore(Chat chat)
    {
        chat.Server.Context.Store.Submit(_ =>
        {
            _isHeld.Set();
            _isOver.Wait(Waiting.Deadline);
        });
        _isHeld.Wait(Waiting.Deadline).Should().BeTrue("the store stops");
    }

    /// <summary>It goes on.</summary>
    public void Dispose() => _isOver.Set();

    /// <summary>Until something that was said in a room has taken its place and waits for the disk.</summary>
    public static Task SpeechInAsync(Chat chat, string room) => Waiting.UntilAsync(
        () =>
        {
            chat.Server.Context.Rooms.TryFind(Wire.Utf8(room), out Room? found).Should().BeTrue();
            lock (found!.Gate) return !found.Speech.IsEmpty;
        },
        $"a line in {room} on its way to the disk");

    /// <summary>The same for what one user said to another.</summary>
    public static Task PrivateSpeechAsync(Chat chat) => Waiting.UntilAsync(
        () => Enumerable.Range(0, 64).Select(number => chat.Server.Context.CommitPipeline.PrivateQueue(number)).Any(queue =>
        {
            lock (queue.Gate) return !queue.IsEmpty;
        }),
        "a private line on its way to the disk");
}
