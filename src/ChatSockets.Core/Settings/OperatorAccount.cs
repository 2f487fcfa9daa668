using System.Net;
using ChatSockets.Core.Text;

namespace ChatSockets.Core.Settings;

/// <summary>
/// An account with which a user can become a server operator (Modern IRC, "OPER message"). Immutable; <see cref="ChatOptions.Errors"/>
/// validates it.
/// </summary>
public sealed record OperatorAccount
{
    /// <summary>The name that OPER asks for.</summary>
    public required string Name { get; init; }

    public required PasswordHash Password { get; init; }

    /// <summary>
    /// From where, at least one: an address, a network as <c>10.0.0.0/8</c>, or a mask as <c>*@*.example.org</c>; <c>*@*</c> is anywhere.
    /// </summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The host that others see instead of the operator's address; null to leave it.</summary>
    public string? Host { get; init; }

    public Privileges Privileges { get; init; }

    /// <summary>Returns whether a user from there may use this account. Any thread.</summary>
    internal bool IsFor(ReadOnlySpan<byte> username, ReadOnlySpan<byte> host, IPAddress address)
    {
        foreach (string pattern in Hosts)
        {
            if (HostPattern.Matches(pattern, username, host, address)) return true;
        }
        return false;
    }

    /// <summary>Returns its errors, each with what to do.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!IsWord(Name))
            yield return $"The operator's name '{Name}' must be one word of 1 to 63 characters that does not begin with a colon.";
        if (Hosts.Count == 0) yield return $"The operator '{Name}' needs hosts to come from; *@* is anywhere.";
        foreach (string pattern in Hosts.Where(pattern => !HostPattern.IsValid(pattern)))
            yield return $"The operator '{Name}' cannot connect from '{pattern}': that is neither an address, nor a network such as "
                + "10.0.0.0/8, nor a mask "
                + "as *@*.example.org.";
        if (Host is not null && !IsHost(Host))
            yield return $"The host '{Host}' of the operator '{Name}' must be 1 to {HostPattern.MaximumHostBytes} letters, digits, "
                + "hyphens, dots and slashes, as staff.example.org.";
        if ((Privileges & ~Privileges.All) != 0) yield return $"The operator '{Name}' has privileges that do not exist.";
    }

    // What others can take for no other part of nick!user@host; slashes as in staff/alice are usual. As long as ISUPPORT HOSTLEN says.
    private static bool IsHost(string text) =>
        text.Length is > 0 and <= HostPattern.MaximumHostBytes && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/');

    // What can be a parameter in the middle of a line.
    internal static bool IsWord(string text) =>
        text.Length is > 0 and <= 63 && !text.StartsWith(':') && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
