using System.Net;

namespace ChatSockets.Core.Settings;

/// <summary>
/// A gateway that brings in people from the web and may tell their addresses with WEBIRC (IRCv3, "WebIRC"). Immutable;
/// <see cref="ChatOptions.Errors"/> checks it.
/// </summary>
public sealed record WebGateway
{
    /// <summary>For the log, and to tell gateways apart.</summary>
    public required string Name { get; init; }

    public required PasswordHash Password { get; init; }

    /// <summary>Where it connects from, at least one network.</summary>
    public required IReadOnlyList<IPNetwork> Addresses { get; init; }

    /// <summary>Returns its errors, each with what to do.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!OperatorAccount.IsWord(Name))
            yield return $"The gateway's name '{Name}' must be one word of 1 to 63 characters that does not begin with a colon.";
        if (Addresses.Count == 0) yield return $"The gateway '{Name}' needs addresses to connect from.";
    }
}
