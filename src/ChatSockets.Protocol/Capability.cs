namespace ChatSockets.Protocol;

/// <summary>The IRCv3 capabilities that both sides know: "Client Capability Negotiation" and the registry of extensions.</summary>
[Flags]
public enum Capability : uint
{
    None = 0,

    /// <summary>Any tag may be sent and received, and TAGMSG: IRCv3 message-tags.</summary>
    MessageTags = 1 << 0,

    /// <summary>Each message carries the time at which the server took it: IRCv3 server-time.</summary>
    ServerTime = 1 << 1,

    /// <summary>One's own messages come back as a receipt: IRCv3 echo-message.</summary>
    EchoMessage = 1 << 2,

    /// <summary>NAMES and WHO show every status a member has, not the highest only: IRCv3 multi-prefix.</summary>
    MultiPrefix = 1 << 3,

    /// <summary>CAP NEW and CAP DEL are understood: IRCv3 cap-notify; implied by CAP LS 302.</summary>
    CapNotify = 1 << 4,
}

/// <summary>The capabilities' names on the wire.</summary>
public static class CapabilityNames
{
    /// <summary>Each capability with its name, in the order in which they are listed.</summary>
    public static readonly IReadOnlyList<(Capability Capability, string Name)> All =
    [
        (Capability.CapNotify, "cap-notify"),
        (Capability.EchoMessage, "echo-message"),
        (Capability.MessageTags, "message-tags"),
        (Capability.MultiPrefix, "multi-prefix"),
        (Capability.ServerTime, "server-time"),
    ];

    /// <summary>The capability of that name, which is compared to the letter; None where we have no such one.</summary>
    public static Capability Parse(ReadOnlySpan<byte> name)
    {
        foreach ((Capability capability, string known) in All)
        {
            if (System.Text.Ascii.Equals(name, known)) return capability;
        }
        return Capability.None;
    }

    /// <summary>The names of a set, separated by spaces.</summary>
    public static string Format(Capability capabilities) =>
        string.Join(' ', All.Where(entry => capabilities.HasFlag(entry.Capability)).Select(entry => entry.Name));
}
