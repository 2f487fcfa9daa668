using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

/// <summary>The messages of the current conversation of which the user must decide what becomes of them.</summary>
internal static class Failed
{
    public static IReadOnlyList<OutboxEntry> Of(SlashCall call) => call.App.Conversations.Current is { } current
        ? [.. current.Network.Outbox.Of(current.Name).Where(each => each.State is OutboxState.Refused or OutboxState.Unknown)]
        : [];
}
