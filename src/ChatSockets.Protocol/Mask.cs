namespace ChatSockets.Protocol;

/// <summary>Wildcards: Modern IRC, "Wildcard Expressions". <c>*</c> is any number of bytes, <c>?</c> is one, <c>\</c> takes either literally.</summary>
public static class Mask
{
    /// <summary>Matches in time proportional to the product of both lengths, whatever the mask.</summary>
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
    /// The full nick!user@host mask that somebody means: <c>bob</c> is <c>bob!*@*</c>, <c>*.org</c> is <c>*!*@*.org</c>,
    /// <c>u@h</c> is <c>*!u@h</c>.
    /// </summary>
    public static byte[] Complete(ReadOnlySpan<byte> mask)
    {
        int bang = mask.IndexOf((byte)'!');
        int at = mask.LastIndexOf((byte)'@');
        if (bang >= 0 && at > bang) return mask.ToArray();
        if (bang >= 0) return [.. mask, .. "@*"u8];
        if (at >= 0) return [.. "*!"u8, .. mask];
        return mask.ContainsAny((byte)'.', (byte)':') ? [.. "*!*@"u8, .. mask] : [.. mask, .. "!*@*"u8];
    }
}
