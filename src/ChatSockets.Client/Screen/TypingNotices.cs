using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>Tells others that the user is typing (IRCv3 typing), as often as it has to be repeated.</summary>
internal sealed class TypingNotices(ClientApp app)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private DateTimeOffset _sent;

    /// <summary>The user has typed, or has stopped because the text was sent.</summary>
    public void Send(Conversation? shown, string text, bool isActive)
    {
        if (shown is not { IsServer: false } conversation) return;
        if (app.Session is not { IsRegistered: true } session || !session.Has(Capability.MessageTags)) return;
        bool isCommand = text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal);
        DateTimeOffset now = app.Clock.GetUtcNow();
        if (isActive && (isCommand || now - _sent < Pause)) return;
        if (!isActive && _sent == default) return;
        _sent = isActive ? now : default;
        // Whoever has sent a message has stopped typing anyway.
        if (isActive) session.SendTyping(conversation.Name);
    }
}
