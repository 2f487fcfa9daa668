namespace ChatSockets.Testing;

/// <summary>Something that a <see cref="TestClient"/> was told: a PRIVMSG, or a NOTICE of a user.</summary>
/// <param name="From">The nickname of who said it.</param>
/// <param name="Target">The room, or the nickname of the client itself.</param>
/// <param name="Text">What was said. An action (/me) has its CTCP frame.</param>
/// <param name="Id">The message's id (IRCv3 msgid), the same for everybody and in history; empty if the server gives none.</param>
/// <param name="IsNotice">Whether it is a NOTICE, which bots must not answer.</param>
public sealed record ChatLine(string From, string Target, string Text, string Id, bool IsNotice = false)
{
    /// <summary>As a failed test shows it.</summary>
    public override string ToString() => $"{Target} <{From}> {Text}";
}
