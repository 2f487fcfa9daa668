namespace ChatSockets.Protocol;

/// <summary>The IRCv3 capabilities that both sides know: "Client Capability Negotiation" and the registry of extensions.</summary>
[Flags]
public enum Capability : ulong
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

    /// <summary>ACCOUNT announces logins and logouts: IRCv3 account-notify.</summary>
    AccountNotify = 1 << 5,

    /// <summary>Messages carry the sender's account: IRCv3 account-tag.</summary>
    AccountTag = 1 << 6,

    /// <summary>AWAY announces when users go away and come back: IRCv3 away-notify.</summary>
    AwayNotify = 1 << 7,

    /// <summary>Messages that belong together come in a BATCH: IRCv3 batch.</summary>
    Batch = 1 << 8,

    /// <summary>CHGHOST tells of a new user name or host: IRCv3 chghost.</summary>
    Chghost = 1 << 9,

    /// <summary>JOIN tells the account and the real name: IRCv3 extended-join.</summary>
    ExtendedJoin = 1 << 10,

    /// <summary>
    /// MONITOR also delivers the notifications of the notify capabilities, without a common room: IRCv3 extended-monitor.
    /// </summary>
    ExtendedMonitor = 1 << 11,

    /// <summary>INVITE announces invitations to the room's members: IRCv3 invite-notify.</summary>
    InviteNotify = 1 << 12,

    /// <summary>Replies carry the label of their command: IRCv3 labeled-response; needs batch.</summary>
    LabeledResponse = 1 << 13,

    /// <summary>JOIN is not followed by the names: IRCv3 no-implicit-names.</summary>
    NoImplicitNames = 1 << 14,

    /// <summary>SETNAME changes the real name, and tells of it: IRCv3 setname.</summary>
    Setname = 1 << 15,

    /// <summary>FAIL, WARN and NOTE are understood: IRCv3 standard-replies.</summary>
    StandardReplies = 1 << 16,

    /// <summary>NAMES shows nick!user@host: IRCv3 userhost-in-names.</summary>
    UserhostInNames = 1 << 17,

    /// <summary>A message may have several lines: IRCv3 draft/multiline; needs batch.</summary>
    Multiline = 1 << 18,

    /// <summary>REDACT takes a message back: IRCv3 draft/message-redaction.</summary>
    MessageRedaction = 1 << 19,

    /// <summary>RENAME gives a room another name: IRCv3 draft/channel-rename.</summary>
    ChannelRename = 1 << 20,

    /// <summary>ISUPPORT is a command and comes in a batch: IRCv3 draft/extended-isupport.</summary>
    ExtendedIsupport = 1 << 21,

    /// <summary>AWAY may come before registration is complete: IRCv3 draft/pre-away.</summary>
    PreAway = 1 << 22,

    /// <summary>METADATA stores keys and values of users and rooms: IRCv3 draft/metadata-2.</summary>
    Metadata = 1 << 23,

    /// <summary>AUTHENTICATE logs in: IRCv3 sasl-3.1, sasl-3.2.</summary>
    Sasl = 1 << 24,

    /// <summary>REGISTER makes an account: IRCv3 draft/account-registration.</summary>
    AccountRegistration = 1 << 25,

    /// <summary>A message may carry an id of the client's, and is taken once however often it is sent: our own chatsockets/once.</summary>
    Deduplication = 1 << 26,

    /// <summary>CHATHISTORY requests history, and none is sent unasked: IRCv3 draft/chathistory.</summary>
    ChatHistory = 1UL << 32,

    /// <summary>History includes events as well as messages: IRCv3 draft/event-playback.</summary>
    EventPlayback = 1UL << 33,

    /// <summary>MARKREAD synchronises read markers between a user's clients: IRCv3 draft/read-marker.</summary>
    ReadMarker = 1UL << 34,

    /// <summary>
    /// METADATA as in pull request 613 of the specifications: values arrive as numerics, also unasked: draft/metadata-3. It wins if both
    /// are negotiated.
    /// </summary>
    Metadata3 = 1UL << 35,

    /// <summary>SEARCH returns a batch: soju.im/search.</summary>
    Search = 1 << 27,

    /// <summary>A message to *playback requests history, and none is sent unasked: the bouncer ZNC's znc.in/playback.</summary>
    ZncPlayback = 1 << 28,
}

/// <summary>The capabilities' names on the wire.</summary>
public static class CapabilityNames
{
    /// <summary>Each capability with its name, in the order in which they are listed.</summary>
    public static readonly IReadOnlyList<(Capability Capability, string Name)> All =
    [
        (Capability.AccountNotify, "account-notify"),
        (Capability.AccountTag, "account-tag"),
        (Capability.AwayNotify, "away-notify"),
        (Capability.Batch, "batch"),
        (Capability.CapNotify, "cap-notify"),
        (Capability.Deduplication, "chatsockets/once"),
        (Capability.Chghost, "chghost"),
        (Capability.AccountRegistration, "draft/account-registration"),
        (Capability.ChannelRename, "draft/channel-rename"),
        (Capability.ChatHistory, "draft/chathistory"),
        (Capability.EventPlayback, "draft/event-playback"),
        (Capability.ExtendedIsupport, "draft/extended-isupport"),
        (Capability.MessageRedaction, "draft/message-redaction"),
        (Capability.Metadata, "draft/metadata-2"),
        (Capability.Metadata3, "draft/metadata-3"),
        (Capability.Multiline, "draft/multiline"),
        (Capability.PreAway, "draft/pre-away"),
        (Capability.ReadMarker, "draft/read-marker"),
        (Capability.EchoMessage, "echo-message"),
        (Capability.ExtendedJoin, "extended-join"),
        (Capability.ExtendedMonitor, "extended-monitor"),
        (Capability.InviteNotify, "invite-notify"),
        (Capability.LabeledResponse, "labeled-response"),
        (Capability.MessageTags, "message-tags"),
        (Capability.MultiPrefix, "multi-prefix"),
        (Capability.NoImplicitNames, "no-implicit-names"),
        (Capability.Sasl, "sasl"),
        (Capability.ServerTime, "server-time"),
        (Capability.Setname, "setname"),
        (Capability.Search, "soju.im/search"),
        (Capability.StandardReplies, "standard-replies"),
        (Capability.UserhostInNames, "userhost-in-names"),
        (Capability.ZncPlayback, "znc.in/playback"),
    ];

    /// <summary>Returns the capability of that name, compared exactly; None if it is unknown.</summary>
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
