namespace ChatSockets.Client.Commands;

/// <summary>A typed line: a text to send (then Command is null), or a slash command's name and its arguments.</summary>
internal readonly record struct TypedLine(string? Command, string Text)
{
    /// <summary><c>//text</c> says <c>/text</c>; <c>/ text</c> is no command either.</summary>
    public static TypedLine Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.StartsWith("//", StringComparison.Ordinal)) return new TypedLine(null, line[1..]);
        if (line.Length < 2 || line[0] != '/' || line[1] == ' ') return new TypedLine(null, line);
        int end = line.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? new TypedLine(line[1..], "") : new TypedLine(line[1..end], line[(end + 1)..].Trim());
    }
}
