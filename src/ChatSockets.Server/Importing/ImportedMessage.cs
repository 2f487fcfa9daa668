using ChatSockets.Storage;

namespace ChatSockets.Server.Importing;

/// <summary>
/// A message of another system's history. It has been checked: <see cref="HistoryImporter"/> takes its bytes as they are.
/// </summary>
/// <param name="Time">When it was sent, as precisely as the other system says.</param>
/// <param name="Kind">PRIVMSG or NOTICE, of one line or several.</param>
/// <param name="Source">The sender: a nickname, or nick!user@host where that is known.</param>
/// <param name="Text">As <see cref="LineKind"/> has it.</param>
internal sealed record ImportedMessage(DateTimeOffset Time, LineKind Kind, byte[] Source, byte[] Text)
{
    /// <summary>The sender's account in this store; null for none.</summary>
    public byte[]? Account { get; init; }

    public bool IsBot { get; init; }
}
