namespace ChatSockets.Server.Importing.Logs;

/// <summary>A program's logs: which files they are, of which room, and how their lines are read.</summary>
internal abstract class LogFormat
{
    /// <summary>All that can be imported.</summary>
    public static readonly IReadOnlyList<LogFormat> All = [new ZncLog(), new WeeChatLog(), new IrssiLog(), new InspIRCdLog()];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What is imported, for the help.</summary>
    public abstract string Description { get; }

    /// <summary>What its files look like, for people who named something else.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether a file of that name is such a log.</summary>
    public abstract bool IsLog(string path);

    /// <summary>The room or user that a log is of; null where the file has several, or its name does not say it.</summary>
    public abstract string? WindowOf(string path);

    /// <summary>The network of a room's log, as far as its name tells; otherwise null.</summary>
    public virtual string? NetworkOf(string path) => null;

    /// <summary>Whether one file has several rooms.</summary>
    public virtual bool HasSeveralRooms => false;

    /// <summary>Returns what reads one file, from its first line to its last.</summary>
    public abstract LogReader Read(string path);
}

/// <summary>Reads the lines of one file in their order. One thread.</summary>
internal abstract class LogReader
{
    /// <summary>Reads a line, which has no line feed. What cannot be read is a result, never an exception.</summary>
    public abstract LogEntry Read(string line);

    /// <summary>The line that is known only at the end of the file.</summary>
    public virtual LogEntry End() => LogEntry.Nothing;

    /// <summary>Reads <c>HH:mm:ss</c>, which may end after the minutes, at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time.</param>
    /// <param name="length">How many characters it has; 5 without seconds.</param>
    protected static bool TryReadTime(ReadOnlySpan<char> text, out TimeSpan time, out int length)
    {
        time = default;
        length = 0;
        if (text.Length < 5 || text[2] != ':' || !TryReadTwo(text, out int hour) || !TryReadTwo(text[3..], out int minute)) return false;
        int second = 0;
        length = text.Length >= 8 && text[5] == ':' && TryReadTwo(text[6..], out second) ? 8 : 5;
        // A second that leaps is the one before.
        if (hour > 23 || minute > 59 || second > 60) return false;
        time = new TimeSpan(hour, minute, Math.Min(second, 59));
        return true;
    }

    private static bool TryReadTwo(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (!char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1])) return false;
        value = ((text[0] - '0') * 10) + text[1] - '0';
        return true;
    }
}
