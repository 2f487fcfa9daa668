using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>
/// The form in which a client gets values: with IRCv3 draft/metadata-2 as METADATA messages, or as numerics in reply to a command; with
/// draft/metadata-3, which is not published yet (pull request 613 of ircv3-specifications; irctest has tests), always as numerics.
/// </summary>
internal static class MetadataForm
{
    /// <summary>Returns whether a client gets values at all.</summary>
    public static bool IsKnownTo(Session session) => session.Has(Capability.Metadata) || IsNumeric(session);

    /// <summary>Returns whether it gets them only as numerics.</summary>
    public static bool IsNumeric(Session session) => session.Has(Capability.Metadata3);

    /// <summary>Writes RPL_KEYVALUE, or RPL_KEYNOTSET.</summary>
    /// <param name="buffer">The client's buffer.</param>
    /// <param name="target">The owner of the value.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null if it is not set.</param>
    public static void Write(ReplyBuffer buffer, byte[] target, string key, byte[]? value)
    {
        MessageWriter writer = buffer.Begin(value is null ? Numeric.RPL_KEYNOTSET : Numeric.RPL_KEYVALUE);
        writer.Parameter(target);
        writer.Parameter(key);
        if (value is null)
        {
            writer.Trailing("The key is not set"u8);
        }
        else
        {
            // Everybody may see it.
            writer.Parameter("*"u8);
            writer.Trailing(value);
        }
        buffer.End(ref writer);
    }
}
