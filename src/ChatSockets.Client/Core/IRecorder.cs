using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>Writes down what the loop handles and when it draws. The loop's thread calls all members.</summary>
internal interface IRecorder : IDisposable
{
    /// <summary>A connection was made, which is not dialled yet.</summary>
    void Dialled(ILink link);

    /// <summary>Something is about to be handled.</summary>
    void Record(AppEvent happened, IReadOnlyList<Network> networks, Func<InputEvent, bool> isSecret, string conversation);

    /// <summary>The front is about to be drawn.</summary>
    void Flush((int Height, int Width)? size);
}
