namespace ChatSockets.Server.Importing.Logs;

/// <summary>What a line of a log is.</summary>
internal enum LogEntryKind
{
    /// <summary>A PRIVMSG, an action included.</summary>
    Message,
    Notice,

    /// <summary>Somebody came or went, a topic, a mode, or what the text says: not imported.</summary>
    Event,

    /// <summary>A header or an empty line.</summary>
    Nothing,

    /// <summary>It is not a line of such a log; the text says why.</summary>
    Unreadable,
}

/// <summary>One line of a log.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Time">The time in the log's time zone.</param>
/// <param name="Nick">The sender, perhaps with a prefix of its status.</param>
/// <param name="Text">The text; why not, if it is not imported.</param>
internal readonly record struct LogEntry(LogEntryKind Kind, DateTime Time, string Nick, string Text)
{
    /// <summary>To how much the time is known.</summary>
    public TimeSpan Precision { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The room, where a log has several; otherwise null.</summary>
    public string? Room { get; init; }

    public static LogEntry Nothing { get; } = new(LogEntryKind.Nothing, default, "", "");

    public static LogEntry Event { get; } = new(LogEntryKind.Event, default, "", "");

    /// <summary>What is not imported for a reason of its own.</summary>
    /// <param name="what">What lines like it are, for people.</param>
    public static LogEntry LeftOut(string what) => new(LogEntryKind.Event, default, "", what);

    public static LogEntry Unreadable(string reason) => new(LogEntryKind.Unreadable, default, "", reason);

    /// <summary>An action (CTCP ACTION).</summary>
    public static LogEntry Action(DateTime time, string nick, string text) =>
        new(LogEntryKind.Message, time, nick, $"\u0001ACTION {text}\u0001");
}
