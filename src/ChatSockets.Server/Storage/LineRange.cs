using System.Collections.Immutable;

namespace ChatSockets.Server.Storage;

/// <summary>Lines of one conversation that somebody asks for: those between two ids, as far as they are the reader's to read.</summary>
/// <param name="Conversation">Which, by its number in the store; 0 has no lines.</param>
/// <param name="After">They are behind that one.</param>
/// <param name="Before">They are before that one.</param>
/// <param name="WithEvents">Whether what is not said in words is among them.</param>
internal readonly record struct LineRange(long Conversation, long After, long Before, bool WithEvents)
{
    /// <summary>The id before which all lines are.</summary>
    public const long End = long.MaxValue;

    /// <summary>What of it the reader may read, in order: the caller says. Default is all.</summary>
    public ImmutableArray<IdRange> Readable { get; init; }

    /// <summary>Its readable parts, in order: few, and each of them without a gap.</summary>
    public IEnumerable<LineRange> Parts()
    {
        LineRange whole = this with { Readable = default };
        if (Readable.IsDefault)
        {
            yield return whole;
            yield break;
        }
        foreach (IdRange part in Readable)
        {
            LineRange range = whole with { After = Math.Max(After, part.After), Before = Math.Min(Before, part.Before) };
            if (range.Before - 1 > range.After) yield return range;
        }
    }
}
