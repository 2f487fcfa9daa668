using ChatSockets.Protocol;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Metadata;

/// <summary>
/// In which form a client is told of values. With IRCv3 draft/metadata-2 in METADATA messages, and in numerics where it asked for them;
/// with draft/metadata-3, which is no published specification yet (pull request 613 of ircv3-specifications; irctest has tests), always in
/// numerics.
/// </summary>
internal static class MetadataForm
{
    /// <summary>Whether a client is told at all.</summary>
    public static bool IsKnownTo(Session session) => session.Has(Capability.Metadata) || IsNumeric(session);

    /// <summary>Whether it is told in numerics only.</summary>
    public static bool IsNumeric(Session session) => session.Has(Capability.Metadata3);

    /// <summary>RPL_KEYVALUE, or RPL_KEYNOTSET.</summary>
    /// <param name="buffer">Of whoever is told.</param>
    /// <param name="target">Whose value it is.</param>
    /// <param name="key">Which.</param>
    /// <param name="value">The value; null where there is none.</param>
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
