namespace ChatSockets.Protocol;

/// <summary>
/// Wildcards: Modern IRC, "Wildcard Expressions". <c>*</c> is any number of bytes, <c>?</c> is one, <c>\</c> takes either literally.
/// </summary>
public static class Mask
{
    /// <summary>Matches in time proportional to the product of both lengths, for any mask.</summary>
    public static bool Matches(ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value, CaseMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        int m = 0, v = 0, starMask = -1, starValue = 0;
        while (v < value.Length)
        {
            if (m < mask.Length && mask[m] == (byte)'*')
            {
                starMask = ++m;
                starValue = v;
                continue;
            }
            if (m < mask.Length)
            {
                bool escaped = mask[m] == (byte)'\\' && m + 1 < mask.Length && mask[m + 1] is (byte)'*' or (byte)'?';
                byte expected = escaped ? mask[m + 1] : mask[m];
                if ((!escaped && expected == (byte)'?') || mapping.Fold(expected) == mapping.Fold(value[v]))
                {
                    m += escaped ? 2 : 1;
                    v++;
                    continue;
                }
            }
            if (starMask < 0) return false;
            m = starMask;
            v = ++starValue;
        }
        while (m < mask.Length && mask[m] == (byte)'*') m++;
        return m == mask.Length;
    }

    /// <summary>Whether a text has a wildcard in it.</summary>
    public static bool HasWildcard(ReadOnlySpan<byte> text) => text.ContainsAny((byte)'*', (byte)'?');

    /// <summary>
    /// Completes a mask to nick!user@host: <c>bob</c> becomes <c>bob!*@*</c>, <c>*.org</c> becomes <c>*!*@*.org</c>, <c>u@h</c> becomes
    /// <c>*!u@h</c>. An empty part means any.
    /// </summary>
    public static byte[] Complete(ReadOnlySpan<byte> mask)
    {
        int bang = mask.IndexOf((byte)'!');
        int at = mask.LastIndexOf((byte)'@');
        if (at < bang) at = -1;
        if (bang < 0 && at < 0) return mask.ContainsAny((byte)'.', (byte)':') ? Join(default, default, mask) : Join(mask, default, default);
        return Join(
            bang < 0 ? default : mask[..bang],
            at < 0 ? mask[(bang + 1)..] : mask[(bang + 1)..at],
            at < 0 ? default : mask[(at + 1)..]);
    }

    private static byte[] Join(ReadOnlySpan<byte> nickname, ReadOnlySpan<byte> user, ReadOnlySpan<byte> host)
    {
        return [.. OrAny(nickname), (byte)'!', .. OrAny(user), (byte)'@', .. OrAny(host)];

        static ReadOnlySpan<byte> OrAny(ReadOnlySpan<byte> part) => part.IsEmpty ? "*"u8 : part;
    }
}
