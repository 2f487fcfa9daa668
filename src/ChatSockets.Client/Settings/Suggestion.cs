using ChatSockets.Protocol;

namespace ChatSockets.Client.Settings;

/// <summary>Advice for a mistyped name.</summary>
internal static class Suggestion
{
    /// <summary>Asks whether the nearest of the names was meant. Returns <paramref name="otherwise"/> if none is near.</summary>
    public static string For(string typed, IReadOnlyCollection<string> names, string otherwise)
    {
        if (names.Count == 0) return otherwise;
        string nearest = NearestName.To(typed, names);
        bool isNear = NearestName.Distance(typed.ToLowerInvariant(), nearest) <= Math.Max(2, nearest.Length / 3)
            && typed.Length > 0 && nearest.Length > 2;
        return isNear ? $"Did you mean {nearest}?" : otherwise;
    }
}
