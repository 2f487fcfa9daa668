namespace ChatSockets.Protocol;

/// <summary>
/// A line into a <see cref="Message"/>: Modern IRC, "Message Format", and IRCv3 message-tags, "Format".
/// Takes every byte sequence, never throws, allocates nothing, and knows no verb.
/// </summary>
public static class MessageParser
{
    /// <summary>False when the line holds no command: it is empty, or only tags or a source.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out Message message)
    {
        int position = SkipSpaces(line, 0);
        ReadOnlySpan<byte> tags = TakePrefixed(line, (byte)'@', ref position);
        ReadOnlySpan<byte> source = TakePrefixed(line, (byte)':', ref position);

        int verbEnd = EndOfWord(line, position);
        ReadOnlySpan<byte> verb = line[position..verbEnd];
        if (verb.IsEmpty)
        {
            message = default;
            return false;
        }

        var index = default(Message.ParameterIndex);
        int count = 0;
        position = verbEnd;
        while (NextParameter(line, ref position, out Range range))
        {
            if (count < Message.IndexedParameters) index[count] = (range.Start.Value, range.End.Value - range.Start.Value);
            count++;
        }
        message = new Message(line, tags, source, verb, index, count);
        return true;
    }

    /// <summary>The parameter at or behind the position, which is moved to its end.</summary>
    internal static bool NextParameter(ReadOnlySpan<byte> line, scoped ref int position, out Range range)
    {
        int start = SkipSpaces(line, position);
        if (start >= line.Length)
        {
            range = default;
            return false;
        }
        position = line[start] == (byte)':' ? line.Length : EndOfWord(line, start);
        range = line[start] == (byte)':' ? new Range(start + 1, line.Length) : new Range(start, position);
        return true;
    }

    private static ReadOnlySpan<byte> TakePrefixed(ReadOnlySpan<byte> line, byte prefix, scoped ref int position)
    {
        if (position >= line.Length || line[position] != prefix) return default;
        int end = EndOfWord(line, position);
        ReadOnlySpan<byte> word = line[(position + 1)..end];
        position = SkipSpaces(line, end);
        return word;
    }

    private static int SkipSpaces(ReadOnlySpan<byte> line, int position)
    {
        while (position < line.Length && line[position] == (byte)' ') position++;
        return position;
    }

    private static int EndOfWord(ReadOnlySpan<byte> line, int position)
    {
        int space = line[position..].IndexOf((byte)' ');
        return space < 0 ? line.Length : position + space;
    }
}
