using ChatSockets.Protocol;

namespace ChatSockets.Core.Accounts;

/// <summary>
/// Nicknames that look alike: Unicode Technical Standard 39, "Confusable Detection". Two are confusable if their skeletons are equal.
/// </summary>
/// <remarks>
/// A nickname is ASCII, so that few characters are left that can be taken for another: of the standard's table, 0 for O, each of 1, I and |
/// for l, and rn for m. The column <c>skeleton</c> of the accounts has the same.
/// </remarks>
internal static class Confusables
{
    /// <summary>The skeleton of a nickname as it is spelled, in small letters.</summary>
    public static byte[] SkeletonOf(ReadOnlySpan<byte> nickname)
    {
        Span<byte> skeleton = stackalloc byte[Nickname.MaximumBytes];
        if (nickname.Length > skeleton.Length) skeleton = new byte[nickname.Length];
        int length = 0;
        foreach (byte letter in nickname)
        {
            byte prototype = PrototypeOf(letter);
            if (prototype == (byte)'n' && length > 0 && skeleton[length - 1] == (byte)'r') skeleton[length - 1] = (byte)'m';
            else skeleton[length++] = prototype;
        }
        return skeleton[..length].ToArray();
    }

    private static byte PrototypeOf(byte letter) => letter switch
    {
        (byte)'0' => (byte)'o',
        (byte)'1' or (byte)'I' or (byte)'|' => (byte)'l',
        _ => CaseMapping.Ascii.Fold(letter),
    };
}
