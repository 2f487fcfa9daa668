using ChatSockets.Client.Core;

namespace ChatSockets.Client.Screen;

/// <summary>A message of ours that comes back into the line to be sent again. It stays as it is until the line is sent.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Withdraw">Takes the old message back. Returns what to tell the user; null for nothing.</param>
internal sealed record Correction(string Text, Func<string?> Withdraw)
{
    /// <summary>
    /// Returns the last message that was refused or whose fate is unknown, or else the last one; null if there is none, or with the reason
    /// if it cannot be taken back.
    /// </summary>
    public static Correction? Of(Conversation conversation, out string? reason)
    {
        reason = null;
        OutboxEntry? failed = conversation.Network.Outbox.Of(conversation.Name)
            .LastOrDefault(each => each.State is OutboxState.Refused or OutboxState.Unknown);
        if (failed is not null)
        {
            return new Correction(failed.Text, () =>
            {
                conversation.Network.Outbox.Remove(failed);
                return null;
            });
        }
        for (long position = conversation.Timeline.End - 1; position >= conversation.Timeline.Start; position--)
        {
            TimelineEntry entry = conversation.Timeline[position];
            if (!entry.IsSelf || !entry.IsSpeech || entry.IsRedacted) continue;
            reason = MessageActions.CanRedact(conversation, entry);
            return reason is null ? new Correction(entry.Text, () => MessageActions.Redact(conversation, entry)) : null;
        }
        return null;
    }
}
