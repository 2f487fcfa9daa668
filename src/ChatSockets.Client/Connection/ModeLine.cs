using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>One mode that was set or taken back.</summary>
internal readonly record struct ModeSetting(bool Given, char Mode, string? Parameter);

/// <summary>Takes a MODE's parameters apart: which letter has one is the server's word (ISUPPORT CHANMODES and PREFIX).</summary>
internal static class ModeLine
{
    public static IEnumerable<ModeSetting> Parse(string letters, IReadOnlyList<string> parameters, Isupport isupport)
    {
        bool given = true;
        int next = 0;
        foreach (char letter in letters)
        {
            if (letter is '+' or '-')
            {
                given = letter == '+';
                continue;
            }
            bool takes = isupport.PrefixModes.Contains(letter, StringComparison.Ordinal)
                || IsOfKind(isupport, 0, letter) || IsOfKind(isupport, 1, letter) || (given && IsOfKind(isupport, 2, letter));
            yield return new ModeSetting(given, letter, takes && next < parameters.Count ? parameters[next++] : null);
        }
    }

    private static bool IsOfKind(Isupport isupport, int kind, char letter) =>
        kind < isupport.ChannelModes.Count && isupport.ChannelModes[kind].Contains(letter, StringComparison.Ordinal);
}
