namespace ChatSockets.Client.Core;

/// <summary>What a line of a timeline is.</summary>
internal enum EntryKind : byte
{
    Message,

    /// <summary>CTCP ACTION: "/me waves".</summary>
    Action,
    Notice,
    Joined,
    Parted,
    Quit,
    Renamed,
    Kicked,
    ModeChanged,
    TopicChanged,

    /// <summary>Something that the server or this program says.</summary>
    Info,

    /// <summary>Something that was refused or has failed.</summary>
    Error,
}

[Flags]
internal enum EntryFlags : byte
{
    None = 0,

    /// <summary>We said or did it.</summary>
    Self = 1,

    /// <summary>It names us, or a word that the user wants to be told of.</summary>
    Mention = 2,

    /// <summary>It was said before and played back by the server.</summary>
    Replayed = 4,

    /// <summary>It was taken back: IRCv3 draft/message-redaction. Its text is gone.</summary>
    Redacted = 8,
}

/// <summary>One line of a timeline.</summary>
/// <param name="Time">When it happened, by the server's clock where it tells (IRCv3 server-time).</param>
/// <param name="Kind">What it is.</param>
/// <param name="From">The nickname of whoever said or did it; empty for the server and this program.</param>
/// <param name="Text">The text as it came, with mIRC's formatting codes and without other control characters.</param>
internal readonly record struct TimelineEntry(DateTimeOffset Time, EntryKind Kind, string From, string Text)
{
    public EntryFlags Flags { get; init; }

    /// <summary>The message's id (IRCv3 message-ids); null without one.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the message that it answers (IRCv3 +reply); null for none.</summary>
    public string? ReplyTo { get; init; }

    public bool IsSelf => Flags.HasFlag(EntryFlags.Self);

    public bool IsMention => Flags.HasFlag(EntryFlags.Mention);

    public bool IsRedacted => Flags.HasFlag(EntryFlags.Redacted);

    /// <summary>Whether somebody said it, so that it can be answered, counted and searched.</summary>
    public bool IsSpeech => Kind <= EntryKind.Notice;

    /// <summary>Whether it is a coming or going, of which many in a row are shown as one line.</summary>
    public bool IsQuiet => Kind is EntryKind.Joined or EntryKind.Parted or EntryKind.Quit or EntryKind.Renamed;
}
