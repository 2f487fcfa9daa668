using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Server;

/// <summary>What is said behind the name of something that there is not: a room, an account, an operator.</summary>
internal static class NameAdvice
{
    /// <summary>"Did you mean NAME?" with a space before it, if one of the known names is near; empty otherwise.</summary>
    public static string Of(string name, IEnumerable<string> known)
    {
        var asWritten = new Dictionary<string, string>();
        foreach (string one in known) asWritten[one.ToLowerInvariant()] = one;
        return NearestName.Near(name, asWritten.Keys) is { } nearest ? $" Did you mean {asWritten[nearest]}?" : "";
    }

    /// <inheritdoc cref="Of(string, IEnumerable{string})"/>
    public static string Of(string name, IEnumerable<byte[]> known) => Of(name, known.Select(Encoding.UTF8.GetString));
}
