using System.Buffers;

namespace ChatSockets.Core.State;

/// <summary>The valid keys and values of metadata, and their limits: IRCv3 metadata, "Keys and Values".</summary>
internal static class MetadataLimits
{
    /// <summary>The most keys that a client is subscribed to (max-subs).</summary>
    public const int MaximumSubscriptions = 50;

    /// <summary>The most keys of a user or a room (max-keys).</summary>
    public const int MaximumKeys = 20;

    /// <summary>The longest key, in bytes. With the longest names and value it fits into a line.</summary>
    public const int MaximumKeyBytes = 40;

    /// <summary>The longest value, in bytes (max-value-bytes).</summary>
    public const int MaximumValueBytes = 256;

    /// <summary>The most values of a room and its members that are sent without having been asked for.</summary>
    public const int MaximumUnasked = 100;

    /// <summary>The most that are sent when asked for: they must fit into an outbox.</summary>
    public const int MaximumAsked = 1000;

    /// <summary>The seconds after which a client should repeat a request that is not answered now.</summary>
    public const int RetryAfter = 5;

    private static readonly SearchValues<byte> KeyBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_./-"u8);

    /// <summary>The capability's value.</summary>
    public static string CapabilityValue =>
        $"before-connect,max-subs={MaximumSubscriptions},max-keys={MaximumKeys},max-value-bytes={MaximumValueBytes}";

    public static bool IsKey(ReadOnlySpan<byte> key) => key.Length is > 0 and <= MaximumKeyBytes && !key.ContainsAnyExcept(KeyBytes);
}
