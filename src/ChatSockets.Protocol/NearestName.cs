namespace ChatSockets.Protocol;

/// <summary>Finds the existing name (of a command, of a setting) that a mistyped one probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The name with the fewest letters to change, add, drop or swap. The names are in small letters; there is at least one.
    /// </summary>
    public static string To(string typed, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return names.MinBy(name => (Distance(typed.ToLowerInvariant(), name), name.Length))!;
    }

    /// <summary>The same name if so few letters differ that it was probably meant; null otherwise, and where there are no names.</summary>
    public static string? Near(string typed, IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) return null;
        string nearest = To(typed, names);
        // Two letters of three would be another word.
        int most = Math.Min(Math.Max(2, nearest.Length / 3), nearest.Length - 2);
        return Distance(typed.ToLowerInvariant(), nearest) <= Math.Max(1, most) ? nearest : null;
    }

    /// <summary>The letters to change, add, drop or swap: optimal string alignment, in which two swapped letters are one mistake.</summary>
    public static int Distance(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        int[,] steps = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++) steps[i, 0] = i;
        for (int j = 0; j <= other.Length; j++) steps[0, j] = j;
        for (int i = 1; i <= one.Length; i++)
        {
            for (int j = 1; j <= other.Length; j++)
            {
                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                steps[i, j] = Math.Min(Math.Min(steps[i - 1, j] + 1, steps[i, j - 1] + 1), steps[i - 1, j - 1] + change);
                bool swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if (swapped) steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }
        return steps[one.Length, other.Length];
    }
}
