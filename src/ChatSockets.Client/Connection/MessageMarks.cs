using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>What a script says about a message beside its text.</summary>
/// <param name="ReplyTo">The id of the message that it answers (IRCv3 +draft/reply); null for none.</param>
/// <param name="Once">An id of the script's, by which the server takes it once (chatsockets/once); null for none.</param>
internal sealed record MessageMarks(string? ReplyTo, string? Once)
{
    public static readonly MessageMarks None = new(null, null);

    /// <summary>The longest id: the server takes 64 bytes, and the pieces of a long text have a number behind the id.</summary>
    private const int MaximumOnceLength = 48;

    public static readonly string OnceRule = $"1 to {MaximumOnceLength} letters, digits and -_.:+@";

    /// <summary>Whether a text can be the id under which a message arrives once. The slash is left for the numbers of pieces.</summary>
    public static bool IsOnceId(string text) => text.Length is > 0 and <= MaximumOnceLength
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.:+@".Contains(letter, StringComparison.Ordinal));

    /// <summary>Whether a text can be a message's id: IRCv3 message-ids leaves it to the server, which puts no space in it.</summary>
    public static bool IsMessageId(string text) =>
        text.Length is > 0 and <= 256 && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));

    /// <summary>The id of one piece of a text that needs several messages: the same whenever the same text is sent.</summary>
    public string? OnceOf(int piece) => Once is null || piece == 0 ? Once : $"{Once}/{piece + 1}";

    /// <summary>Returns why a message cannot be marked so on that connection, as a clause; null if it can.</summary>
    public string? WhyNot(ClientSession session)
    {
        if (ReplyTo is not null && !session.Has(Capability.MessageTags))
            return "the server has no message tags, by which a message names the one that it answers";
        if (Once is not null && !session.Has(Capability.Deduplication | Capability.MessageTags))
            return "the server takes no ids by which a message arrives once (chatsockets/once)";
        return null;
    }
}
