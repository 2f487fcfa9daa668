using ChatSockets.Protocol;

namespace ChatSockets.Core.Text;

/// <summary>Advice for a name that does not exist.</summary>
internal static class Suggestions
{
    /// <summary>Asks whether the nearest of the names was meant; where none is near, says something else.</summary>
    public static string Advice(string name, IEnumerable<string> names, string otherwise) =>
        Nearest(name, names) is { } nearest ? $"Did you mean {nearest}?" : otherwise;

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> names) => NearestName.Near(name, [.. names]);
}
