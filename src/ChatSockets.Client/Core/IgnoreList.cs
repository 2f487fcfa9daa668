using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>Nicknames, and masks nick!user@host, whose messages are not shown. The loop's thread alone uses it.</summary>
internal sealed class IgnoreList(IEnumerable<string> ignored) : HashSet<string>(ignored, StringComparer.OrdinalIgnoreCase)
{
    /// <summary>Whether a message is not shown.</summary>
    /// <param name="said">The message.</param>
    /// <param name="names">How the server compares nicknames.</param>
    public bool Covers(ChatMessage said, IEqualityComparer<string> names) => Count > 0
        && this.Any(each => each.AsSpan().ContainsAny('!', '@', '*')
            ? Mask.Matches(Mask.Complete(Encoding.UTF8.GetBytes(each)), Encoding.UTF8.GetBytes(said.Source), CaseMapping.Rfc1459)
            : names.Equals(each, said.From));
}
